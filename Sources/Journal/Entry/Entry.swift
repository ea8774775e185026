/// An entry as it is read back: its header, and its payload where the key still exists.
package struct Entry: Hashable, Sendable {
    /// What the entry says in clear.
    package let header: EntryHeader
    /// The payload, opened; `nil` is a tombstone: the key was destroyed, and what was said with it is gone.
    package let payload: [UInt8]?
    /// Whom the entry is about; `nil` together with the payload.
    package let subject: SubjectID?
    /// The entry's leaf in the journal's tree.
    package let leaf: LeafHash
}

/// What a journal says of itself at one size: which journal, how many entries, and the root over them (C2SP, tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
    /// Which journal.
    package let origin: String
    /// Its size and root.
    package let head: TreeHead

    init(origin: String, head: TreeHead) {
        self.origin = origin
        self.head = head
    }

    /// The text that is signed.
    var text: String { "\(origin)\n\(head.size)\n\(head.root.base64)\n" }

    /// Reads a checkpoint that `key` signed, of the journal that has the key's name.
    ///
    /// - Throws: `JournalError.badProof` when the note is none, or not signed by the key.
    package init(_ note: SignedNote, signedBy key: NoteVerifier) throws(JournalError) {
        guard key.verifies(note) else {
            throw .badProof("The checkpoint is not signed by the key of \(key.name), or it was changed after it was.")
        }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        // The text ends with a line feed, after which nothing comes; extension lines are allowed and mean nothing here.
        guard lines.count >= 4, lines[0] == key.name, let size = UInt64(lines[1]), String(size) == lines[1],
            let root = TreeHash(base64: lines[2])
        else { throw .badProof("The checkpoint does not say origin, size and root of \(key.name), a line each.") }
        self.init(origin: key.name, head: TreeHead(size: size, root: root))
    }
}

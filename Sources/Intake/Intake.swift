/// Documents → facts with spans.
///
/// Lives here: reading each kind of document into the domain's facts, each bound to the bytes that told it.
///
/// May not live here: storage, matching of facts to claims, conclusions. Reading is pure: what it needs beside the
/// bytes (how to hash, the document's address) is passed in.
package enum ReaderVersion {
    /// The version of the readers; evidence is read again on purpose when it changes.
    package static let current: UInt16 = 1
}

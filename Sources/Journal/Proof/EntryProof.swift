import Foundation

/// The proof that an entry is in a journal, for anyone who has the journal's public key (C2SP, tlog-proof).
///
/// It carries what the leaf is made of, the canonical header and the hash of the sealed payload, as its extra data.
package struct EntryProof: Hashable, Sendable, CustomStringConvertible {
    private static let firstLine = "c2sp.org/tlog-proof@v1"

    /// The canonical header and the hash of the sealed payload.
    package let leafData: [UInt8]
    /// The hashes beside the way to the root; its size is that of the checkpoint.
    package let inclusion: InclusionProof
    /// The signed checkpoint.
    package let checkpoint: SignedNote

    init(leafData: [UInt8], inclusion: InclusionProof, checkpoint: SignedNote) {
        self.leafData = leafData
        self.inclusion = inclusion
        self.checkpoint = checkpoint
    }

    /// The proof as it is written.
    package var description: String {
        var text = "\(Self.firstLine)\nextra \(Data(leafData).base64EncodedString())\nindex \(inclusion.index)\n"
        for hash in inclusion.hashes { text += hash.base64 + "\n" }
        return text + "\n" + checkpoint.description
    }

    /// Checks a written proof.
    ///
    /// - Returns: the header of the entry that is proven to be in the journal.
    /// - Throws: `JournalError.badProof` when it proves nothing.
    package static func check(_ text: String, with key: NoteVerifier) throws(JournalError) -> EntryHeader {
        guard text.utf8.count <= SignedNote.limit, let blank = text.range(of: "\n\n") else { throw malformed }
        var lines = text[..<blank.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.popFirst() == firstLine[...], let extra = lines.popFirst(), extra.hasPrefix("extra "),
            let leafData = Data(canonicalBase64: extra.dropFirst(6)),
            let place = lines.popFirst(), place.hasPrefix("index "), let index = UInt64(place.dropFirst(6)),
            String(index) == place.dropFirst(6)
        else { throw malformed }
        var hashes: [TreeHash] = []
        for line in lines {
            guard let hash = TreeHash(base64: line) else { throw malformed }
            hashes.append(hash)
        }
        let checkpoint = try Checkpoint(SignedNote(String(text[blank.upperBound...])), signedBy: key)
        let proof = InclusionProof(index: index, size: checkpoint.head.size, hashes: hashes)
        guard proof.proves(.leaf(leafData), in: checkpoint.head.root) else {
            throw .badProof("The proof is false: its hashes do not lead from this entry to the root that was signed.")
        }
        guard let header = try? EntryHeader(canonicalBytes: Array(leafData.dropLast(TreeHash.byteCount))),
            header.position == index + 1
        else { throw .badProof("The proof is true, but of something that is no entry of a journal.") }
        return header
    }

    private static let malformed = JournalError.badProof(
        "This is no proof: it does not begin with \(firstLine) and an entry."
    )
}

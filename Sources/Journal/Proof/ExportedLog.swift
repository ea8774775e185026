import Foundation

/// What a journal proves, as files that other people's verifiers read too (C2SP, tlog-tiles): no content, and no key but the
/// public one.
///
/// ```
/// checkpoint              the signed size and root
/// key                     the public key, name+id+key
/// tile/<L>/<N>[.p/<W>]    hashes of the tree
/// tile/entries/<N>[.p/<W>]  of each entry the canonical header and the hash of the sealed payload, each after its length
/// ```
package struct ExportedLog: Sendable {
    /// Where the files are.
    package let folder: String
    /// Who signed the checkpoint.
    package let key: NoteVerifier
    /// The checkpoint as it was signed.
    package let note: SignedNote
    /// What it says.
    package let checkpoint: Checkpoint

    /// Opens an export and checks the signature of its checkpoint.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - key: the public key, had from the journal's owner and not from the folder, which a forger could have filled.
    /// - Throws: `JournalError.badProof`.
    package init(folder: String, key: NoteVerifier) throws(JournalError) {
        self.folder = folder
        self.key = key
        note = try SignedNote(Self.text("checkpoint", in: folder))
        checkpoint = try Checkpoint(note, signedBy: key)
    }

    static func text(_ name: String, in folder: String) throws(JournalError) -> String {
        guard let text = String(validating: try bytes(name, in: folder), as: UTF8.self) else {
            throw .badProof("\(folder)/\(name) is no text.")
        }
        return text
    }

    private static func bytes(_ name: String, in folder: String) throws(JournalError) -> Data {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
            throw .badProof("\(folder)/\(name) is missing or cannot be read, so the export proves nothing without it.")
        }
        return data
    }
}

extension ExportedLog: TileSource {
    var size: UInt64 { checkpoint.head.size }

    func tile(_ id: TileID) throws(JournalError) -> Tile {
        let width = id.width(size: size)
        let path = id.path(width: width)
        guard let tile = Tile(bytes: try Self.bytes(path, in: folder), width: width) else {
            throw .badProof("\(folder)/\(path) does not hold \(width) hashes.")
        }
        return tile
    }

    /// The entries of a bundle, each the data of its leaf.
    private func bundle(_ number: UInt64) throws(JournalError) -> [[UInt8]] {
        let width = TileID(level: 0, number: number).width(size: size)
        let path = TileID.entriesPath(number: number, width: width)
        guard let entries = EntryBundle.split([UInt8](try Self.bytes(path, in: folder))), entries.count == width else {
            throw .badProof("\(folder)/\(path) does not hold \(width) entries.")
        }
        return entries
    }
}

extension ExportedLog {
    /// Checks every file: that the entries make the tree, and the tree the root that was signed.
    ///
    /// - Parameter others: Checkpoints of this journal that were kept elsewhere.
    /// - Returns: what is wrong, the first entry of it first; nothing when all is well.
    package func verify(against others: [Checkpoint] = []) -> [IntegrityProblem] {
        var problems: [IntegrityProblem] = []
        var edge = TreeEdge()
        let heads = ([checkpoint] + others).map(\.head).sorted { $0.size < $1.size }
        for head in heads where head.size > size {
            problems.append(.init(position: nil, what: "the export is older than a checkpoint of \(head.size) entries"))
        }
        do throws(JournalError) {
            var lastGood: UInt64 = 0
            for number in 0..<(size + UInt64(TileID.width) - 1) / UInt64(TileID.width) {
                let stored = try tile(TileID(level: 0, number: number))
                for (leaf, data) in zip(stored.hashes, try bundle(number)) {
                    let position = edge.size + 1
                    if .leaf(data) != leaf || Self.position(in: data) != position {
                        problems.append(.init(position: position, what: "it is not what its leaf is the hash of"))
                    }
                    edge.append(.leaf(data)) { _ in }
                    for head in heads where head.size == edge.size {
                        if edge.root == head.root {
                            lastGood = edge.size
                        } else {
                            let what = "an entry from \(lastGood + 1) to \(edge.size) is not the one that was signed"
                            // A wrong entry that is known by itself says more.
                            let isKnown = problems.contains { $0.position != nil }
                            problems.append(.init(position: isKnown ? nil : lastGood + 1, what: what))
                        }
                    }
                    if problems.count >= IntegrityReport.problemLimit { return problems }
                }
            }
            if size == 0, checkpoint.head.root != .ofNothing {
                problems.append(.init(position: nil, what: "the root of no entries is another"))
            }
            try verifyTiles(&problems)
        } catch {
            problems.append(.init(position: nil, what: error.description))
        }
        return problems
    }

    /// Checks the tiles above the leaves.
    private func verifyTiles(_ problems: inout [IntegrityProblem]) throws(JournalError) {
        for (id, width) in TileID.all(size: size) where id.level > 0 {
            let hashes = try tile(id).hashes
            for place in 0..<width {
                let below = TileID(level: id.level - 1, number: id.number << UInt64(TileID.height) + UInt64(place))
                if try tile(below).root != hashes[place] {
                    problems.append(
                        .init(position: nil, what: "\(id.path(width: width)) is not made of the tiles below")
                    )
                    break
                }
            }
        }
    }

    private static func position(in leafData: [UInt8]) -> Position? {
        try? EntryHeader(canonicalBytes: Array(leafData.dropLast(TreeHash.byteCount))).position
    }

    /// The proof that an entry is in the exported journal.
    ///
    /// - Throws: `JournalError.badProof`.
    package func proof(of position: Position) throws(JournalError) -> EntryProof {
        guard position > 0, position <= size else {
            throw .badProof("The export has no entry \(position); it has entries 1 to \(size).")
        }
        let entries = try bundle((position - 1) >> UInt64(TileID.height))
        return EntryProof(
            leafData: entries[Int((position - 1) % UInt64(TileID.width))],
            inclusion: try inclusionProof(of: position - 1, size: size),
            checkpoint: note
        )
    }
}

/// Entries one after the other, each after its length in two bytes.
enum EntryBundle {
    static func join(_ entries: [[UInt8]]) -> [UInt8] {
        var writer = ByteWriter(capacity: entries.reduce(0) { $0 + $1.count + 2 })
        for entry in entries {
            // A header has at most 2 × 255 bytes of text beside its numbers.
            writer.append(UInt16(entry.count))
            writer.append(contentsOf: entry)
        }
        return writer.bytes
    }

    /// Takes a bundle apart; `nil` when it ends in the middle of an entry.
    static func split(_ bytes: [UInt8]) -> [[UInt8]]? {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 2 else { return nil }
            let count = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(2)
            guard rest.count >= count else { return nil }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return entries
    }
}

import Foundation

/// What a look at the journal, entry by entry, has found so far.
struct IntegrityCheck {
    private(set) var entries = 0
    private(set) var problems: [IntegrityProblem] = []
    /// The position that the next entry should have.
    private(set) var next: Position = 1
    /// The tree over the entries so far, as their headers and payloads give it.
    private(set) var edge = TreeEdge()
    /// How many checkpoints are expected.
    private(set) var checkpoints = 0
    /// What the tree should be, by its size.
    private var expected: [UInt64: [(root: TreeHash, source: String)]] = [:]
    /// The size at which the tree was last what it should be.
    private var lastGood: UInt64 = 0
    /// The command that the entries at hand came from, and where they begin.
    private var command: (id: CommandID, first: Position)?
    private var commands = 0
    /// Where commands begin that are not on record as they were done.
    private var wrongCommands: [Position] = []

    /// How many entries are read at once; each may have a payload of many megabytes.
    private static let batchSize = 500

    var isFull: Bool { problems.count >= IntegrityReport.problemLimit }

    mutating func note(_ what: String, at position: Position? = nil) {
        if !isFull { problems.append(IntegrityProblem(position: position, what: what)) }
    }

    /// Says what the tree was when it had so many leaves.
    mutating func expect(_ head: TreeHead, in source: String) {
        checkpoints += 1
        if head.size == 0, head.root != .ofNothing {
            note("\(source) is of no entries, and its root is not that of nothing")
        }
        expected[head.size, default: []].append((head.root, source))
    }

    /// Looks at the next entries.
    ///
    /// - Returns: whether there may be more.
    mutating func lookAtBatch(in tables: any JournalTables) throws -> Bool {
        let before = entries
        try tables.eachPlacedEntry(from: next, limit: Self.batchSize) { placed in
            guard !isFull else { return }
            try look(at: placed.record, stream: placed.stream, version: placed.version, in: tables)
        }
        return entries > before
    }

    private mutating func look(
        at record: EntryRecord,
        stream: Data,
        version: Int64,
        in tables: any JournalTables
    ) throws {
        let position = UInt64(bitPattern: record.position)
        if position != next { note("the entries from \(next) to \(position &- 1) are missing", at: next) }
        next = position &+ 1
        entries += 1
        let header = try? record.readHeader()
        if let header {
            if StreamID(blob: stream) != header.stream || header.streamVersion != UInt64(bitPattern: version) {
                note("its header names another place in a stream", at: position)
            }
            try look(at: header.command, position, in: tables)
        } else {
            note("its header is not the one that was written", at: position)
        }
        let leaf = record.leafHash
        if record.leaf.count != TreeHash.byteCount || !leaf.isFound(in: record.leaf) {
            note("its leaf is not the hash of its header and sealed payload", at: position)
        }
        try edge.append(leaf) { [firstPosition = position] full in
            if let problem = try Self.difference(of: full, upTo: firstPosition, in: tables) { problems.append(problem) }
        }
        compareWithCheckpoints()
    }

    /// How a stored tile differs from the one over the entries.
    private static func difference(
        of full: TreeEdge.FullTile,
        upTo position: Position,
        in tables: any JournalTables
    ) throws -> IntegrityProblem? {
        let name = "tile \(full.id.number) of level \(full.id.level)"
        guard let (root, hashes) = try tables.tile(full.id) else {
            return IntegrityProblem(position: nil, what: "\(name) of the tree is missing")
        }
        guard hashes.count == TileID.width * TreeHash.byteCount else {
            return IntegrityProblem(position: nil, what: "\(name) of the tree has not 256 hashes")
        }
        if let place = full.tile.firstDifference(from: hashes) {
            // A leaf is one entry's; what is above is of many.
            let first = position - Position(TileID.width) + 1
            return IntegrityProblem(
                position: full.id.level == 0 ? first + Position(place) : nil,
                what: "\(name) of the tree has another hash for it"
            )
        }
        guard root == full.root.blob else {
            return IntegrityProblem(position: nil, what: "\(name) of the tree has another root")
        }
        return nil
    }

    private mutating func compareWithCheckpoints() {
        guard let heads = expected.removeValue(forKey: edge.size) else { return }
        let root = edge.root
        for (expectedRoot, source) in heads where expectedRoot != root {
            // A wrong entry that is known by itself says more.
            let isKnown = problems.contains { $0.position != nil }
            let what = "one of the entries from \(lastGood + 1) to \(edge.size) is not the one that \(source) is of"
            note(what, at: isKnown ? nil : lastGood + 1)
            return
        }
        lastGood = edge.size
    }

    private mutating func look(at id: CommandID, _ position: Position, in tables: any JournalTables) throws {
        if let command, command.id == id { return }
        try endCommand(before: position, in: tables)
        command = (id, position)
        commands += 1
    }

    /// Compares what is kept of a command with its entries.
    private mutating func endCommand(before position: Position, in tables: any JournalTables) throws {
        guard let command else { return }
        let wanted = CommandRecord(first: Int64(command.first), count: Int64(position - command.first))
        if try tables.command(command.id) != wanted { wrongCommands.append(command.first) }
    }

    /// Looks at what should be there and is not, once all entries were looked at.
    mutating func finish(in tables: any JournalTables) throws {
        try endCommand(before: next, in: tables)
        // A wrong entry that is known by itself says more, and breaks what is known of its command.
        let isKnown = problems.contains { $0.position != nil }
        for first in wrongCommands.prefix(IntegrityReport.problemLimit) {
            note(
                "the command of the entries from \(first) on is not on record as it was done",
                at: isKnown ? nil : first
            )
        }
        let kept = try tables.commandTotals().count
        if kept > commands { note("\(kept - commands) commands are on record of which there are no entries") }
        let head = try tables.head().position
        if head != next &- 1 {
            note("the head of the journal is said to be \(head), and the last entry is \(next &- 1)")
        }
        let tiles = try tables.tileCount()
        var full = 0
        var level = edge.size >> UInt64(TileID.height)
        while level > 0 {
            full += Int(level)
            level >>= UInt64(TileID.height)
        }
        if tiles > full { note("the tree has \(tiles - full) tiles that are of no entries") }
        for (size, heads) in expected.sorted(by: { $0.key < $1.key }) where size > 0 {
            note("\(heads[0].source) is of \(size) entries, so the last are missing", at: edge.size + 1)
        }
    }
}

import Foundation

/// The tables of one journal within one transaction, as the journal needs them.
///
/// Each call is one batch. A call that returns nothing may have its failure reported by a later one, or by the end of the
/// transaction, so that a driver can send several batches before it waits for an answer. All methods throw the driver's
/// own errors, and ``JournalError/damaged(_:)`` for a row that cannot be read.
protocol JournalTables: FollowerTables, JobTables {
    // MARK: Entries

    /// The last entry's place and leaf.
    func head() throws -> JournalHead
    /// How many entries each of the streams has.
    func versions(of streams: [StreamID]) throws -> [UInt64]
    /// Adds entries, which follow the head in order.
    ///
    /// - Throws: ``TakenPlace/entry``.
    func insert(entries: any PreparedRows) throws
    /// At most `limit` entries from the position on, in order.
    func entries(from position: Position, limit: Int) throws -> [EntryRecord]
    /// At most `limit` entries of the stream from the version on, in order.
    func entries(of stream: StreamID, from version: UInt64, limit: Int) throws -> [EntryRecord]
    /// Gives `body` at most `limit` entries from the position on, in order, with the place in a stream by which each is found.
    func eachPlacedEntry(from position: Position, limit: Int, _ body: (PlacedEntryRecord) throws -> Void) throws
    /// The last entries of at most `limit` streams whose versions are not 1, 2, 3….
    func lastEntriesOfBrokenStreams(limit: Int) throws -> [Position]

    // MARK: Commands

    /// The first position and the count of the entries of a command that has run.
    func command(_ id: CommandID) throws -> CommandRecord?
    /// Keeps that a command has run.
    func insert(command id: CommandID, _ record: CommandRecord) throws
    /// How many commands with entries are on record, and the position of the last entry that one of them names.
    func commandTotals() throws -> (count: Int, last: Int64)

    // MARK: Tree

    /// Adds tiles that have become full.
    func insert(tiles: [TreeEdge.FullTile]) throws
    /// The root and the hashes of a full tile.
    func tile(_ id: TileID) throws -> (root: Data, hashes: Data)?
    /// The roots of at most `count` full tiles of a level, from a number on, in order.
    func roots(level: Int, from number: UInt64, count: Int) throws -> [Data]
    /// The leaves of at most `count` entries from the position on, in order.
    func leaves(from position: Position, count: Int) throws -> [Data]
    /// How many full tiles are kept.
    func tileCount() throws -> Int
    /// What is kept of signed checkpoints, by size; the last one, unless somebody added to it.
    func checkpoints() throws -> [(size: Int64, note: String)]
    /// Keeps a checkpoint in the place of the one before.
    func replaceCheckpoint(size: UInt64, note: String) throws

    // MARK: Keys

    /// Takes unique keys.
    ///
    /// - Throws: ``TakenPlace/key`` when one of them is taken, be it by another of them.
    func claim(_ keys: any PreparedRows) throws
    /// The owners of unique keys, in the order of the keys.
    func holders(of keys: [UniqueKey]) throws -> [StreamID?]
    /// Adds the lookups that are not there yet.
    func insert(lookups: any PreparedRows) throws
    /// The streams that can be found by each of several indexes, by id, in the order of the indexes.
    func lookUp(_ keys: [(space: UInt16, index: BlindIndex)]) throws -> [[StreamID]]
    /// At most `limit` keys of the kind after one of them, by space, index and target.
    func keys(_ kind: KeyKind, after last: KeyRecord?, limit: Int) throws -> [KeyRecord]

    // MARK: Rows

    /// Moves rows from group to group, one move after the other.
    func regroup(_ moves: [Regroup]) throws
    /// Inserts or replaces rows, in order.
    func upsert(rows: any PreparedRows) throws
    /// Removes rows; one that is not there is passed over.
    func remove(_ rows: [RowID]) throws
    /// Those of the rows of a table with the ids that there are, in any order.
    func rows(table: UInt16, ids: [StreamID]) throws -> [SealedStoredRow]
    /// At most `limit` rows of a table after a row, by id.
    func rows(table: UInt16, after id: StreamID?, limit: Int) throws -> [SealedStoredRow]
    /// All rows of a group, by table and id.
    func rows(group: StreamID) throws -> [SealedStoredRow]
    /// The ids of the rows of a table in a group, by id.
    func rowIDs(table: UInt16, group: StreamID) throws -> [StreamID]
    /// At most `limit` rows after one, by group, table and id.
    func rowsByGroup(after cursor: GroupCursor?, limit: Int) throws -> [SealedStoredRow]
    /// Removes all rows and lookups.
    func dropDerived() throws
    /// Removes all unique keys and lookups that lead to one of the streams.
    func removeKeys(leadingTo targets: Set<StreamID>) throws

    // MARK: Evidence

    /// The records of those of the addresses that are stored.
    func evidence(_ ids: [EvidenceID]) throws -> [SealedEvidenceRecord]
    /// At most `limit` addresses after one, in their order.
    func evidenceIDs(after last: EvidenceID?, limit: Int) throws -> [EvidenceID]
    /// Keeps a record in the place of any that has its address.
    func replaceEvidence(_ record: SealedEvidenceRecord) throws
    /// Adds sealed chunks of a body, numbered from `first`.
    func insert(chunks: [Data], from first: UInt64, of body: UInt128) throws
    /// A sealed chunk of a body.
    func chunk(_ number: UInt64, of body: UInt128) throws -> Data?
    /// Removes all chunks of a body.
    func deleteChunks(of body: UInt128) throws
    /// Removes a record; its chunks stay.
    func deleteEvidence(_ id: EvidenceID) throws
    /// Keeps that a body is being stored whose record will come at its end.
    func beginUpload(of body: UInt128) throws
    /// Keeps that the storing of a body has ended.
    ///
    /// - Returns: whether it was being stored, and not given up meanwhile.
    func endUpload(of body: UInt128) throws -> Bool
    /// The bodies whose storing nobody will go on with.
    func abandonedUploads() throws -> [StreamID]
}

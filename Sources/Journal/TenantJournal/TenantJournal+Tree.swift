import Foundation
import GRDB
import Synchronization

// The tree over the entries. Full tiles are stored when they become full; all else follows from them and the leaves.
extension TenantJournal {
    /// Appends leaves to the tree and stores the tiles that they fill.
    ///
    /// - Parameters:
    ///   - leaves: the leaves, in order.
    ///   - size: how many leaves the tree had before.
    ///   - db: the connection, in the transaction that writes the entries.
    /// - Returns: the edge of the grown tree, to be kept once the transaction is durable.
    /// - Throws: what the database throws.
    func grow(_ leaves: [TreeHash], after size: UInt64, in db: Database) throws -> TreeEdge {
        var grown = try edge.withLock({ $0 }).flatMap { $0.size == size ? $0 : nil } ?? Self.edge(size: size, in: db)
        for leaf in leaves { try grown.append(leaf) { try Self.store($0, in: db) } }
        return grown
    }

    /// The edge of the tree of all entries.
    static func edge(size: UInt64, in db: Database) throws -> TreeEdge {
        var levels: [[TreeHash]] = []
        var tile = TileID(level: 0, number: 0)
        while case let hashes = size >> UInt64(TileID.height * tile.level), hashes > 0 {
            tile.number = hashes >> UInt64(TileID.height)
            levels.append(tile.width(size: size) > 0 ? try StoredTiles(size: size, db: db).partial(tile) : [])
            tile.level += 1
        }
        return TreeEdge(size: size, levels: levels)
    }

    private static func store(_ full: TreeEdge.FullTile, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO tile (level, number, root, hashes) VALUES (?, ?, ?, ?)")
            .execute(arguments: [
                full.id.level, Int64(full.id.number), Data(full.root.bytes), Data(full.tile.bytes),
            ])
    }

    /// Runs `body` with the nodes of the tree over all entries.
    func withTree<Value>(_ body: (any TileSource) throws -> Value) throws(JournalError) -> Value {
        try perform { db in try body(StoredTiles(size: try Self.head(in: db), db: db)) }
    }

    /// Makes the tree of a journal that was written when there was none.
    func upgradeTree() throws(JournalError) {
        do {
            try upgrade(adding: Schema.tree) { db in
                var edge = TreeEdge()
                let leaves = try Data.fetchCursor(db, sql: "SELECT leaf FROM entry ORDER BY position")
                while let leaf = try leaves.next() {
                    guard let hash = TreeHash(bytes: leaf) else {
                        throw JournalError.damaged("a leaf has not 32 bytes")
                    }
                    try edge.append(hash) { try Self.store($0, in: db) }
                }
            }
        } catch {
            throw JournalError(error)
        }
    }
}

/// The tiles of the tree over the entries of an open journal.
private struct StoredTiles: TileSource {
    let size: UInt64
    let db: Database

    func tile(_ id: TileID) throws(JournalError) -> Tile {
        do {
            guard id.width(size: size) == TileID.width else { return Tile(try partial(id)) }
            let statement = try db.cachedStatement(sql: "SELECT hashes FROM tile WHERE level = ? AND number = ?")
            guard let hashes = try Data.fetchOne(statement, arguments: [id.level, Int64(id.number)]),
                let tile = Tile(bytes: hashes, width: TileID.width)
            else { throw JournalError.damaged("the tree has no tile, level \(id.level) number \(id.number)") }
            return tile
        } catch {
            throw JournalError(error)
        }
    }

    /// The hashes of a tile that is not full: leaves, or the roots of full tiles below.
    func partial(_ id: TileID) throws -> [TreeHash] {
        let first = id.number << UInt64(TileID.height)
        let width = id.width(size: size)
        let hashes: [Data]
        if id.level == 0 {
            let statement = try db.cachedStatement(
                sql: "SELECT leaf FROM entry WHERE position > ? AND position <= ? ORDER BY position"
            )
            hashes = try Data.fetchAll(statement, arguments: [Int64(first), Int64(first) + Int64(width)])
        } else {
            let statement = try db.cachedStatement(
                sql: "SELECT root FROM tile WHERE level = ? AND number >= ? AND number < ? ORDER BY number"
            )
            let range = [id.level - 1, Int(first), Int(first) + width]
            hashes = try Data.fetchAll(statement, arguments: StatementArguments(range))
        }
        let tile = hashes.compactMap { TreeHash(bytes: $0) }
        guard tile.count == width else {
            throw JournalError.damaged("the tree lacks hashes, level \(id.level) number \(id.number)")
        }
        return tile
    }
}

import Foundation
import Synchronization

// The tree over the entries. Full tiles are stored when they become full; all else follows from them and the leaves.
extension TenantJournal {
    /// Appends leaves to the tree and stores the tiles that they fill.
    ///
    /// The edge that was kept of the last append here is used only when the journal still ends with it: another node may have
    /// appended since.
    ///
    /// - Parameters:
    ///   - leaves: the leaves, in order.
    ///   - head: the head of the journal before them.
    ///   - tables: the tables, in the transaction that writes the entries.
    /// - Returns: the edge of the grown tree, to be kept once the transaction is durable.
    /// - Throws: what the tables throw.
    func grow(_ leaves: [TreeHash], after head: JournalHead, in tables: any JournalTables) throws -> TreeEdge {
        let kept = edge.withLock { $0 }.flatMap { $0.ends(at: head) ? $0 : nil }
        var grown = try kept ?? Self.edge(at: head, in: tables)
        var full: [TreeEdge.FullTile] = []
        for leaf in leaves { grown.append(leaf) { full.append($0) } }
        try tables.insert(tiles: full)
        return grown
    }

    /// Keeps the edge of the tree that is durable now, for the next append.
    func keep(edge grown: TreeEdge) { edge.withLock { $0 = grown } }

    /// The edge of the tree of all entries.
    static func edge(at head: JournalHead, in tables: any JournalTables) throws -> TreeEdge {
        let size = head.position
        var levels: [[TreeHash]] = []
        var tile = TileID(level: 0, number: 0)
        while case let hashes = size >> UInt64(TileID.height * tile.level), hashes > 0 {
            tile.number = hashes >> UInt64(TileID.height)
            levels.append(tile.width(size: size) > 0 ? try StoredTiles(size: size, tables: tables).partial(tile) : [])
            tile.level += 1
        }
        return TreeEdge(size: size, levels: levels, lastLeaf: head.leaf.flatMap { TreeHash(bytes: $0) })
    }

    /// Runs `body` with the nodes of the tree over all entries.
    func withTree<Value>(_ body: (any TileSource) throws -> Value) throws(JournalError) -> Value {
        try read { tables in try body(StoredTiles(size: try tables.head().position, tables: tables)) }
    }
}

extension TreeEdge {
    fileprivate func ends(at head: JournalHead) -> Bool { size == head.position && lastLeaf?.blob == head.leaf }
}

/// The tiles of the tree over the entries of an open journal.
struct StoredTiles: TileSource {
    let size: UInt64
    let tables: any JournalTables

    func tile(_ id: TileID) throws(JournalError) -> Tile {
        do {
            guard id.width(size: size) == TileID.width else { return Tile(try partial(id)) }
            guard let hashes = try tables.tile(id)?.hashes, let tile = Tile(bytes: hashes, width: TileID.width) else {
                throw JournalError.damaged("the tree has no tile, level \(id.level) number \(id.number)")
            }
            return tile
        } catch {
            throw JournalError(error)
        }
    }

    /// The hashes of a tile that is not full: leaves, or the roots of full tiles below.
    fileprivate func partial(_ id: TileID) throws -> [TreeHash] {
        let first = id.number << UInt64(TileID.height)
        let width = id.width(size: size)
        let hashes =
            id.level == 0
            ? try tables.leaves(from: first + 1, count: width)
            : try tables.roots(level: id.level - 1, from: first, count: width)
        let tile = hashes.compactMap { TreeHash(bytes: $0) }
        guard tile.count == width else {
            throw JournalError.damaged("the tree lacks hashes, level \(id.level) number \(id.number)")
        }
        return tile
    }
}

/// Tiles of which each is read once, for several proofs of one tree: these share most of what they need.
final class TilesOnce: TileSource {
    private let tiles: StoredTiles
    private var read: [TileID: Tile] = [:]

    init(_ tiles: StoredTiles) { self.tiles = tiles }

    var size: UInt64 { tiles.size }

    func tile(_ id: TileID) throws(JournalError) -> Tile {
        if let tile = read[id] { return tile }
        let tile = try tiles.tile(id)
        read[id] = tile
        return tile
    }
}

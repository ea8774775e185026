/// Tiles by their names, kept as one of the kinds of ``TreeNodes``.
protocol TileSource: TreeNodes {
    /// How many leaves the tree has whose tiles these are.
    var size: UInt64 { get }

    /// The tile with all the hashes that it has in a tree of `size` leaves.
    func tile(_ id: TileID) throws(JournalError) -> Tile
}

extension TileSource {
    package func hash(height: Int, index: UInt64) throws(JournalError) -> TreeHash {
        let level = height / TileID.height
        let inner = height % TileID.height
        // How many groups of 2^inner hashes a tile has.
        let groups = UInt64(TileID.width >> inner)
        let tile = try tile(TileID(level: level, number: index / groups))
        let place = Int(index % groups)
        guard (place + 1) << inner <= tile.hashes.count else {
            throw .damaged("a tile of the tree, level \(level) number \(index / groups), has too few hashes")
        }
        return tile.hash(height: inner, index: place)
    }
}

/// The right edge of a growing tree: the hashes of every tile that is not full yet.
///
/// It is all that is needed to go on, and no more than 255 hashes a level.
struct TreeEdge: Sendable {
    /// A tile that has become full.
    struct FullTile: Sendable {
        let id: TileID
        let tile: Tile
        let root: TreeHash
    }

    /// How many leaves the tree has.
    private(set) var size: UInt64
    /// Of each level the hashes after its last full tile.
    private(set) var levels: [[TreeHash]]
    /// The leaf that was appended last; `nil` when that is not known.
    private(set) var lastLeaf: TreeHash?

    /// The edge of the tree without leaves.
    init() {
        size = 0
        levels = []
    }

    /// The edge of a tree of `size` leaves, whose hashes after the last full tile of each level are known.
    init(size: UInt64, levels: [[TreeHash]], lastLeaf: TreeHash?) {
        self.size = size
        self.levels = levels
        self.lastLeaf = lastLeaf
    }

    /// Appends a leaf, and tells the tiles that have become full by it, from level 0 up.
    mutating func append(_ leaf: TreeHash, full: (FullTile) throws -> Void) rethrows {
        size += 1
        lastLeaf = leaf
        var hash = leaf
        var level = 0
        while true {
            if level == levels.count { levels.append([]) }
            levels[level].append(hash)
            guard levels[level].count == TileID.width else { return }
            let tile = Tile(levels[level])
            levels[level].removeAll(keepingCapacity: true)
            hash = tile.root
            let number = (size >> UInt64(TileID.height * (level + 1))) - 1
            try full(FullTile(id: TileID(level: level, number: number), tile: tile, root: hash))
            level += 1
        }
    }

    /// The root of the tree.
    var root: TreeHash {
        var root: TreeHash?
        // From the right: within a level the larger subtrees are further left, and those of the level above further still.
        for hashes in levels {
            var rest = hashes[...]
            while !rest.isEmpty {
                let count = 1 << rest.count.trailingZeroBitCount
                let subtree = Tile(Array(rest.suffix(count))).hash(height: count.trailingZeroBitCount, index: 0)
                root = root.map { .node(subtree, $0) } ?? subtree
                rest = rest.dropLast(count)
            }
        }
        return root ?? .ofNothing
    }
}

import SeededRandomness
import Testing

@testable import Journal

/// A tree whose every subtree is worked out from its leaves, by the definition of RFC 6962, 2.1.
struct NaiveTree: TreeNodes {
    let leaves: [TreeHash]

    func hash(height: Int, index: UInt64) -> TreeHash {
        let count = 1 << height
        return Self.root(leaves[Int(index) * count..<(Int(index) + 1) * count])
    }

    static func root(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
        guard let first = leaves.first else { return .ofNothing }
        guard leaves.count > 1 else { return first }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return .node(root(leaves[..<middle]), root(leaves[middle...]))
    }

    init(count: Int) { leaves = (0..<count).map { TreeHash.leaf(Array("leaf \($0)".utf8)) } }

    init(leaves: [TreeHash]) { self.leaves = leaves }
}

@Suite("The tree over the entries")
struct TreeTests {
    /// The leaves that RFC 6962's first implementation is tested with, and the root over the first of them.
    static let vectors: [(leaf: [UInt8], root: String)] = [
        ([], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ([0x00], "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ([0x10], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ([0x20, 0x21], "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ([0x30, 0x31], "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ([0x40, 0x41, 0x42, 0x43], "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        (Array(0x50...0x57), "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (Array(0x60...0x6f), "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]

    @Test
    func `has the roots of RFC 6962's vectors`() throws {
        #expect(TreeHash.ofNothing.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let tree = NaiveTree(leaves: Self.vectors.map { TreeHash.leaf($0.leaf) })
        var edge = TreeEdge()
        for (index, vector) in Self.vectors.enumerated() {
            edge.append(.leaf(vector.leaf)) { _ in }
            #expect(edge.root.description == vector.root)
            #expect(try tree.root(size: UInt64(index + 1)).description == vector.root)
        }
    }

    @Test
    func `proves every leaf of every tree, and nothing else`() throws {
        for size in 1...34 {
            let tree = NaiveTree(count: size)
            let root = NaiveTree.root(tree.leaves[...])
            for index in 0..<size {
                let proof = try tree.inclusionProof(of: UInt64(index), size: UInt64(size))
                let leaf = tree.leaves[index]
                #expect(proof.proves(leaf, in: root))
                for forged in Self.forgeries(of: proof.hashes) {
                    let forgery = InclusionProof(index: proof.index, size: proof.size, hashes: forged)
                    #expect(!forgery.proves(leaf, in: root), "leaf \(index) of \(size)")
                }
                for other in 0..<UInt64(size + 2) where other != proof.index {
                    let forgery = InclusionProof(index: other, size: proof.size, hashes: proof.hashes)
                    #expect(!forgery.proves(leaf, in: root), "leaf \(index) of \(size) as \(other)")
                }
                #expect(!proof.proves(.leaf([1]), in: root))
                #expect(!proof.proves(leaf, in: .leaf([1])))
                // A node must not pass for a leaf.
                if let sibling = proof.hashes.first, proof.hashes.count > 1 {
                    let node = index & 1 == 0 ? TreeHash.node(leaf, sibling) : TreeHash.node(sibling, leaf)
                    let forgery = InclusionProof(
                        index: proof.index,
                        size: proof.size,
                        hashes: Array(proof.hashes.dropFirst())
                    )
                    #expect(!forgery.proves(node, in: root))
                }
            }
        }
    }

    @Test
    func `proves that each tree begins every later one, and nothing else`() throws {
        let all = NaiveTree(count: 40)
        let roots = (0...40).map { NaiveTree.root(all.leaves[..<$0]) }
        for new in 0...40 {
            for old in 0...new {
                let proof = try all.consistencyProof(from: UInt64(old), to: UInt64(new))
                #expect(proof.proves(roots[old], isBeginningOf: roots[new]), "\(old) of \(new)")
                for forged in Self.forgeries(of: proof.hashes) {
                    let forgery = ConsistencyProof(oldSize: proof.oldSize, newSize: proof.newSize, hashes: forged)
                    #expect(!forgery.proves(roots[old], isBeginningOf: roots[new]), "\(old) of \(new)")
                }
                for other in 0...40 where other != old {
                    #expect(!proof.proves(roots[other], isBeginningOf: roots[new]), "\(other) as \(old) of \(new)")
                }
                for other in 0...40 where other != new && old > 0 {
                    #expect(!proof.proves(roots[old], isBeginningOf: roots[other]), "\(old) of \(other) as \(new)")
                }
            }
        }
        // A larger tree never begins a smaller one.
        let backwards = ConsistencyProof(oldSize: 4, newSize: 3, hashes: [])
        #expect(!backwards.proves(roots[4], isBeginningOf: roots[3]))
    }

    /// Every hash changed in one bit, left out, doubled, and exchanged for each other; one too many at either end.
    static func forgeries(of hashes: [TreeHash]) -> [[TreeHash]] {
        var forgeries = [hashes + [.ofNothing], [.ofNothing] + hashes]
        for place in hashes.indices {
            var bytes = hashes[place].bytes
            bytes[place % 32] ^= 1 << UInt8(place % 8)
            var flipped = hashes
            flipped[place] = TreeHash(bytes: bytes) ?? .ofNothing
            var shorter = hashes
            shorter.remove(at: place)
            var longer = hashes
            longer.insert(hashes[place], at: place)
            forgeries += [flipped, shorter, longer]
            for other in hashes.indices where other > place {
                var swapped = hashes
                swapped.swapAt(place, other)
                forgeries.append(swapped)
            }
        }
        return forgeries
    }

    @Test
    func `grows by tiles to what its leaves say, and goes on from its edge`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let tree = NaiveTree(count: 66_000)
        var edge = TreeEdge()
        var tiles: [TileID: Tile] = [:]
        let looks = Set(
            [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000]
                + (0..<8).map { _ in Int.random(in: 0...66_000, using: &generator) }
        )
        for size in 0...66_000 {
            if size > 0 { edge.append(tree.leaves[size - 1]) { tiles[$0.id] = $0.tile } }
            guard looks.contains(size) else { continue }
            #expect(edge.root == NaiveTree.root(tree.leaves[..<size]), "\(size) leaves")
            let stored = StoredTree(size: UInt64(size), tiles: tiles, edge: edge)
            #expect(try stored.root(size: UInt64(size)) == edge.root)
            guard size > 1 else { continue }
            let index = UInt64.random(in: 0..<UInt64(size), using: &generator)
            let proof = try stored.inclusionProof(of: index, size: UInt64(size))
            #expect(proof.proves(tree.leaves[Int(index)], in: edge.root))
            let old = UInt64.random(in: 0..<UInt64(size), using: &generator)
            let growth = try stored.consistencyProof(from: old, to: UInt64(size))
            #expect(growth.proves(NaiveTree.root(tree.leaves[..<Int(old)]), isBeginningOf: edge.root))
        }
        #expect(tiles.count == 257 + 1)
    }

    private struct StoredTree: TileSource {
        let size: UInt64
        let tiles: [TileID: Tile]
        let edge: TreeEdge

        func tile(_ id: TileID) throws(JournalError) -> Tile {
            if let tile = tiles[id] { return tile }
            guard edge.levels.indices.contains(id.level) else { throw .damaged("no such level") }
            return Tile(edge.levels[id.level])
        }
    }

    @Test
    func `has the tiles and paths of C2SP tlog-tiles' examples`() {
        let tiles = TileID.all(size: 70_000)
        #expect(tiles.filter { $0.tile.level == 0 && $0.width == 256 }.count == 273)
        let partial = tiles.filter { $0.width < 256 }
        #expect(partial.map(\.tile.level) == [0, 1, 2])
        #expect(partial.map(\.width) == [112, 17, 1])
        #expect(tiles.filter { $0.tile.level == 1 && $0.width == 256 }.count == 1)
        #expect(TileID.all(size: 256).map(\.width) == [256, 1])
        #expect(TileID.all(size: 0).isEmpty)
        #expect(TileID(level: 0, number: 1_234_067).path(width: 256) == "tile/0/x001/x234/067")
        #expect(TileID(level: 1, number: 0).path(width: 17) == "tile/1/000.p/17")
        #expect(TileID.entriesPath(number: 5, width: 1) == "tile/entries/005.p/1")
    }
}

/// The proof that a leaf is in a tree: the hashes beside the way from it to the root.
package struct InclusionProof: Hashable, Sendable {
    /// Which leaf, from 0.
    package var index: UInt64
    /// How many leaves the tree has.
    package var size: UInt64
    /// The siblings, from the leaf's up to the one below the root.
    package var hashes: [TreeHash]

    /// Makes a proof of parts, which may be wrong.
    package init(index: UInt64, size: UInt64, hashes: [TreeHash]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// Whether it proves that the tree with the root has the leaf (RFC 9162, 2.1.3.2).
    ///
    /// Every hash must be used and none may be missing, so that no proof has two forms.
    package func proves(_ leaf: TreeHash, in root: TreeHash) -> Bool {
        guard index < size else { return false }
        var place = TreePlace(of: index, last: size - 1)
        var hash = leaf
        for sibling in hashes {
            guard !place.isRoot else { return false }
            hash = place.hasLeftSibling ? .node(sibling, hash) : .node(hash, sibling)
            place.rise()
        }
        return place.isRoot && hash == root
    }
}

/// The proof that a tree is the beginning of a larger one.
package struct ConsistencyProof: Hashable, Sendable {
    /// How many leaves the smaller tree has.
    package var oldSize: UInt64
    /// How many leaves the larger tree has.
    package var newSize: UInt64
    /// The hashes from which both roots follow.
    package var hashes: [TreeHash]

    /// Makes a proof of parts, which may be wrong.
    package init(oldSize: UInt64, newSize: UInt64, hashes: [TreeHash]) {
        self.oldSize = oldSize
        self.newSize = newSize
        self.hashes = hashes
    }

    /// Whether it proves that the tree with the root `old` is the beginning of the one with the root `new` (RFC 9162,
    /// 2.1.4.2).
    ///
    /// The tree without leaves begins every tree, and every tree begins itself; both need no hash and may have none.
    package func proves(_ old: TreeHash, isBeginningOf new: TreeHash) -> Bool {
        guard oldSize <= newSize else { return false }
        if oldSize == newSize { return hashes.isEmpty && old == new && (oldSize > 0 || old == .ofNothing) }
        if oldSize == 0 { return hashes.isEmpty && old == .ofNothing }
        // A complete old tree is a node of the new one, and its root is known.
        var hashes = (oldSize.nonzeroBitCount == 1 ? [old] : []) + self.hashes
        guard !hashes.isEmpty else { return false }
        var place = TreePlace(of: oldSize - 1, last: newSize - 1)
        place.riseWhileRight()
        var oldHash = hashes.removeFirst()
        var newHash = oldHash
        for sibling in hashes {
            guard !place.isRoot else { return false }
            if place.hasLeftSibling {
                oldHash = .node(sibling, oldHash)
                newHash = .node(sibling, newHash)
            } else {
                newHash = .node(newHash, sibling)
            }
            place.rise()
        }
        return place.isRoot && oldHash == old && newHash == new
    }
}

/// A node on the way from a leaf to the root, and the last node of its row, which may have no sibling.
private struct TreePlace {
    private var index: UInt64
    private var last: UInt64

    init(of index: UInt64, last: UInt64) {
        self.index = index
        self.last = last
    }

    /// Whether the way is at its end.
    var isRoot: Bool { last == 0 }

    /// Whether the next hash of a proof goes on the left; else on the right.
    var hasLeftSibling: Bool { index & 1 == 1 || index == last }

    /// Goes to the next node that has a sibling below it.
    mutating func rise() {
        if hasLeftSibling, index & 1 == 0 {
            // The last of its row has no right sibling: it is taken up as it is until it has a left one.
            while index & 1 == 0, index != 0 { up() }
        }
        up()
    }

    /// Goes up as long as the node is a right one.
    mutating func riseWhileRight() {
        while index & 1 == 1 { up() }
    }

    private mutating func up() {
        index >>= 1
        last >>= 1
    }
}

/// Where the hashes of a tree's complete subtrees come from: a journal, or a folder that one was exported to.
///
/// Everything else about a tree follows from them: the root at any size, the proof that an entry is in it, and the proof that
/// a later tree goes on where an earlier one ended (RFC 6962, 2.1). Leaves are counted from 0; the entry at position p is
/// leaf p − 1.
package protocol TreeNodes {
    /// The hash of the complete subtree of 2^`height` leaves that is the `index`th of its height, from 0.
    ///
    /// It is asked only for subtrees that lie within the tree.
    func hash(height: Int, index: UInt64) throws(JournalError) -> TreeHash
}

extension TreeNodes {
    /// The root of the tree of the first `size` leaves.
    package func root(size: UInt64) throws(JournalError) -> TreeHash {
        size == 0 ? .ofNothing : try hash(of: 0..<size)
    }

    /// The proof that the leaf `index` is in the tree of `size` leaves (RFC 6962, 2.1.1).
    ///
    /// - Precondition: `index` is less than `size`.
    package func inclusionProof(of index: UInt64, size: UInt64) throws(JournalError) -> InclusionProof {
        precondition(index < size, "The leaf is in the tree.")
        var hashes: [TreeHash] = []
        // From the root down to the leaf, the sibling is on the other side each time.
        var range = 0..<size
        while range.count > 1 {
            let middle = range.split
            if index < middle {
                hashes.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        return InclusionProof(index: index, size: size, hashes: hashes.reversed())
    }

    /// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves (RFC 6962, 2.1.2).
    ///
    /// - Precondition: `old` is not greater than `new`.
    package func consistencyProof(from old: UInt64, to new: UInt64) throws(JournalError) -> ConsistencyProof {
        precondition(old <= new, "A tree only grows.")
        guard old > 0, old < new else { return ConsistencyProof(oldSize: old, newSize: new, hashes: []) }
        var hashes: [TreeHash] = []
        var range = 0..<new
        // Down to where the old tree ends; whoever checks the proof has the old root, but not of a part of the old tree.
        while old != range.upperBound {
            let middle = range.split
            if old <= middle {
                hashes.append(try hash(of: middle..<range.upperBound))
                range = range.lowerBound..<middle
            } else {
                hashes.append(try hash(of: range.lowerBound..<middle))
                range = middle..<range.upperBound
            }
        }
        if range.lowerBound > 0 { hashes.append(try hash(of: range)) }
        return ConsistencyProof(oldSize: old, newSize: new, hashes: hashes.reversed())
    }

    private func hash(of range: Range<UInt64>) throws(JournalError) -> TreeHash {
        let count = range.upperBound - range.lowerBound
        if count.nonzeroBitCount == 1 {
            return try hash(height: count.trailingZeroBitCount, index: range.lowerBound / count)
        }
        return .node(
            try hash(of: range.lowerBound..<range.split),
            try hash(of: range.split..<range.upperBound)
        )
    }
}

extension Range<UInt64> {
    /// Where a range of leaves is cut in two: after the largest power of two of leaves that is less than all of them.
    fileprivate var split: UInt64 {
        let count = upperBound - lowerBound
        return lowerBound + 1 << (63 - (count - 1).leadingZeroBitCount)
    }
}

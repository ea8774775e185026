/// A tree at one size.
package struct TreeHead: Hashable, Sendable {
    /// How many leaves it has.
    package var size: UInt64
    /// Its root.
    package var root: TreeHash

    /// Makes a head.
    package init(size: UInt64, root: TreeHash) {
        self.size = size
        self.root = root
    }
}

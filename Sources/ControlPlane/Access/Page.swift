/// A part of a list: so many things, after the one that an earlier part ended with.
package struct Page: Hashable, Sendable {
    /// The most things that a part may have.
    package static let largest = 1000
    /// Everything at once, as one machine's command line gives it.
    package static let whole = Page(after: nil, limit: .max)

    /// The public id of the last thing that was shown; nil for the beginning.
    package let after: String?
    /// How many things.
    package let limit: Int

    /// A part of a list.
    package init(after: String?, limit: Int) {
        self.after = after
        self.limit = limit
    }

    /// The things of this part, and whether there are more.
    ///
    /// - Parameters:
    ///   - all: the whole list, in its order.
    ///   - id: what a thing is told by.
    ///   - passes: whether a thing is in the list; it is not asked of more things than are needed.
    /// - Returns: the part.
    /// - Throws: ``ControlPlaneError`` when the thing after which it begins is not in the list any more; what `passes` throws.
    func part<Item>(
        of all: [Item],
        by id: (Item) -> String,
        where passes: (Item) throws -> Bool = { _ in true }
    ) throws -> Listed<Item> {
        var rest = all[...]
        if let after {
            guard let last = all.firstIndex(where: { id($0) == after }), try passes(all[last]) else {
                throw ControlPlaneError.listChanged
            }
            rest = all[(last + 1)...]
        }
        var items: [Item] = []
        for item in rest where try passes(item) {
            if items.count == limit { return Listed(items: items, next: items.last.map(id)) }
            items.append(item)
        }
        return Listed(items: items, next: nil)
    }
}

/// A part of a list, and where the next begins.
package struct Listed<Item> {
    /// The things.
    package let items: [Item]
    /// After which thing the next part begins; nil when this is the last.
    package let next: String?

    /// A part of a list.
    package init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    /// A part of other things that were made of these.
    package func map<Other>(_ transform: (Item) throws -> Other) rethrows -> Listed<Other> {
        Listed<Other>(items: try items.map(transform), next: next)
    }
}

extension Listed: Sendable where Item: Sendable {}

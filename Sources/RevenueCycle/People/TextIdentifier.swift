/// A name that stands for one thing and never changes.
package protocol TextIdentifier: RawRepresentable<String>, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The identifier with this text.
    init(rawValue: String)
}

extension TextIdentifier {
    /// The identifier with this text.
    package init(_ text: String) { self.init(rawValue: text) }

    /// By the bytes of their text, as entries that hold several have them.
    package static func < (left: Self, right: Self) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }

    package var description: String { rawValue }
}

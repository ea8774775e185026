/// A remittance advice remark code (LQ02 after HE; MIA05, 20–23; MOA03–07): what a payer adds to a reason.
///
/// The code is kept as it was sent; whether the tables know it is for ``Knowledge`` to say.
package struct RARC: RawRepresentable, Hashable, Sendable {
    /// The code as written: `MA130`, `N781`.
    package let rawValue: String

    /// A remark by its code.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A remark by its code.
    package init(_ code: some StringProtocol) { rawValue = String(code) }
}

extension RARC: Comparable {
    package static func < (left: RARC, right: RARC) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension RARC: ExpressibleByStringLiteral {
    package init(stringLiteral code: String) { rawValue = code }
}

extension RARC: CustomStringConvertible {
    package var description: String { rawValue }
}

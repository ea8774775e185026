/// A claim adjustment reason code (CAS02, 05, 08, 11, 14, 17): why a payer took an amount from a charge.
///
/// The code is kept as it was sent; whether the tables know it is for ``Knowledge`` to say.
package struct CARC: RawRepresentable, Hashable, Sendable {
    /// The code as written: `45`, `B13`.
    package let rawValue: String

    /// A reason by its code.
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A reason by its code.
    package init(_ code: some StringProtocol) { rawValue = String(code) }
}

extension CARC: Comparable {
    package static func < (left: CARC, right: CARC) -> Bool {
        left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
    }
}

extension CARC: ExpressibleByStringLiteral {
    package init(stringLiteral code: String) { rawValue = code }
}

extension CARC: CustomStringConvertible {
    package var description: String { rawValue }
}

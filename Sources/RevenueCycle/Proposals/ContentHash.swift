/// The SHA-256 of what is approved: 32 bytes.
///
/// The domain makes the bytes that are hashed (``ProposalContent/canonicalBytes``); whoever calls it brings the hash function.
package struct ContentHash: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// How a hash is made of bytes: SHA-256.
    package typealias Function = @Sendable ([UInt8]) -> ContentHash

    /// A hash by its bytes; nil when they are not 32.
    package init?(_ bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
        guard self.bytes.count == 32 else { return nil }
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 64, text.utf8.count == 64 else { return nil }
        self.init(stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}

extension ContentHash: CustomStringConvertible {
    /// 64 hexadecimal digits.
    package var description: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

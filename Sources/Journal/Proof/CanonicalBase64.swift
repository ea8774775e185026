import Foundation

extension Data {
    /// The bytes that `text` is the one base64 text of (RFC 4648, section 3.5).
    ///
    /// Foundation also takes texts whose last digit has bits that belong to no byte; then two texts would be one proof.
    init?(canonicalBase64 text: some StringProtocol) {
        guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else { return nil }
        self = data
    }
}

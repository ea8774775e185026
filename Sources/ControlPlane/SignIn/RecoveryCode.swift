import Crypto

/// A code that stands in for a one-time code once, for whoever has lost their authenticator; only its SHA-256 is kept.
///
/// It has 80 bits of chance, so that its hash is guessed by nobody.
struct RecoveryCode: Sendable {
    /// How many there are of an enrolment.
    static let count = 10
    private static let letters = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The code, four groups of four letters and digits.
    let text: String

    /// A code drawn anew.
    static func random() -> RecoveryCode {
        let drawn = [UInt8].unguessable(16).map { letters[Int($0 & 31)] }
        let groups = stride(from: 0, to: 16, by: 4).map { String(decoding: drawn[$0..<$0 + 4], as: UTF8.self) }
        return RecoveryCode(text: groups.joined(separator: "-"))
    }

    /// What is kept of a code that somebody shows, however they group it.
    static func digest(of shown: String) -> [UInt8] {
        let plain = shown.lowercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: " ") }
        return Array(SHA256.hash(data: Array("recourse recovery code\u{0}".utf8) + plain))
    }
}

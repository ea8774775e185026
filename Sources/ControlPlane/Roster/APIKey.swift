package import Access
import Crypto
package import RevenueCycle

/// The name of an API key: `k_` and 16 letters and digits; it is no secret.
package struct APIKeyID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A key by which a program acts as an account of the roster; of its secret only the SHA-256 is kept.
///
/// It gives no right of its own: what it may is what its account may, and of that no more than its scopes. From the moment at
/// which it ends it may nothing.
package struct APIKey: Hashable, Sendable {
    /// Its name.
    package let id: APIKeyID
    /// The account as which it acts.
    package let principal: PrincipalID
    /// Who issued it.
    package let issuer: PrincipalID
    /// SHA-256 of its secret.
    let digest: [UInt8]
    /// The only rights that it is for; nil when it is for all that its account may.
    package let scopes: Set<Right>?
    /// When it may be used.
    package private(set) var validity: Validity

    /// A key as an entry of the roster tells of it.
    init(
        id: APIKeyID,
        principal: PrincipalID,
        issuer: PrincipalID,
        digest: [UInt8],
        scopes: Set<Right>?,
        validity: Validity
    ) {
        self.id = id
        self.principal = principal
        self.issuer = issuer
        self.digest = digest
        self.scopes = scopes
        self.validity = validity
    }

    /// Ends it at a moment, unless it ends before.
    mutating func end(at moment: Instant) {
        validity.revoked = validity.revoked.map { min($0, moment) } ?? moment
    }
}

/// What whoever has a key shows: its id, a full stop, and its secret of 256 bits in 64 hexadecimal digits.
///
/// It has no description, so that none is logged.
package struct APIKeyToken: Sendable {
    /// Which key it is said to be.
    package let id: APIKeyID
    private let secret: [UInt8]

    /// A key drawn anew.
    static func random() -> APIKeyToken {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
        var generator = SystemRandomNumberGenerator()
        let letters = (0..<16).map { _ in alphabet[Int(generator.next(upperBound: UInt64(alphabet.count)))] }
        // The system's generator is its source of cryptographic randomness.
        let secret = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        return APIKeyToken(id: APIKeyID("k_" + String(decoding: letters, as: UTF8.self)), secret: secret)
    }

    private init(id: APIKeyID, secret: [UInt8]) {
        self.id = id
        self.secret = secret
    }

    /// A key that somebody shows; nil when it is of another form.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        guard bytes.count == 83, bytes.starts(with: Array("k_".utf8)), bytes[18] == 0x2E,
            bytes[2..<18].allSatisfy({ isDigit($0) || (0x61...0x7A).contains($0) }),
            bytes[19...].allSatisfy({ isDigit($0) || (0x61...0x66).contains($0) })
        else { return nil }
        id = APIKeyID(String(decoding: bytes[..<18], as: UTF8.self))
        let digits = bytes[19...].map { isDigit($0) ? $0 - 0x30 : $0 - 0x57 }
        secret = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The whole of it, to be shown once to whoever will use it.
    package var text: String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = secret.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return id.rawValue + "." + String(decoding: hex, as: UTF8.self)
    }

    /// What is kept of it.
    var digest: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// Whether it is the secret of a key; takes as long whichever byte differs.
    func opens(_ key: APIKey) -> Bool { digest.isTheSecret(key.digest) }
}

extension Right {
    /// The right of two words, such as `read claim`; nil when there is none of them.
    package init?(_ text: some StringProtocol) {
        guard let right = Right.all.first(where: { $0.description == text }) else { return nil }
        self = right
    }
}

import Crypto
import Journal

/// One-time codes of RFC 6238 with SHA-1, six digits and steps of thirty seconds: what every authenticator reads.
struct TOTP: Hashable, Sendable {
    /// The secret that the authenticator has too.
    let secret: [UInt8]

    /// The number of bytes of a new secret, as RFC 4226 recommends.
    static let secretBytes = 20
    /// The number of digits of a code.
    static let digits = 6
    /// How long a code is shown, in seconds.
    static let stepSeconds: Int64 = 30

    /// The step in which a moment lies.
    static func step(at now: Timestamp) -> Int64 {
        let seconds = now.microsecondsSince1970.quotientRoundedDown(by: 1_000_000)
        return seconds.quotientRoundedDown(by: stepSeconds)
    }

    /// The code of a step.
    func code(at step: Int64) -> [UInt8] {
        let counter = UInt64(bitPattern: step)
        let message = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: counter >> UInt64($0)) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        var rest = number
        var code: [UInt8] = []
        for _ in 0..<Self.digits {
            code.insert(UInt8(ascii: "0") + UInt8(rest % 10), at: 0)
            rest /= 10
        }
        return code
    }

    /// The step whose code somebody shows: that of now, the one before or the one after, and later than any that was shown before.
    ///
    /// - Parameters:
    ///   - text: what is shown.
    ///   - now: when.
    ///   - last: the last step of which a code was taken; none is taken twice.
    /// - Returns: nil when it is no such code.
    func step(of text: String, at now: Timestamp, after last: Int64?) -> Int64? {
        let shown = Array(text.utf8)
        let current = Self.step(at: now)
        var found: Int64?
        for step in current - 1...current + 1 where code(at: step).isTheSecret(shown) {
            found = step
        }
        guard let found, last.map({ found > $0 }) ?? true else { return nil }
        return found
    }

    /// The secret in base32 (RFC 4648, without padding), as authenticators take it.
    var base32: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var letters: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for byte in secret {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                letters.append(alphabet[Int(bits >> UInt32(count - 5)) & 31])
                count -= 5
            }
            bits &= (1 << UInt32(count)) - 1
        }
        if count > 0 { letters.append(alphabet[Int(bits << UInt32(5 - count)) & 31]) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// What an authenticator reads, as a picture or by hand.
    func address(for name: String, issuer: String) -> String {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        let escape = { (text: String) in
            text.utf8.map { allowed.contains($0) ? String(UnicodeScalar($0)) : "%" + [$0].hexadecimal.uppercased() }
                .joined()
        }
        return "otpauth://totp/\(escape(issuer)):\(escape(name))?secret=\(base32)&issuer=\(escape(issuer))"
            + "&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.stepSeconds)"
    }
}

extension Int64 {
    /// The quotient, rounded down also below zero.
    fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}

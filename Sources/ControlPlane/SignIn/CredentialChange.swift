import Access
import Journal
import RevenueCycle

/// An identity as an OpenID Connect provider knows it: who vouches, and by which name.
package struct Identity: Hashable, Sendable {
    /// The issuer's URL, as its tokens name it.
    package let issuer: String
    /// The subject, which the issuer gives to nobody else.
    package let subject: String

    /// An identity.
    package init(issuer: String, subject: String) {
        self.issuer = issuer
        self.subject = subject
    }
}

/// One change of how an account's person proves that they are who they are, as its entry has it.
struct CredentialChange: Hashable {
    let kind: Kind
    let reason: String

    enum Kind: Hashable {
        /// A password was set; whether it is long enough to be used alone.
        case password(PasswordHash, isLong: Bool)
        /// The same password was hashed at another cost.
        case rehashed(PasswordHash)
        /// A second factor was enrolled, with the digests of its recovery codes.
        case totp(secret: [UInt8], recovery: [[UInt8]])
        /// The second factor was taken away.
        case totpRemoved
        /// A recovery code was used.
        case recoveryUsed(digest: [UInt8])
        /// An identity was linked.
        case linked(Identity)
        /// An identity was unlinked.
        case unlinked(Identity)
    }

    init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.text(1, reason)
        switch kind {
        case .password(let hash, let isLong):
            writer.text(2, "password")
            writer.write(hash)
            writer.flag(8, isLong)
        case .rehashed(let hash):
            writer.text(2, "rehashed")
            writer.write(hash)
        case .totp(let secret, let recovery):
            writer.text(2, "totp")
            writer.raw(9, secret)
            for digest in recovery { writer.raw(10, digest) }
        case .totpRemoved: writer.text(2, "totp removed")
        case .recoveryUsed(let digest):
            writer.text(2, "recovery used")
            writer.raw(10, digest)
        case .linked(let identity):
            writer.text(2, "linked")
            writer.write(identity)
        case .unlinked(let identity):
            writer.text(2, "unlinked")
            writer.write(identity)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var reason = ""
        var word = ""
        var (memory, passes, lanes) = (UInt32(0), UInt32(0), UInt32(0))
        var (salt, tag, secret) = ([UInt8](), [UInt8](), [UInt8]())
        var isLong = false
        var digests: [[UInt8]] = []
        var (issuer, subject) = ("", "")
        while let field = try fields.next() {
            switch field.number {
            case 1: reason = field.text
            case 2: word = field.text
            case 3: memory = UInt32(truncatingIfNeeded: field.integer)
            case 4: passes = UInt32(truncatingIfNeeded: field.integer)
            case 5: lanes = UInt32(truncatingIfNeeded: field.integer)
            case 6: salt = Array(field.raw)
            case 7: tag = Array(field.raw)
            case 8: isLong = field.flag
            case 9: secret = Array(field.raw)
            case 10: digests.append(Array(field.raw))
            case 11: issuer = field.text
            case 12: subject = field.text
            default: break
            }
        }
        let cost = Argon2idCost(memoryKiB: memory, passes: passes, lanes: lanes)
        let hash = PasswordHash(cost: cost, salt: salt, tag: tag)
        let identity = Identity(issuer: issuer, subject: subject)
        let kind: Kind
        switch word {
        case "password": kind = .password(hash, isLong: isLong)
        case "rehashed": kind = .rehashed(hash)
        case "totp": kind = .totp(secret: secret, recovery: digests)
        case "totp removed": kind = .totpRemoved
        case "recovery used":
            guard let digest = digests.first else { throw DecodingFault(record: "change of credentials", field: 10) }
            kind = .recoveryUsed(digest: digest)
        case "linked": kind = .linked(identity)
        case "unlinked": kind = .unlinked(identity)
        default: throw DecodingFault(record: "change of credentials", field: 2)
        }
        self.init(kind, reason: reason)
    }
}

extension FieldWriter {
    fileprivate mutating func write(_ hash: PasswordHash) {
        integer(3, UInt64(hash.cost.memoryKiB))
        integer(4, UInt64(hash.cost.passes))
        integer(5, UInt64(hash.cost.lanes))
        raw(6, hash.salt)
        raw(7, hash.tag)
    }

    fileprivate mutating func write(_ identity: Identity) {
        text(11, identity.issuer)
        text(12, identity.subject)
    }
}

import Access
import Crypto
package import Journal
package import RevenueCycle

/// The time between sign-in and sign-out of one browser: whose it is, and until when.
///
/// It gives no right: what somebody may is asked of the roster each time. It ends by itself, and with whatever it began on: the
/// account, its roles, its credentials. So whoever has other roles since must sign in again, under another secret.
package struct Session: Hashable, Sendable {
    /// Its name in entries and rows, which opens nothing.
    package let id: StreamID
    /// The account.
    package let principal: String
    /// When it began.
    package let began: Timestamp
    /// By what its person has shown who they are.
    package let method: SignInMethod
    /// When it was used last, to within ``tick``.
    package internal(set) var lastUsed: Timestamp
    /// SHA-256 of the secret that its browser has.
    let digest: [UInt8]
    /// The grants that held when it began.
    let grants: [String]
    /// The version of the credentials that were met.
    let credentials: UInt64

    /// After how many seconds without a request it ends.
    package static let idleSeconds = 15 * 60
    /// After how many seconds it ends in any case.
    package static let longestSeconds = 12 * 3600
    /// Its use is recorded no oftener than this; by so much it may end early, never late.
    static let tickSeconds = 10
    /// By how much the clocks of nodes may differ.
    static let skewSeconds = 60
    /// How many an account has at most; the ones that were used longest ago end for others.
    static let most = 10

    /// When it ends, unless it is used before.
    package var ends: Timestamp {
        min(lastUsed.advanced(by: .seconds(Self.idleSeconds)), began.advanced(by: .seconds(Self.longestSeconds)))
    }

    /// Whether it holds at a moment by the clock alone.
    func holds(at now: Timestamp) -> Bool {
        now <= lastUsed.advanced(by: .seconds(Self.idleSeconds))
            && now < began.advanced(by: .seconds(Self.longestSeconds))
            && began <= now.advanced(by: .seconds(Self.skewSeconds))
    }

    /// Whether its use now is worth recording.
    func isStale(at now: Timestamp) -> Bool { now >= lastUsed.advanced(by: .seconds(Self.tickSeconds)) }

    /// Gathers the rows of an account's sessions.
    static func group(of principal: String) -> StreamID { StreamID(hashing: "sessions", Array(principal.utf8)) }
}

extension Session: FieldEncodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, principal)
        writer.signed(2, began.microsecondsSince1970)
        writer.text(3, method.rawValue)
        writer.signed(4, lastUsed.microsecondsSince1970)
        writer.raw(5, digest)
        writer.texts(6, grants)
        writer.integer(7, credentials)
    }

    init(_ id: StreamID, decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var principal = ""
        var (began, lastUsed) = (Int64(0), Int64(0))
        var method: SignInMethod?
        var digest: [UInt8] = []
        var grants: [String] = []
        var credentials: UInt64 = 0
        while let field = try fields.next() {
            switch field.number {
            case 1: principal = field.text
            case 2: began = field.signed
            case 3: method = SignInMethod(rawValue: field.text)
            case 4: lastUsed = field.signed
            case 5: digest = Array(field.raw)
            case 6: grants.append(field.text)
            case 7: credentials = field.integer
            default: break
            }
        }
        guard let method else { throw DecodingFault(record: "session", field: 3) }
        self.init(
            id: id,
            principal: principal,
            began: Timestamp(microsecondsSince1970: began),
            method: method,
            lastUsed: Timestamp(microsecondsSince1970: lastUsed),
            digest: digest,
            grants: grants,
            credentials: credentials
        )
    }
}

/// The secret of a session, which its browser has in a cookie: 256 bits in 64 hexadecimal digits.
///
/// It has no description, so that none is logged.
package struct SessionToken: Sendable {
    private let secret: [UInt8]

    /// A secret drawn anew.
    static func random() -> SessionToken { SessionToken(secret: .unguessable(32)) }

    private init(secret: [UInt8]) { self.secret = secret }

    /// A secret that somebody shows; nil when it is of another form.
    package init?(_ text: some StringProtocol) {
        let digits = text.utf8.map { $0 < 0x3A ? $0 &- 0x30 : $0 &- 0x57 }
        guard digits.count == 64, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        secret = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The whole of it, for the cookie.
    package var text: String { secret.hexadecimal }

    /// What is kept of it.
    var digest: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// The name of its session.
    var id: StreamID { StreamID(digest.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }) }

    /// What a page of ours says beside the cookie when it changes something, which a page of others cannot know.
    package var formToken: String {
        Array(SHA256.hash(data: Array("recourse form\u{0}".utf8) + secret)).hexadecimal
    }

    /// Whether a page has said what only one of ours can.
    package func hasFormToken(_ shown: String) -> Bool { Array(shown.utf8).isTheSecret(Array(formToken.utf8)) }
}

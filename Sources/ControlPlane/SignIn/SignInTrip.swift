import Crypto
package import Journal

/// The way of a browser to a provider and back, so that nobody else's answer is taken for its own.
///
/// Everything that binds the two halves is made from a secret that the browser has in a cookie: what comes back with the code
/// (`state`), what the token must name (`nonce`), and what proves to the provider that who began it ends it (PKCE). So the server
/// keeps nothing of those who are on their way, and any node takes them when they come back.
package struct SignInTrip: Hashable, Sendable {
    private let secret: [UInt8]
    /// When it began, in seconds since 1970.
    private let began: Int64
    /// The page of this server that is shown at the end.
    package let page: String

    /// For how many seconds somebody may be on their way.
    package static let seconds: Int64 = 600
    /// By how much the clocks of nodes may differ.
    private static let skewSeconds: Int64 = 60
    private static let secretBytes = 32

    /// A trip that begins.
    ///
    /// - Parameters:
    ///   - page: the page of this server to show at the end.
    ///   - now: the time of day.
    package init?(to page: String, at now: Timestamp) {
        guard Self.isOwnPage(page) else { return nil }
        self.init(secret: .unguessable(Self.secretBytes), began: now.secondsSince1970, page: page)
    }

    init(secret: [UInt8], began: Int64, page: String) {
        self.secret = secret
        self.began = began
        self.page = page
    }

    /// The trip of which a browser has this; nil when it is none, or took too long.
    package init?(_ text: String, at now: Timestamp) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let secret = [UInt8](base64URL: parts[0]), secret.count == Self.secretBytes,
            let began = Int64(parts[1]), let bytes = [UInt8](base64URL: parts[2]),
            let page = String(validating: bytes, as: UTF8.self), Self.isOwnPage(page),
            case let age = now.secondsSince1970.subtractingReportingOverflow(began), !age.overflow,
            (-Self.skewSeconds...Self.seconds).contains(age.partialValue)
        else { return nil }
        self.init(secret: secret, began: began, page: page)
    }

    /// What the browser has of it.
    package var text: String { "\(secret.base64URL).\(began).\(Array(page.utf8).base64URL)" }

    /// What the provider gives back with the code.
    package var state: String { derived("state") }
    /// What the token must name.
    package var nonce: String { derived("nonce") }
    /// What is shown with the code (RFC 7636, `code_verifier`).
    package var verifier: String { derived("verifier") }
    /// What is shown when it begins (RFC 7636, `S256`).
    package var challenge: String { Array(SHA256.hash(data: Array(verifier.utf8))).base64URL }

    /// Whether what came back is of this trip.
    package func isState(_ shown: String) -> Bool { Array(shown.utf8).isTheSecret(Array(state.utf8)) }

    private func derived(_ word: String) -> String {
        let message = Array("recourse \(word)\u{0}\(began)\u{0}\(page)".utf8)
        return Array(HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: secret))).base64URL
    }

    /// Whether a text is the path of a page of this server, and cannot lead anywhere else.
    private static func isOwnPage(_ text: String) -> Bool {
        text.utf8.count <= 512 && text.wholeMatch(of: /\/([A-Za-z0-9._~-][A-Za-z0-9._~\/?=&%-]*)?/) != nil
    }
}

extension Timestamp {
    fileprivate var secondsSince1970: Int64 { microsecondsSince1970 / 1_000_000 }
}

import ControlPlane
import HTTPTypes

/// The cookie in which a browser has the secret of its session.
///
/// By its prefix browsers take it over TLS only, for this host alone and for all paths, so that no neighbour can set it; by
/// `SameSite=Lax` they send it with no request that another site's page makes, but for following a link; scripts do not see it.
enum SessionCookie {
    /// Its name.
    static let name = "__Host-recourse"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    /// What sets it, until the browser is closed.
    static func setting(_ token: SessionToken) -> String { "\(name)=\(token.text); \(attributes)" }

    /// What takes it away.
    static let clearing = "\(name)=; \(attributes); Max-Age=0"

    /// What a request has in it; nil when it has none.
    ///
    /// - Throws: ``Problem`` when it is there twice, or is no secret.
    static func read(_ headers: HTTPFields) throws(Problem) -> SessionToken? {
        guard let text = try headers.cookie(name) else { return nil }
        guard let token = SessionToken(text) else { throw Problem(.unauthenticated) }
        return token
    }
}

extension HTTPFields {
    /// What a cookie of a name has; nil when there is none.
    ///
    /// - Throws: ``Problem`` when it is there twice.
    func cookie(_ name: String) throws(Problem) -> Substring? {
        let pairs = self[values: .cookie].flatMap { $0.split(separator: ";") }.map { pair in
            String(pair.drop { $0 == " " })
        }
        let shown = pairs.filter { $0.hasPrefix(name + "=") }.map { $0.dropFirst(name.count + 1) }
        guard shown.count <= 1 else { throw Problem(.badRequest, "The cookie \(name) is there twice.") }
        return shown.first
    }
}

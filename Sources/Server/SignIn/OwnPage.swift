import ControlPlane
import HTTPTypes

/// Whether a request that changes something comes from a page of this server: a browser adds the cookie to what other sites have it
/// send too.
///
/// A key is exempt, since no browser adds it by itself.
struct OwnPage {
    /// The header field in which a page shows what only a page of this server can know.
    static let tokenField = "Recourse-Form-Token"

    /// Where browsers find this server, such as `https://recourse.example`; nil when that is the host that they ask for.
    let origin: String?

    /// Checks a request that has a session's cookie.
    ///
    /// - Throws: ``Problem`` when it does not say that it comes from here, or lacks the token.
    func check(_ headers: HTTPFields, host: String?, _ token: SessionToken) throws(Problem) {
        guard isOwn(headers, host: host, needsOrigin: true) else { throw Problem(.crossSite) }
        guard let field = HTTPField.Name(Self.tokenField), headers[values: field].count == 1,
            let shown = headers[field], token.hasFormToken(shown)
        else { throw Problem(.crossSite) }
    }

    /// Checks a request that signs somebody in.
    ///
    /// No browser may be made to do so by another's page; a program, which names no origin, may.
    ///
    /// - Throws: ``Problem`` when it comes from elsewhere.
    func checkSignIn(_ headers: HTTPFields, host: String?) throws(Problem) {
        guard isOwn(headers, host: host, needsOrigin: false) else { throw Problem(.crossSite) }
    }

    /// Whether a form comes from a page of this server, as its browser says.
    func comesFromHere(_ headers: HTTPFields, host: String?) -> Bool { isOwn(headers, host: host, needsOrigin: true) }

    private func isOwn(_ headers: HTTPFields, host: String?, needsOrigin: Bool) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site") {
            let sites = headers[values: name]
            guard sites.isEmpty || sites == ["same-origin"] else { return false }
        }
        guard let name = HTTPField.Name("Origin") else { return false }
        let origins = headers[values: name]
        if origins.isEmpty { return !needsOrigin }
        guard origins.count == 1 else { return false }
        if let origin { return origins[0] == origin }
        guard let host, !host.isEmpty else { return false }
        return origins[0] == "https://\(host)" || origins[0] == "http://\(host)"
    }
}

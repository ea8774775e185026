import Connect
import ControlPlane
import Foundation

/// What a provider says of itself (OpenID Connect Discovery 1.0, 3), as far as it is asked.
struct ProviderDocument: Hashable, Sendable {
    /// Where browsers are sent.
    let authorization: String
    /// Where codes are exchanged.
    let token: String
    /// Where its keys are.
    let keys: String
    /// Whether it names itself in what it gives back (RFC 9207), so that it must.
    let namesIssuer: Bool
    /// Whether a secret can be shown in the form of HTTP Basic; otherwise it is shown in the form.
    let takesBasic: Bool

    /// The path under an issuer at which it is.
    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// Reads a document; nil when it is another's, says too little, or says that it knows no code flow or no S256.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - issuer: the issuer that was asked, which it must name exactly.
    init?(_ bytes: [UInt8], of issuer: String) {
        guard let members = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
            members["issuer"] as? String == issuer,
            let authorization = members["authorization_endpoint"] as? String,
            let token = members["token_endpoint"] as? String, let keys = members["jwks_uri"] as? String,
            [authorization, token, keys].allSatisfy(Self.isAddress)
        else { return nil }
        let texts = { (name: String) in members[name] as? [String] }
        guard texts("response_types_supported")?.contains("code") ?? true,
            texts("code_challenge_methods_supported")?.contains("S256") ?? true
        else { return nil }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        namesIssuer = members["authorization_response_iss_parameter_supported"] as? Bool ?? false
        takesBasic = texts("token_endpoint_auth_methods_supported")?.contains("client_secret_basic") ?? true
    }

    private static func isAddress(_ text: String) -> Bool {
        text.utf8.count <= 2048 && ProviderClient.isAddress(text) && !text.contains("#")
    }
}

package import ControlPlane
package import Foundation
import JWTKit
package import Journal

// An ID token is believed for what OpenID Connect Core, 3.1.3.7, asks and no less. The key is found by its id among the provider's keys of
// that moment, alone; nothing of the token says where a key is, and the library verifies by that one key.
extension IdentityProvider {
    /// The most bytes of a token.
    static let longestToken = 16 << 10
    /// By how many seconds the provider's clock may differ.
    static let skewSeconds = 60.0

    /// Whom an ID token of this provider names.
    ///
    /// - Parameters:
    ///   - token: the token.
    ///   - keys: the provider's keys (a JWK Set), as it gives them.
    ///   - nonce: what the request that it answers had drawn.
    ///   - now: the time of day.
    /// - Returns: the identity.
    /// - Throws: ``IdentityTokenFault``.
    package func identity(
        in token: String,
        keys: Data,
        nonce: String,
        at now: Timestamp
    ) async throws(IdentityTokenFault) -> Identity {
        // Why it is none does not matter.
        guard token.utf8.count <= Self.longestToken, token.utf8.count(where: { $0 == UInt8(ascii: ".") }) == 2,
            let encoded = token.split(separator: ".", omittingEmptySubsequences: false).first,
            let bytes = Data(base64URL: encoded),
            let header = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any]
        else { throw .malformed }
        guard let name = header["alg"] as? String, algorithms.contains(name),
            let algorithm = JWK.Algorithm(rawValue: name)
        else { throw .algorithm }
        guard header["crit"] == nil, header["b64"] == nil else { throw .critical }
        let id = header["kid"] as? String
        guard header["kid"] == nil || id != nil, let key = Self.key(id, for: algorithm, in: keys) else { throw .key }
        let claims: IdentityClaims
        do {
            claims = try await JWTKeyCollection().add(jwk: key).verify(token)
        } catch {
            let isForm = (error as? JWTError)?.errorType == .malformedToken
            // Which key it was is not said: the provider may have another by now.
            throw isForm ? .malformed : id == nil ? .key : .signature
        }
        try check(claims, nonce: nonce, at: Double(now.microsecondsSince1970) / 1_000_000)
        return Identity(issuer: claims.iss, subject: claims.sub)
    }

    private func check(_ claims: IdentityClaims, nonce: String, at now: Double) throws(IdentityTokenFault) {
        guard claims.iss == issuer, !claims.sub.isEmpty, claims.sub.utf8.count <= 255 else { throw .issuer }
        guard claims.aud.value.contains(clientID), claims.azp.map({ $0 == clientID }) ?? (claims.aud.value.count == 1)
        else { throw .audience }
        guard now < claims.exp + Self.skewSeconds else { throw .expired }
        guard now >= claims.iat - Self.skewSeconds, claims.nbf.map({ now >= $0 - Self.skewSeconds }) ?? true else {
            throw .early
        }
        guard let shown = claims.nonce, !nonce.isEmpty, Array(shown.utf8).isTheSecret(Array(nonce.utf8)) else {
            throw .nonce
        }
        guard methods.isEmpty || !methods.isDisjoint(with: claims.amr ?? []),
            classes.isEmpty || claims.acr.map(classes.contains) ?? false
        else { throw .authentication }
    }

    /// The public key of an id, for an algorithm; nil when the provider has none, or one that is for another algorithm or use.
    ///
    /// A token need not name its key where the provider has a single one (OpenID Connect Core, 10.1).
    private static func key(_ id: String?, for algorithm: JWK.Algorithm, in keys: Data) -> JWK? {
        guard let set = try? JSONSerialization.jsonObject(with: keys) as? [String: Any],
            let all = set["keys"] as? [[String: Any]]
        else { return nil }
        guard id != nil || all.count == 1 else { return nil }
        let found = all.filter { key in
            (id == nil || key["kid"] as? String == id) && (key["use"] as? String ?? "sig") == "sig"
        }
        guard found.count == 1, let values = found.first,
            let data = try? JSONSerialization.data(withJSONObject: values),
            var key = try? JSONDecoder().decode(JWK.self, from: data),
            key.privateExponent == nil, key.algorithm.map({ $0 == algorithm }) ?? true
        else { return nil }
        key.algorithm = algorithm
        // The library asks for a name, which a single key need not have.
        if id == nil { key.keyIdentifier = key.keyIdentifier ?? JWKIdentifier(string: "single") }
        return key
    }
}

/// What an ID token claims, as far as it is asked.
private struct IdentityClaims: JWTPayload {
    let iss: String
    let sub: String
    let aud: Audience
    let exp: Double
    let iat: Double
    let nbf: Double?
    let nonce: String?
    let azp: String?
    let amr: [String]?
    let acr: String?

    /// Its claims are checked beside it, by a clock that is given.
    func verify(using algorithm: some JWTAlgorithm) {}
}

/// Whom a token is for: one, or a list; the library's own type ends the process on an empty one.
private struct Audience: Codable {
    let value: [String]

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        // What is no text is a list, or an error.
        if let one = try? single.decode(String.self) { value = [one] } else { value = try single.decode([String].self) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

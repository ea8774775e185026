/// An OpenID Connect provider that a tenant trusts, and what it demands of its ID tokens.
package struct IdentityProvider: Hashable, Sendable {
    /// The issuer, exactly as its tokens name it.
    package let issuer: String
    /// What the provider calls this server; tokens are for it.
    package let clientID: String
    /// The signing algorithms that are taken, each of a public key; never `none` or one of a shared secret, whatever is said here.
    package let algorithms: Set<String>
    /// Ways of authentication (`amr`) of which a token must name one; empty when none is demanded.
    package let methods: Set<String>
    /// Classes of authentication (`acr`) of which a token must have one; empty when none is demanded.
    package let classes: Set<String>

    /// The algorithms that are taken unless something else is said.
    package static let standardAlgorithms: Set<String> = ["RS256", "PS256", "ES256"]
    /// Every algorithm that can be.
    static let possibleAlgorithms: Set<String> = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
    ]

    /// A provider.
    package init(
        issuer: String,
        clientID: String,
        algorithms: Set<String> = IdentityProvider.standardAlgorithms,
        methods: Set<String> = [],
        classes: Set<String> = []
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.algorithms = algorithms.intersection(Self.possibleAlgorithms)
        self.methods = methods
        self.classes = classes
    }
}

/// Why an ID token is not believed; nothing of the token is in it, and whoever shows it is told none of it.
package enum IdentityTokenFault: Error, Hashable, CaseIterable, Sendable {
    /// It is no signed token of three parts in JSON, or is too long.
    case malformed
    /// It names an algorithm that is not taken.
    case algorithm
    /// It demands something to be understood that is not.
    case critical
    /// The provider has no such key, or none of the algorithm's kind.
    case key
    /// It was not signed by that key.
    case signature
    /// Another issuer made it.
    case issuer
    /// It is for somebody else.
    case audience
    /// It is not valid any more.
    case expired
    /// It is not valid yet.
    case early
    /// It answers another request.
    case nonce
    /// It does not say that the demanded authentication took place.
    case authentication
}

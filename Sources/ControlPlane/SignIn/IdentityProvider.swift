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
    package static let possibleAlgorithms: Set<String> = [
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

/// How people sign in by a provider: which one, and how this server is known there.
package struct ProviderSettings: Hashable, Sendable {
    /// The provider, and what is demanded of its tokens.
    package let provider: IdentityProvider
    /// Where the provider sends browsers back to, exactly as it is registered there.
    package let redirect: String
    /// The file that has the secret by which this server is known; nil where none was given, and the code is bound by PKCE alone.
    package let secretFile: String?
    /// The scopes that are asked for beside `openid`.
    package let scopes: [String]
    /// A file of certificates to be trusted for the provider instead of the system's; nil for the system's.
    package let trust: String?

    /// The path of this server to which browsers come back.
    package static let callback = "/v1/session/callback"

    /// Settings.
    package init(
        provider: IdentityProvider,
        redirect: String,
        secretFile: String? = nil,
        scopes: [String] = [],
        trust: String? = nil
    ) {
        self.provider = provider
        self.redirect = redirect
        self.secretFile = secretFile
        self.scopes = scopes
        self.trust = trust
    }
}

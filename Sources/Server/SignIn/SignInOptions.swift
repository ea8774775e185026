package import ControlPlane

/// How people sign in to a server.
package struct SignInOptions: Sendable {
    /// What signing in asks for and costs.
    package var settings: SignInSettings
    /// Where browsers find the server, such as `https://recourse.example`; nil when that is the host that they ask for.
    package var origin: String?
    /// The provider by which people may sign in; nil when there is none.
    package var provider: ProviderSettings?
    /// The secret by which this server is known there; nil when it has none.
    package var providerSecret: String?
    /// By what it is told how old that is which was read of the provider.
    package var uptime: @Sendable () -> ContinuousClock.Instant = { .now }

    /// How people sign in.
    package init(
        settings: SignInSettings = SignInSettings(),
        origin: String? = nil,
        provider: ProviderSettings? = nil,
        providerSecret: String? = nil
    ) {
        self.settings = settings
        self.origin = origin
        self.provider = provider
        self.providerSecret = providerSecret
    }
}

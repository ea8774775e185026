import Connect

/// What whoever runs the store allows of webhooks, beside what everybody may: HTTPS to port 443 of the public internet.
package struct WebhookSettings: Hashable, Sendable {
    /// Whether addresses of this machine may be named, also without TLS; for tests alone.
    package var allowsLoopback: Bool
    /// The ports beside 443.
    package var ports: Set<Int>

    /// Nothing more, but for what is named.
    package init(allowsLoopback: Bool = false, ports: Set<Int> = []) {
        self.allowsLoopback = allowsLoopback
        self.ports = ports
    }

    var allowance: WebhookTarget.Allowance { WebhookTarget.Allowance(loopback: allowsLoopback, ports: ports) }
}

package import RevenueCycle

/// From when on, and until when, something holds.
package struct Validity: Hashable, Sendable {
    /// The first moment at which it holds.
    package let from: Instant
    /// The first moment at which it no longer does; nil when no end is set.
    package let until: Instant?
    /// The moment at which somebody took it back; nil when nobody has.
    package var revoked: Instant?

    /// From a moment on, up to another that is not in it.
    package init(from: Instant, until: Instant? = nil, revoked: Instant? = nil) {
        self.from = from
        self.until = until
        self.revoked = revoked
    }

    /// Whether it holds at a moment.
    package func holds(at moment: Instant) -> Bool {
        from <= moment && until.map { moment < $0 } != false && revoked.map { moment < $0 } != false
    }
}

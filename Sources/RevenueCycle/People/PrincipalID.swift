/// An account, key or agent as entries of the journal name it: `user:mira`, `service:ledger-feed`, `agent:denials`.
package struct PrincipalID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A human being, however many accounts and keys they have.
package struct HumanID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

import RevenueCycle

/// Whose store it is.
package struct TenantID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A facility: the national provider number under which it bills, or the key that its tenant gave it.
package struct FacilityID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A program within a facility whose records are apart, such as one for substance use (42 CFR 2.11).
package struct ProgramID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A payer by the key that the payer rules give it.
package struct PayerKey: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// One grant of a role, or one breaking of the glass.
package struct GrantID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// One rule of a set of roles.
package struct RuleID: TextIdentifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// Where work is real and where it is tried out; nothing crosses.
package enum Environment: String, CaseIterable, Hashable, Sendable {
    case production, sandbox
}

/// A tenant's store in one environment.
package struct Place: Hashable, Sendable {
    /// Whose.
    package let tenant: TenantID
    /// Which of the two.
    package let environment: Environment

    /// The store of a tenant in an environment.
    package init(tenant: TenantID, environment: Environment) {
        self.tenant = tenant
        self.environment = environment
    }
}

package import Access
package import Journal

// Several tenants of one data folder: each has journals, keys, rules and a roster of its own, and nothing of one is seen from another.
extension ControlPlane {
    /// The names of all tenants of the open store, sorted.
    ///
    /// - Throws: ``JournalError``.
    package func tenants() throws(JournalError) -> [String] { try folder.tenants() }

    /// Another tenant of the open store, for the same principal.
    ///
    /// - Throws: ``JournalError`` when there is none of that name; ``ControlPlaneError``.
    package func tenant(_ name: String) throws -> ControlPlane {
        let plane = try ControlPlane(folder: folder, tenant: name, principal: principal, clock: clock)
        try plane.followRules()
        return plane
    }

    /// Makes another tenant in the open store, whose owner is the principal, and adopts the shipped rules.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - environment: whether it is for what is real or for practice, once and for all.
    /// - Returns: the tenant.
    /// - Throws: ``JournalError`` when the name will not do or is taken; ``ControlPlaneError``.
    package func makeTenant(_ name: String, environment: Environment = .production) throws -> ControlPlane {
        do {
            _ = try folder.createTenant(name)
        } catch JournalError.tenantExists {
            // Nothing of it is on record: whoever began to make it did not end.
            guard try folder.journal(of: name).head() == 0 else { throw JournalError.tenantExists(name) }
        }
        var plane = try ControlPlane(folder: folder, tenant: name, principal: principal, clock: clock)
        if environment == .sandbox {
            try plane.declareSandbox()
            plane = try ControlPlane(folder: folder, tenant: name, principal: principal, clock: clock)
        }
        try plane.adoptFirst([.shipped])
        return plane
    }

    /// Where it stands that a tenant is a sandbox: its journal's first entry says so, and none is ever added.
    private static let sandboxStream = StreamID(hashing: "recourse sandbox", [])

    /// What a tenant is for.
    ///
    /// - Throws: ``JournalError``.
    package static func environment(of journal: TenantJournal) throws(JournalError) -> Environment {
        guard try journal.version(of: sandboxStream) > 0 else { return .production }
        let first = try journal.verifiedEntries(of: sandboxStream).first?.header
        return first?.position == 1 && first?.type == ShellEvent.sandboxDeclared.rawValue ? .sandbox : .production
    }

    private func declareSandbox() throws {
        let append = try decision(.sandboxDeclared, [], in: Self.sandboxStream, purpose: "making of a sandbox", by: nil)
        _ = try journal.append(append, at: clock())
    }
}

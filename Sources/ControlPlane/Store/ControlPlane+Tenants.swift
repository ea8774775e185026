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
    /// - Throws: ``JournalError`` when the name will not do or is taken; ``ControlPlaneError``.
    package func makeTenant(_ name: String) throws -> ControlPlane {
        _ = try folder.createTenant(name)
        let plane = try ControlPlane(folder: folder, tenant: name, principal: principal, clock: clock)
        try plane.adoptFirst([.shipped])
        return plane
    }
}

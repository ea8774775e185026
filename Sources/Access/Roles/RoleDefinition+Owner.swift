import RevenueCycle

extension RoleDefinition {
    /// What whoever made a store may do: everything that a person may.
    ///
    /// Whoever holds the folder and the master key can read and change it all by other means, so that less would only look like
    /// safety. What is forbidden to everybody is forbidden to them, and what no file can change binds them: they decide on no
    /// work of their own.
    static let owner = RoleDefinition(
        role: .owner,
        heldBy: [.user],
        permits: Resource.allCases.map { resource in
            Permit(
                id: RuleID("owner-\(resource.rawValue)"),
                actions: resource.actions,
                resources: [resource],
                purposes: Set(Purpose.allCases),
                sensitivities: Set(Sensitivity.allCases),
                fields: resource.fields,
                reason: "Whoever made the store holds its folder and its key."
            )
        },
        reason: "The first administrator and operator of a store, with nothing to set up."
    )
}

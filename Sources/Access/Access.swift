/// Who may do what with what, pure.
///
/// Lives here: principals and the people behind them, roles and their rules, grants, break-glass access, purposes, sensitivities,
/// groups of fields; the decision on one question, with its reason, and the checks of a set of roles.
///
/// May not live here: sign-in, sessions, secrets, storage, HTTP, clocks. Who asks, what they ask about, the roles and the time
/// come in as values.
package enum DecisionVersion {
    /// The version of the functions that decide; it changes when an answer can change though the roles do not.
    package static let current: UInt16 = 1
}

/// Why something is kept, which decides how long: the keys of each class end together.
package enum RetentionClass: UInt8, CaseIterable, Sendable {
    /// Claims, remittances and the decisions about them.
    case claims = 1

    /// Letters and messages with patients and payers.
    case correspondence = 2

    /// Who looked at what.
    case access = 3

    /// What explains the rest, and is about no patient: rules, policies, holds, certificates; kept as long as the store.
    case governance = 4
}

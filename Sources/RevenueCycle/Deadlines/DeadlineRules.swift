/// The deadline rules that are in force, in the order of their files.
package struct DeadlineRules: Hashable, Sendable {
    /// Every rule, with all versions.
    package let rules: [DeadlineRule]

    private let byPath: [DeadlinePath: [DeadlineRule]]

    /// No rules: no deadline is known.
    package static let none = DeadlineRules([])

    /// Rules of which no two with one name hold on the same day.
    package init(_ rules: [DeadlineRule]) {
        self.rules = rules
        byPath = Dictionary(grouping: rules, by: \.path)
    }

    /// The rules of a way, in the order of their files.
    package func rules(of path: DeadlinePath) -> [DeadlineRule] { byPath[path] ?? [] }

    /// The versions of a rule; empty when there is none of this name.
    package func versions(of id: DeadlineRuleID) -> [DeadlineRule] { rules.filter { $0.id == id } }

    /// The rules that hold for clocks that start on a day.
    package func valid(on date: CalendarDate) -> [DeadlineRule] { rules.filter { $0.isValid(on: date) } }
}

package import RevenueCycle

/// One fact that a text may speak of: what it is, its value, and the bytes that told it.
///
/// A value without spans is worked out from other facts; its `role` says how.
package struct StatedFact: Hashable, Sendable {
    /// What a value means.
    ///
    /// A right number with the wrong meaning is a wrong statement.
    package enum Role: String, Hashable, Sendable {
        case charged, insurerPaid, notOwed, owedNow, patientShare, notAskedYet, paidAtDesk, refundOwed, denied, held
        case claimNumber, payerName, status, reason, remark, deadline, nextStep, expectedFrom, atStake
        case patientName, birthDate, memberNumber, provider, service, serviceDate, diagnosis, authorization
        case sent, acknowledged, decided, written, filedAfterDays, filingLimit
        /// What whoever proposes it said, in their words.
        case told
        /// A payment of a plan: its amount or its day.
        case instalment
    }

    /// What it means.
    package let role: Role
    /// The value as texts print it.
    package let value: String
    /// The bytes that told it, or that it is the sum of.
    package let spans: [Span]

    /// A fact by meaning, value and place.
    package init(_ role: Role, _ value: String, _ spans: [Span] = []) {
        self.role = role
        self.value = value
        self.spans = spans
    }

    /// An amount.
    package init(_ role: Role, _ amount: Money, _ spans: [Span] = []) { self.init(role, amount.dollars, spans) }
}

/// A sentence and the facts that it rests on.
package struct Sentence: Hashable, Sendable {
    /// The words.
    package let text: String
    /// The facts: each amount, date, code and name in the words is the value of one of them.
    package let facts: [StatedFact]

    /// A sentence that rests on facts.
    package init(_ text: String, _ facts: [StatedFact] = []) {
        self.text = text
        self.facts = facts
    }

    /// Amounts, dates and codes in the words that are no fact's value; always empty in what is released.
    package var unboundTokens: [String] {
        var rest = text
        for value in facts.map(\.value).sorted(by: { $0.count > $1.count }) where !value.isEmpty {
            rest = rest.split(separator: value, omittingEmptySubsequences: false).joined(separator: " ")
        }
        return rest.split(separator: " ").map(String.init).filter { word in
            word.contains { $0.isNumber || $0 == "$" }
        }
    }
}

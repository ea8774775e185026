/// One claim to one payer, with every fact that belongs to it: a row before its money is worked out.
package struct AttachedClaim: Hashable, Sendable {
    /// How the row came to be.
    package enum Origin: String, Hashable, Sendable {
        /// We sent it.
        case submitted
        /// A payer before it sent the claim on.
        case crossover
        /// Only an 835 speaks of it.
        case remittanceOnly
    }

    /// How the row came to be.
    package var origin: Origin
    /// Its payer's place in the order of coverage.
    package var sequence: CoverageSequence
    /// The claims as sent, oldest first.
    package var submissions: [Submission] = []
    /// The claims as adjudicated, earliest first.
    package var adjudications: [Adjudication] = []
    /// Answers short of adjudication, each with the submission it answers.
    package var acknowledgements: [AttachedAcknowledgement] = []
    /// Amounts outside any claim whose reference names this one.
    package var providerAdjustments: [ProviderAdjustment] = []
    /// Adjudications that name this claim and at least one other, so that they belong to none.
    package var ambiguous: [Adjudication] = []

    /// The kind of claim, when a submission tells.
    package var kind: ClaimKind? { submissions.first?.kind }
    /// The provider's number of the account.
    package var patientControlNumber: String {
        submissions.first?.patientControlNumber ?? adjudications.first?.patientControlNumber ?? ""
    }
    /// Every number that the provider gave it: a replacement may bear another than the claim that it replaces.
    var patientControlNumbers: Set<String> {
        submissions.isEmpty
            ? Set(adjudications.map(\.patientControlNumber)) : Set(submissions.map(\.patientControlNumber))
    }
    /// The patient as each document names them, in the order of what was sent and then of what was answered.
    package var patients: [PatientIdentity] { submissions.map(\.patient) + adjudications.map(\.patient) }
    /// The billing provider's national number.
    package var billingNPI: String? { submissions.first?.billingNPI ?? adjudications.first?.billingNPI }

    /// Who is asked, by the newest document that tells: the newest 837, else the latest 835.
    package var payer: PayerIdentity { submissions.last?.payer ?? adjudications.last?.payer ?? PayerIdentity() }

    /// The days of service.
    package var dates: DateSpan? {
        let days = submissions.isEmpty ? adjudications.compactMap(\.dates) : submissions.compactMap(\.dates)
        guard let first = days.first else { return nil }
        return days.dropFirst().reduce(first) { $0.union($1) }
    }

    /// The charges that documents state for it.
    var charges: Set<Money> {
        submissions.isEmpty
            ? Set(adjudications.filter { !$0.isReversal }.map(\.charge)) : Set(submissions.map(\.charge))
    }

    /// Payer numbers by which it is known, each with the payer who gave it.
    var knownNumbers: [(number: String, payer: PayerIdentity)] {
        submissions.compactMap { fact in fact.payerClaimNumber.map { ($0, fact.payer) } } + toldNumbers
    }

    /// Payer numbers that payers told, leaving out those that we only named.
    var toldNumbers: [(number: String, payer: PayerIdentity)] {
        acknowledgements.compactMap { answer in answer.fact.payerClaimNumber.map { ($0, payer) } }
            + adjudications.flatMap { fact in
                [fact.payerClaimNumber, fact.originalPayerClaimNumber].compactMap { $0 }.map { ($0, fact.payer) }
            }
    }

    /// Every payer number by which it is known, sorted bytewise.
    package var payerControlNumbers: [String] {
        Set(knownNumbers.map(\.number)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Every fact that names the row, with its date: the earliest gives the row its public id.
    package var namingFacts: [(date: CalendarDate?, id: FactID)] {
        submissions.map { ($0.transactionDate, $0.id) }
            + adjudications.map { ($0.transactionDate ?? $0.paymentDate, $0.id) }
    }

    /// The least by transaction date, then body, of the facts that name it.
    package var earliestFact: FactID? {
        namingFacts.min { left, right in
            let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
            return one != other ? one < other : left.id < right.id
        }?.id
    }
}

/// An answer and the submission that it answers.
package struct AttachedAcknowledgement: Hashable, Sendable {
    /// The answer.
    package var fact: Acknowledgement
    /// The submission.
    package var submission: FactID
}

/// The rows of one visit, in payer order: what `accounts` shows.
package struct AttachedAccount: Hashable, Sendable {
    /// The claims, in the order of coverage.
    package var claims: [AttachedClaim]

    /// The least by transaction date, then body, of the facts that name any of its claims.
    package var earliestFact: FactID? {
        claims.flatMap(\.namingFacts).min { left, right in
            let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
            return one != other ? one < other : left.id < right.id
        }?.id
    }
}

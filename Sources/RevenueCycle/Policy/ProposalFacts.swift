/// What is known about the subject of a proposal, beside its content, when a policy is asked; nil is not known.
///
/// What is not known never makes a rule lenient: a rule that asks for people applies when it may apply, one that asks for
/// nobody only when it surely does.
package struct ProposalCircumstances: Hashable, Sendable {
    /// How many days ago the claim was sent first, or the visit ended where no claim was sent.
    package var ageDays: Int?
    /// The payer, by the key of its rule.
    package var payer: String?
    /// The kind of coverage.
    package var lineOfBusiness: LineOfBusiness?
    /// The sensitive subjects that are touched; empty when it is known that there is none.
    package var sensitivities: Set<Sensitivity>?

    /// What is known; what is left out is not.
    package init(
        ageDays: Int? = nil,
        payer: String? = nil,
        lineOfBusiness: LineOfBusiness? = nil,
        sensitivities: Set<Sensitivity>? = nil
    ) {
        self.ageDays = ageDays
        self.payer = payer
        self.lineOfBusiness = lineOfBusiness
        self.sensitivities = sensitivities
    }
}

/// Everything that a policy looks at.
package struct ProposalFacts: Hashable, Sendable {
    /// The kind of change.
    package var kind: ProposalKind
    /// The money that it is about, without sign; nil when it states none.
    package var amount: Money?
    /// The reason of a write-off.
    package var writeOffReason: ProposedChange.WriteOffReason?
    /// The category of the denial that an appeal answers.
    package var denialCategory: DenialCategory?
    /// Whether it is a payment plan that may be consumer credit.
    package var needsCreditDisclosure: Bool
    /// The kinds of author who wrote a revision; never empty.
    package var authors: Set<AuthorKind>
    /// How sure the program is that wrote the last revision not by a person; nil when it does not say.
    package var confidence: Confidence?
    /// What is known about the subject.
    package var circumstances: ProposalCircumstances

    /// The facts, field by field.
    package init(
        kind: ProposalKind,
        amount: Money? = nil,
        writeOffReason: ProposedChange.WriteOffReason? = nil,
        denialCategory: DenialCategory? = nil,
        needsCreditDisclosure: Bool = false,
        authors: Set<AuthorKind>,
        confidence: Confidence? = nil,
        circumstances: ProposalCircumstances
    ) {
        self.kind = kind
        self.amount = amount
        self.writeOffReason = writeOffReason
        self.denialCategory = denialCategory
        self.needsCreditDisclosure = needsCreditDisclosure
        self.authors = authors
        self.confidence = confidence
        self.circumstances = circumstances
    }

    /// The facts of a change.
    package init(
        _ change: ProposedChange,
        authors: Set<AuthorKind>,
        confidence: Confidence?,
        circumstances: ProposalCircumstances
    ) {
        self.init(
            kind: change.kind,
            amount: change.amount,
            authors: authors,
            confidence: confidence,
            circumstances: circumstances
        )
        if case .appeal(let appeal) = change { denialCategory = appeal.category }
        if case .writeOff(let writeOff) = change { writeOffReason = writeOff.reason }
        if case .paymentPlan(let plan) = change { needsCreditDisclosure = plan.needsCreditDisclosure }
    }
}

extension Proposal {
    /// What a policy looks at in the revision that counts; nil while nothing is proposed.
    ///
    /// The kinds of author are those of all revisions, so that a person's edit of a model's draft does not pass for a person's
    /// work alone.
    package func facts(in circumstances: ProposalCircumstances) -> ProposalFacts? {
        current.map { revision in
            ProposalFacts(
                revision.content.change,
                authors: Set(revisions.map(\.author.kind)),
                confidence: revisions.last { $0.author.kind != .person }?.rationale.confidence,
                circumstances: circumstances
            )
        }
    }
}

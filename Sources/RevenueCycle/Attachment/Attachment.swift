/// Works out which claim each fact of a claim file belongs to: contract, section 2.
///
/// The answer is a function of the set of facts. Facts are put in an order of their own (dates, then body) before
/// anything is decided, so that the order of arrival cannot matter.
package struct Attachment {
    let rules: PayerRules
    var claims: [AttachedClaim] = []

    /// The accounts that a file's facts make.
    package static func accounts(of file: ClaimFile, rules: PayerRules) -> [AttachedAccount] {
        var first = Attachment(rules: rules)
        first.attach(file, replacementsAfter: nil)
        guard file.submissions.contains(where: { $0.isReplacement || $0.isVoid }) else { return first.accounts() }
        // A replacement names its claim by the payer's number, which an adjudication may be the first to tell.
        var second = Attachment(rules: rules)
        second.attach(file, replacementsAfter: first.claims)
        return second.accounts()
    }

    private init(rules: PayerRules) { self.rules = rules }

    private mutating func attach(_ file: ClaimFile, replacementsAfter known: [AttachedClaim]?) {
        let submissions = file.submissions.sorted(by: Submission.isEarlier)
        for submission in submissions where !(submission.isReplacement || submission.isVoid) { place(submission) }
        if let known {
            for submission in submissions where submission.isReplacement || submission.isVoid {
                placeReplacement(submission, known: known)
            }
        } else {
            for submission in submissions where submission.isReplacement || submission.isVoid {
                placeReplacement(submission, known: [])
            }
        }
        attachAcknowledgements(file.acknowledgements)
        attachAdjudications(file.adjudications)
        attachProviderAdjustments(file.providerAdjustments)
    }

    // MARK: - Submissions

    private mutating func place(_ submission: Submission) {
        if !submission.isInterim,
            let index = claims.firstIndex(where: { isResubmission(submission, of: $0) })
        {
            claims[index].submissions.append(submission)
        } else {
            open(submission)
        }
    }

    private mutating func open(_ submission: Submission) {
        claims.append(AttachedClaim(origin: .submitted, sequence: submission.sequence, submissions: [submission]))
    }

    private func isResubmission(_ submission: Submission, of claim: AttachedClaim) -> Bool {
        guard let last = claim.submissions.first, !last.isInterim, claim.kind == submission.kind,
            last.billingNPI == submission.billingNPI,
            last.patientControlNumber == submission.patientControlNumber,
            isSamePayer(claim.payer, submission.payer), datesAgree(claim.dates, submission.dates)
        else { return false }
        return claim.submissions.contains { earlier in
            earlier.charge == submission.charge
                || earlier.lines.contains { line in
                    submission.lines.contains {
                        $0.code == line.code && $0.dates?.first == line.dates?.first && $0.charge == line.charge
                    }
                }
        }
    }

    /// A frequency 7 or 8 belongs to the claim whose number its REF*F8 names, whatever its dates; while no document
    /// has told that number, to the one claim of its account and payer.
    private mutating func placeReplacement(_ submission: Submission, known: [AttachedClaim]) {
        if let number = submission.payerClaimNumber {
            let named = known.first { claim in
                claim.knownNumbers.contains { $0.number == number }
                    && !claim.submissions.contains { $0.id == submission.id && claim.submissions.count == 1 }
                    && !rules.conflict(claim.payer, submission.payer)
            }
            if let anchor = named?.submissions.first(where: { !$0.isReplacement && !$0.isVoid }),
                let index = claims.firstIndex(where: { $0.submissions.contains { $0.id == anchor.id } })
            {
                return append(submission, to: index)
            }
            if let index = claims.firstIndex(where: { claim in
                claim.submissions.contains { $0.payerClaimNumber == number }
                    && isSamePayer(claim.payer, submission.payer)
            }) {
                return append(submission, to: index)
            }
        }
        var candidates = claims.indices.filter { index in
            claims[index].patientControlNumber == submission.patientControlNumber
                && claims[index].billingNPI == submission.billingNPI && claims[index].kind == submission.kind
                && isSamePayer(claims[index].payer, submission.payer)
        }
        if candidates.count > 1 {
            let overlapping = candidates.filter { datesAgree(claims[$0].dates, submission.dates) }
            if !overlapping.isEmpty { candidates = overlapping }
        }
        if candidates.count == 1 { append(submission, to: candidates[0]) } else { open(submission) }
    }

    private mutating func append(_ submission: Submission, to index: Int) {
        claims[index].submissions.append(submission)
        claims[index].submissions.sort(by: Submission.isEarlier)
    }

    // MARK: - What is one, what conflicts

    /// Whether two submissions' payers are one: by rule or id, or by name where an id is missing.
    func isSamePayer(_ one: PayerIdentity, _ other: PayerIdentity) -> Bool {
        if rules.areOne(one, other) { return true }
        guard one.ids.isEmpty || other.ids.isEmpty else { return false }
        return one.normalizedName == other.normalizedName
    }

    /// Whether two spans have a day in common; an absent one does not conflict.
    func datesAgree(_ one: DateSpan?, _ other: DateSpan?) -> Bool {
        guard let one, let other else { return true }
        return one.overlaps(other)
    }

    // MARK: - Provider adjustments

    private mutating func attachProviderAdjustments(_ facts: [ProviderAdjustment]) {
        for fact in facts.sorted(by: { $0.id < $1.id }) {
            let numbers = Set(fact.referencedNumbers)
            guard !numbers.isEmpty else { continue }
            var named = claims.indices.filter { index in
                claims[index].knownNumbers.contains {
                    numbers.contains($0.number) && !rules.conflict($0.payer, fact.payer)
                }
            }
            if named.isEmpty {
                named = claims.indices.filter { index in
                    numbers.contains(claims[index].patientControlNumber)
                        && !rules.conflict(claims[index].payer, fact.payer)
                }
            }
            for index in named.prefix(1) { claims[index].providerAdjustments.append(fact) }
        }
    }

    // MARK: - Accounts

    /// Claims of one billing provider and patient control number with overlapping dates, in the order of coverage.
    private func accounts() -> [AttachedAccount] {
        var groups: [[AttachedClaim]] = []
        for claim in claims {
            var joined = [claim]
            var rest: [[AttachedClaim]] = []
            for group in groups {
                if group.contains(where: { isSameAccount($0, claim) }) { joined += group } else { rest.append(group) }
            }
            groups = rest + [joined]
        }
        return groups.map { AttachedAccount(claims: $0.sorted(by: Self.isBefore)) }
            .sorted { ($0.earliestFact ?? .none) < ($1.earliestFact ?? .none) }
    }

    private func isSameAccount(_ one: AttachedClaim, _ other: AttachedClaim) -> Bool {
        one.patientControlNumber == other.patientControlNumber
            && (one.billingNPI == other.billingNPI || one.billingNPI == nil || other.billingNPI == nil)
            && datesAgree(one.dates, other.dates)
    }

    private static func isBefore(_ one: AttachedClaim, _ other: AttachedClaim) -> Bool {
        if one.sequence != other.sequence { return one.sequence < other.sequence }
        return (one.earliestFact ?? .none) < (other.earliestFact ?? .none)
    }
}

/// Works out which claim each fact of a claim file belongs to: contract, section 2.
///
/// The answer is a function of the set of facts. Facts are put in an order of their own (dates, then body) before
/// anything is decided, so that the order of arrival cannot matter.
package struct Attachment {
    let rules: PayerRules
    var claims: [AttachedClaim] = []

    /// How often replacements are placed anew at most; each pass can only follow a number that the one before told.
    private static let passes = 6

    /// The accounts that a file's facts make.
    package static func accounts(of file: ClaimFile, rules: PayerRules) -> [AttachedAccount] {
        let submissions = file.submissions.sorted(by: Submission.isEarlier)
        let replacements = submissions.filter { $0.isReplacement || $0.isVoid }
        let originals = submissions.filter { !($0.isReplacement || $0.isVoid) }
        var last = Attachment(rules: rules)
        for submission in originals { last.place(submission) }
        last.attachFacts(of: file)
        guard !replacements.isEmpty else { return last.accounts() }
        // A replacement names its claim by the payer's number, which an adjudication may be the first to tell; and that of a
        // replacement may be told by the adjudication of the one before.
        for _ in 0..<passes {
            var next = Attachment(rules: rules)
            for submission in originals { next.place(submission) }
            next.placeReplacements(replacements, known: last.claims)
            next.attachFacts(of: file)
            let isSettled = next.claims == last.claims
            last = next
            if isSettled { break }
        }
        return last.accounts()
    }

    /// Whether a file is one claim and one decision on it, so that nothing of it can be unmatched or ambiguous.
    ///
    /// Most files are; to know it costs nothing, and the whole reading can be left for when somebody asks.
    package static func isPlain(_ file: ClaimFile, rules: PayerRules) -> Bool {
        guard file.submissions.count == 1, file.adjudications.count == 1 else { return false }
        let (sent, decided) = (file.submissions[0], file.adjudications[0])
        guard sent.patientControlNumber == decided.patientControlNumber, sent.billingNPI == decided.billingNPI,
            rules.areOne(sent.payer, decided.payer), !(sent.isReplacement || sent.isVoid)
        else { return false }
        guard let outer = sent.dates, let inner = decided.dates else { return true }
        return outer.contains(inner)
    }

    private init(rules: PayerRules) { self.rules = rules }

    private mutating func attachFacts(of file: ClaimFile) {
        let waiting = attachAcknowledgements(file.acknowledgements)
        attachAdjudications(file.adjudications)
        // An adjudication may be the first to tell the payer's number that an answer quotes.
        _ = attachAcknowledgements(waiting)
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

    mutating func open(_ submission: Submission) {
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
                    let npi = claims[index].billingNPI
                    return !claims[index].patientControlNumbers.isDisjoint(with: numbers)
                        && (npi == fact.billingNPI || npi == nil || fact.billingNPI == nil)
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
        !one.patientControlNumbers.isDisjoint(with: other.patientControlNumbers)
            && (one.billingNPI == other.billingNPI || one.billingNPI == nil || other.billingNPI == nil)
            && datesAgree(one.dates, other.dates)
    }

    private static func isBefore(_ one: AttachedClaim, _ other: AttachedClaim) -> Bool {
        if one.sequence != other.sequence { return one.sequence < other.sequence }
        return (one.earliestFact ?? .none) < (other.earliestFact ?? .none)
    }
}

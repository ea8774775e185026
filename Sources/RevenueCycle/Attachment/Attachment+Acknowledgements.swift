/// Which submission an answer short of adjudication belongs to.
extension Attachment {
    /// Attaches each answer to the submission that it is about, and gives back those that are about none yet known.
    mutating func attachAcknowledgements(_ facts: [Acknowledgement]) -> [Acknowledgement] {
        var waiting: [Acknowledgement] = []
        for fact in facts.sorted(by: Self.isEarlier) {
            guard let (index, submission) = target(of: fact) else {
                waiting.append(fact)
                continue
            }
            claims[index].acknowledgements.append(AttachedAcknowledgement(fact: fact, submission: submission))
            claims[index].acknowledgements.sort { Self.isEarlier($0.fact, $1.fact) }
        }
        return waiting
    }

    private static func isEarlier(_ left: Acknowledgement, _ right: Acknowledgement) -> Bool {
        let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
        return one != other ? one < other : left.id < right.id
    }

    /// The submission that an answer is about.
    ///
    /// The references that it quotes name it whatever its dates: the transaction of a 999 or TA1, the clearinghouse's number,
    /// the batch with the account's number, the payer's number. Else it is the newest of the account's number dated on or
    /// before the answer.
    private func target(of fact: Acknowledgement) -> (Int, FactID)? {
        let all = claims.indices.flatMap { index in
            claims[index].submissions.map { (index: index, submission: $0) }
        }
        var candidates: [(index: Int, submission: Submission)]
        if let body = fact.answeredBody {
            candidates = all.filter { $0.submission.id.body == body && isDatedBefore($0.submission, fact) }
        } else {
            let referenced = byClearinghouse(fact, all) ?? byBatch(fact, all) ?? byPayerNumber(fact, all)
            candidates =
                referenced ?? all.filter { isOfAccount($0.submission, fact) && isDatedBefore($0.submission, fact) }
            candidates = preferring(candidates) { rules.areOne($0.submission.payer, fact.payer) }
            candidates = preferring(candidates) { !rules.conflict($0.submission.payer, fact.payer) }
            if let charge = fact.charge { candidates = preferring(candidates) { $0.submission.charge == charge } }
        }
        let newest = candidates.max { Submission.isEarlier($0.submission, $1.submission) }
        return newest.map { ($0.index, $0.submission.id) }
    }

    private typealias Candidate = (index: Int, submission: Submission)

    private func byClearinghouse(_ fact: Acknowledgement, _ all: [Candidate]) -> [Candidate]? {
        guard let number = fact.clearinghouseNumber else { return nil }
        let found = all.filter { $0.submission.clearinghouseNumber == number }
        return found.isEmpty ? nil : found
    }

    private func byBatch(_ fact: Acknowledgement, _ all: [Candidate]) -> [Candidate]? {
        guard let reference = fact.batchReference else { return nil }
        let found = all.filter {
            $0.submission.batch.originatorReference == reference && isOfAccount($0.submission, fact)
        }
        return found.isEmpty ? nil : found
    }

    /// By the payer's number, where no number of the account is quoted: the submissions of the claim that bears it, dated on
    /// or before the answer.
    private func byPayerNumber(_ fact: Acknowledgement, _ all: [Candidate]) -> [Candidate]? {
        guard let number = fact.payerClaimNumber, !all.contains(where: { isOfAccount($0.submission, fact) }) else {
            return nil
        }
        let found = all.filter { candidate in
            claims[candidate.index].knownNumbers.contains { $0.number == number }
                && isDatedBefore(candidate.submission, fact)
        }
        return found.isEmpty ? nil : found
    }

    private func isOfAccount(_ submission: Submission, _ fact: Acknowledgement) -> Bool {
        if let number = fact.patientControlNumber, submission.patientControlNumber != number { return false }
        guard let npi = fact.billingNPI, let own = submission.billingNPI else { return true }
        return own == npi
    }

    private func isDatedBefore(_ submission: Submission, _ fact: Acknowledgement) -> Bool {
        guard let sent = submission.transactionDate, let answered = fact.date else { return true }
        return sent <= answered
    }

    private func preferring<Candidate>(_ all: [Candidate], _ test: (Candidate) -> Bool) -> [Candidate] {
        let kept = all.filter(test)
        return kept.isEmpty ? all : kept
    }
}

/// Which submission an answer short of adjudication belongs to.
extension Attachment {
    mutating func attachAcknowledgements(_ facts: [Acknowledgement]) {
        let ordered = facts.sorted { left, right in
            let (one, other) = (left.date ?? .distantPast, right.date ?? .distantPast)
            return one != other ? one < other : left.id < right.id
        }
        for fact in ordered {
            guard let (index, submission) = target(of: fact) else { continue }
            claims[index].acknowledgements.append(
                AttachedAcknowledgement(fact: fact, submission: submission)
            )
        }
    }

    /// The newest submission that the answer's references name, dated on or before it.
    private func target(of fact: Acknowledgement) -> (Int, FactID)? {
        var candidates: [(index: Int, submission: Submission)] = []
        for (index, claim) in claims.enumerated() {
            for submission in claim.submissions where isDatedBefore(submission, fact) {
                candidates.append((index, submission))
            }
        }
        if let body = fact.answeredBody {
            candidates.removeAll { $0.submission.id.body != body }
        } else {
            if let number = fact.patientControlNumber {
                candidates.removeAll { $0.submission.patientControlNumber != number }
            }
            if let npi = fact.billingNPI {
                candidates.removeAll { $0.submission.billingNPI != nil && $0.submission.billingNPI != npi }
            }
            candidates = preferring(candidates) { candidate in
                (fact.batchReference != nil
                    && candidate.submission.batch.originatorReference == fact.batchReference)
                    || (fact.clearinghouseNumber != nil
                        && candidate.submission.clearinghouseNumber == fact.clearinghouseNumber)
            }
            candidates = preferring(candidates) { rules.areOne($0.submission.payer, fact.payer) }
            candidates = preferring(candidates) { !rules.conflict($0.submission.payer, fact.payer) }
            if let charge = fact.charge { candidates = preferring(candidates) { $0.submission.charge == charge } }
        }
        let newest = candidates.max { Submission.isEarlier($0.submission, $1.submission) }
        return newest.map { ($0.index, $0.submission.id) }
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

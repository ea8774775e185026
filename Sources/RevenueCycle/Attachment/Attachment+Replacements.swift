/// Which claim a replacement (frequency 7) or a void (8) belongs to.
extension Attachment {
    /// Places replacements and voids, given what an earlier pass concluded.
    ///
    /// One that names the payer's number belongs to the claim that bears it, whatever its dates; while no document has told
    /// that number, to the one claim of its account and payer.
    mutating func placeReplacements(_ submissions: [Submission], known: [AttachedClaim]) {
        for submission in submissions {
            if let index = named(by: submission, known: known) ?? sameNumber(as: submission)
                ?? onlyClaim(of: submission)
            {
                claims[index].submissions.append(submission)
                claims[index].submissions.sort(by: Submission.isEarlier)
            } else {
                open(submission)
            }
        }
    }

    /// The claim whose number REF*F8 names, by what payers told of it and not by what other replacements named.
    private func named(by submission: Submission, known: [AttachedClaim]) -> Int? {
        guard let number = submission.payerClaimNumber else { return nil }
        let bearer = known.first { claim in
            claim.toldNumbers.contains { $0.number == number } && !rules.conflict(claim.payer, submission.payer)
        }
        guard let anchor = bearer?.submissions.first(where: { !$0.isReplacement && !$0.isVoid }) else { return nil }
        return claims.firstIndex { $0.submissions.contains { $0.id == anchor.id } }
    }

    /// The claim that another replacement of the same number opened or joined.
    private func sameNumber(as submission: Submission) -> Int? {
        guard let number = submission.payerClaimNumber else { return nil }
        return claims.firstIndex { claim in
            claim.submissions.contains { $0.payerClaimNumber == number } && isSamePayer(claim.payer, submission.payer)
        }
    }

    private func onlyClaim(of submission: Submission) -> Int? {
        var candidates = claims.indices.filter { index in
            claims[index].patientControlNumber == submission.patientControlNumber
                && claims[index].billingNPI == submission.billingNPI && claims[index].kind == submission.kind
                && isSamePayer(claims[index].payer, submission.payer)
        }
        if candidates.count > 1 {
            let overlapping = candidates.filter { datesAgree(claims[$0].dates, submission.dates) }
            if !overlapping.isEmpty { candidates = overlapping }
        }
        return candidates.count == 1 ? candidates[0] : nil
    }
}

/// The three steps by which an adjudication finds its claim, and what happens when none does.
extension Attachment {
    /// What the steps found.
    private enum Match {
        case none
        case one(Int)
        case several([Int])
    }

    mutating func attachAdjudications(_ facts: [Adjudication]) {
        let ordered = facts.sorted(by: Adjudication.isEarlier)
        var waiting: [Adjudication] = []
        for fact in ordered { if !attach(fact) { waiting.append(fact) } }
        // A number that a later document tells may now name the claim of an earlier one.
        waiting = waiting.filter { !attach($0) }
        // Crossovers may follow one another: a tertiary is announced by the secondary's adjudication.
        var opened = true
        while opened, !waiting.isEmpty {
            opened = false
            for fact in waiting where !opened {
                guard let predecessor = announcer(of: fact) else { continue }
                opened = true
                claims.append(
                    AttachedClaim(
                        origin: .crossover,
                        sequence: claims[predecessor].sequence.next,
                        adjudications: [fact]
                    )
                )
                waiting.removeAll { $0.id == fact.id }
                waiting = waiting.filter { !attach($0) }
            }
        }
        for fact in waiting where !attach(fact) {
            claims.append(
                AttachedClaim(
                    origin: .remittanceOnly,
                    sequence: fact.place ?? (fact.isReversal ? .primary : .unknown),
                    adjudications: [fact]
                )
            )
        }
        for index in claims.indices { claims[index].adjudications.sort(by: Adjudication.isEarlier) }
        settleSequences()
    }

    /// Attaches to the one claim that matches, or marks the several that do; false when none does.
    private mutating func attach(_ fact: Adjudication) -> Bool {
        switch match(fact) {
        case .none: return false
        case .one(let index):
            claims[index].adjudications.append(fact)
            return true
        case .several(let indices):
            for index in indices { claims[index].ambiguous.append(fact) }
            return true
        }
    }

    private func match(_ fact: Adjudication) -> Match {
        for step in [byPayerNumber, byPayerAndDates, byCharge] {
            let candidates = step(fact)
            if candidates.count == 1 { return .one(candidates[0]) }
            if candidates.count > 1 {
                let narrowed = narrow(candidates, for: fact)
                return narrowed.count == 1 ? .one(narrowed[0]) : .several(narrowed)
            }
        }
        return .none
    }

    /// Step 1: CLP07 or REF*F8 is known for that payer.
    private func byPayerNumber(_ fact: Adjudication) -> [Int] {
        let numbers = [fact.payerClaimNumber, fact.originalPayerClaimNumber].compactMap { $0 }
            .filter { $0.contains { $0 != "0" } }
        guard !numbers.isEmpty else { return [] }
        return claims.indices.filter { index in
            claims[index].knownNumbers.contains {
                numbers.contains($0.number) && !rules.conflict($0.payer, fact.payer)
            }
        }
    }

    /// Step 2: billing provider, patient control number and payer agree, and the dates lie within the claim's.
    private func byPayerAndDates(_ fact: Adjudication) -> [Int] {
        claims.indices.filter { index in
            isSameAccountNumber(claims[index], fact) && rules.areOne(claims[index].payer, fact.payer)
                && liesWithin(fact, claims[index])
        }
    }

    /// Step 3: billing provider, patient control number and charge agree, no payer conflicts, and CLP02 speaks of no
    /// other place in the order of coverage.
    private func byCharge(_ fact: Adjudication) -> [Int] {
        let charge = fact.isReversal ? -fact.charge : fact.charge
        return claims.indices.filter { index in
            let claim = claims[index]
            return isSameAccountNumber(claim, fact) && claim.charges.contains(charge)
                && !rules.conflict(claim.payer, fact.payer)
                && (fact.place == nil || fact.place == claim.sequence || claim.sequence == .unknown)
        }
    }

    private func narrow(_ candidates: [Int], for fact: Adjudication) -> [Int] {
        var rest = candidates
        let tests: [(Int) -> Bool] = [
            { fact.place == nil || claims[$0].sequence == fact.place },
            { liesWithin(fact, claims[$0]) },
            { claims[$0].charges.contains(fact.isReversal ? -fact.charge : fact.charge) },
        ]
        for test in tests where rest.count > 1 {
            let kept = rest.filter(test)
            if !kept.isEmpty { rest = kept }
        }
        return rest
    }

    private func isSameAccountNumber(_ claim: AttachedClaim, _ fact: Adjudication) -> Bool {
        claim.patientControlNumber == fact.patientControlNumber
            && (claim.billingNPI == fact.billingNPI || claim.billingNPI == nil || fact.billingNPI == nil)
    }

    private func liesWithin(_ fact: Adjudication, _ claim: AttachedClaim) -> Bool {
        guard let inner = fact.dates, let outer = claim.dates else { return true }
        return claim.submissions.isEmpty ? outer.overlaps(inner) : outer.contains(inner)
    }

    /// The claim of the same account that announced the payer: by 2320, by NM1*TT, or by a status of 19 to 21.
    private func announcer(of fact: Adjudication) -> Int? {
        let announcing = claims.indices.filter { index in
            let claim = claims[index]
            guard isSameAccountNumber(claim, fact), datesAgree(claim.dates, fact.dates),
                !isSamePayer(claim.payer, fact.payer)
            else { return false }
            let isNamed = claim.submissions.contains { submission in
                submission.otherPayers.contains {
                    $0.sequence > submission.sequence && isSamePayer($0.payer, fact.payer)
                }
            }
            return isNamed
                || claim.adjudications.contains { adjudication in
                    if let forwardedTo = adjudication.forwardedTo { return isSamePayer(forwardedTo, fact.payer) }
                    return ["19", "20", "21"].contains(adjudication.statusCode)
                        && (fact.place.map { $0 > claim.sequence } ?? true)
                }
        }
        return announcing.max { claims[$0].sequence < claims[$1].sequence }
    }

    /// A claim of which we know only remittances has the place of which most of its adjudications speak.
    private mutating func settleSequences() {
        for index in claims.indices where claims[index].origin == .remittanceOnly {
            if let place = claims[index].adjudications.compactMap(\.place).first { claims[index].sequence = place }
        }
    }
}

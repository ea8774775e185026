/// The three steps by which an adjudication finds its claim, and what happens when none does.
extension Attachment {
    /// What the steps found.
    private enum Match {
        case none
        case one(Int)
        case several([Int])
    }

    mutating func attachAdjudications(_ facts: [Adjudication]) {
        var waiting = facts.sorted(by: Adjudication.isEarlier)
        attachWhatMatches(&waiting)
        while let opened = openCrossover(&waiting) ?? openUnknown(&waiting) {
            claims.append(opened)
            attachWhatMatches(&waiting)
        }
        // What still names several claims belongs to none.
        for fact in waiting {
            if case .several(let indices) = match(fact) {
                for index in indices { claims[index].ambiguous.append(fact) }
            }
        }
        for index in claims.indices { claims[index].adjudications.sort(by: Adjudication.isEarlier) }
        settleSequences()
    }

    /// Attaches each fact that matches one claim, again and again: a number that one fact tells may name the claim of another.
    private mutating func attachWhatMatches(_ waiting: inout [Adjudication]) {
        var attached = true
        while attached {
            attached = false
            for fact in waiting {
                guard case .one(let index) = match(fact) else { continue }
                claims[index].adjudications.append(fact)
                waiting.removeAll { $0.id == fact.id }
                attached = true
            }
        }
    }

    /// A claim that a payer before it sent on, for the first fact that matches none and was announced.
    ///
    /// Crossovers may follow one another: a tertiary is announced by the secondary's adjudication.
    private func openCrossover(_ waiting: inout [Adjudication]) -> AttachedClaim? {
        for (place, fact) in waiting.enumerated() {
            guard case .none = match(fact), let sequence = announcedSequence(of: fact) else { continue }
            waiting.remove(at: place)
            return AttachedClaim(origin: .crossover, sequence: sequence, adjudications: [fact])
        }
        return nil
    }

    /// A claim of which only a remittance speaks, for the first fact that matches none; those that no other fact announces
    /// come first, for they may announce the others.
    private func openUnknown(_ waiting: inout [Adjudication]) -> AttachedClaim? {
        let unmatched = waiting.filter { if case .none = match($0) { true } else { false } }
        let first = unmatched.first { fact in
            !unmatched.contains { $0.id != fact.id && self.fact($0, announces: fact, from: $0.place ?? .primary) }
        }
        guard let fact = first ?? unmatched.first else { return nil }
        waiting.removeAll { $0.id == fact.id }
        return AttachedClaim(
            origin: .remittanceOnly,
            sequence: fact.place ?? (fact.isReversal ? .primary : .unknown),
            adjudications: [fact]
        )
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
        claim.patientControlNumbers.contains(fact.patientControlNumber)
            && (claim.billingNPI == fact.billingNPI || claim.billingNPI == nil || fact.billingNPI == nil)
    }

    private func liesWithin(_ fact: Adjudication, _ claim: AttachedClaim) -> Bool {
        guard let inner = fact.dates, let outer = claim.dates else { return true }
        return claim.submissions.isEmpty ? outer.overlaps(inner) : outer.contains(inner)
    }

    /// The place of a payer that a claim of the same account announced: by 2320, by NM1*TT, or by a status of 19 to 21; nil
    /// when none did.
    ///
    /// The place is the one that 2320 states, else that of CLP02 where it comes after the announcing claim's, else the next.
    private func announcedSequence(of fact: Adjudication) -> CoverageSequence? {
        var announced: (claim: CoverageSequence, stated: CoverageSequence?)?
        for claim in claims
        where isSameAccountNumber(claim, fact) && datesAgree(claim.dates, fact.dates)
            && !isSamePayer(claim.payer, fact.payer)
        {
            let named = claim.submissions.flatMap { submission in
                submission.otherPayers.filter { $0.sequence > submission.sequence && mayBe($0.payer, fact.payer) }
            }
            let isForwarded = claim.adjudications.contains { self.fact($0, announces: fact, from: claim.sequence) }
            guard !named.isEmpty || isForwarded else { continue }
            if announced.map({ $0.claim < claim.sequence }) ?? true {
                announced = (claim.sequence, named.map(\.sequence).min())
            }
        }
        guard let announced else { return nil }
        if let stated = announced.stated { return stated }
        if let place = fact.place, place > announced.claim { return place }
        return announced.claim.next
    }

    /// Whether an adjudication says that the claim went on to the payer of another.
    private func fact(
        _ forwarding: Adjudication,
        announces fact: Adjudication,
        from sequence: CoverageSequence
    ) -> Bool {
        if let forwardedTo = forwarding.forwardedTo { return mayBe(forwardedTo, fact.payer) }
        return ["19", "20", "21"].contains(forwarding.statusCode) && (fact.place.map { $0 > sequence } ?? true)
    }

    /// Whether a payer that was announced is the one that decided: one payer, or one of its names under another id.
    private func mayBe(_ announced: PayerIdentity, _ deciding: PayerIdentity) -> Bool {
        if isSamePayer(announced, deciding) { return true }
        guard let name = announced.normalizedName, !name.isEmpty else { return false }
        return name == deciding.normalizedName
    }

    /// A claim of which we know only remittances has the place of which most of its adjudications speak.
    private mutating func settleSequences() {
        for index in claims.indices where claims[index].origin == .remittanceOnly {
            if let place = claims[index].adjudications.compactMap(\.place).first { claims[index].sequence = place }
        }
    }
}

/// What a contract lets us expect, from the payer rule's rates.
struct ExpectedAllowed {
    let rule: PayerRule?

    /// The expected allowed amount of a whole claim: its case rate, else the sum over its lines when every one has a
    /// rate; nil when no rate is known.
    func amount(of position: ClaimPosition) -> Money? {
        guard let rule else { return nil }
        if let date = position.claim.dates?.first,
            let drg = position.adjudications.effective.last?.drg ?? position.governingSubmission?.drg,
            let rate = rule.caseRate(drg: drg, serviceDate: date)
        {
            return amount(by: rate, charge: position.charge, units: nil)
        }
        let lines = position.adjudications.effective.flatMap(\.lines)
        guard !lines.isEmpty else { return amount(ofLinesSentIn: position) }
        var sum = Money.zero
        for line in lines {
            guard let amount = amount(of: line, in: position) else { return nil }
            sum += amount
        }
        return sum
    }

    /// The expected allowed amount of some lines; nil when one of them has no rate.
    func amount(ofLines lines: [AdjudicatedLine], in position: ClaimPosition) -> Money? {
        guard rule != nil, !lines.isEmpty else { return nil }
        var sum = Money.zero
        for line in lines {
            guard let amount = amount(of: line, in: position) else { return nil }
            sum += amount
        }
        return sum
    }

    /// The sum over the lines as they were sent, where the payer decided on the claim as a whole.
    private func amount(ofLinesSentIn position: ClaimPosition) -> Money? {
        guard let lines = position.governingSubmission?.lines, !lines.isEmpty else { return nil }
        var sum = Money.zero
        for line in lines {
            guard let procedure = line.procedure, let date = line.dates?.first ?? position.claim.dates?.first,
                let rate = rule?.lineRate(procedure: procedure, modifiers: line.modifiers, serviceDate: date),
                let amount = amount(by: rate, charge: line.charge, units: line.units)
            else { return nil }
            sum += amount
        }
        return sum
    }

    private func amount(of line: AdjudicatedLine, in position: ClaimPosition) -> Money? {
        guard let procedure = line.submittedProcedure ?? line.procedure,
            let date = line.dates?.first ?? position.claim.dates?.first,
            let rate = rule?.lineRate(procedure: procedure, modifiers: line.modifiers, serviceDate: date)
        else { return nil }
        let submitted = position.governingSubmission?.line(answeredBy: line)
        return amount(by: rate, charge: line.charge, units: submitted?.units ?? line.units)
    }

    private func amount(by rate: Rate, charge: Money, units: String?) -> Money? {
        switch rate.basis {
        case .fee(let perUnit):
            guard let units else { return perUnit }
            guard let hundredths = Money(decimal: units)?.cents else { return nil }
            let (product, isOver) = perUnit.cents.multipliedReportingOverflow(by: hundredths)
            return isOver ? nil : Money(cents: product / 100)
        case .percentOfCharge(let percentage): return percentage.of(charge)
        case .perCase(let amount): return amount
        }
    }
}

/// When a claim was sent, seen from the day at which the truth is told.
enum Age {
    /// Within the month.
    case month
    /// So lately that no payer's silence counts as missing.
    case young
    /// So early that every payer's silence counts as missing.
    case old
}

extension HospitalMonth {
    private mutating func sendingDay(_ age: Age) -> Day {
        switch age {
        case .month: first + random.within(2...24)
        case .young: asOf - random.within(19...27)
        case .old: first + random.within(2...12)
        }
    }

    /// A professional claim of `lines` lines.
    mutating func professional(_ payer: Payer, lines: Int? = nil, age: Age = .month) -> ClaimDraft {
        let sent = sendingDay(age)
        let through = sent - random.within(2...12)
        let from = random.chance(80) ? through : through - random.within(1...2)
        let count = lines ?? random.within(1...3)
        let procedures = random.shuffled(["99213", "99214", "93000", "71046", "80053", "97110", "20610", "85025"])
        let controlled = random.chance(85)
        var drawn: [ServiceLine] = []
        for number in 1...count {
            var line = ServiceLine(
                number: number,
                procedure: procedures[number - 1],
                charge: random.dollars(80...640),
                date: number == 1 ? from : through
            )
            if controlled { line.control = "L\(number)X" + random.digits(4) }
            if random.chance(15) { line.modifiers = [random.pick(["25", "59", "RT", "GT"])] }
            drawn.append(line)
        }
        var claim = ClaimDraft(
            kind: .professional,
            provider: random.pick([.physicians, .specialists]),
            payer: payer,
            patient: patient(),
            controlNumber: patientControlNumber(),
            facility: random.pick(["11", "11", "22"]),
            lines: drawn,
            from: from,
            through: count == 1 ? from : through,
            sent: sent,
            diagnosis: random.pick(["I10", "E119", "J189", "R079", "N390", "K219", "M5450"])
        )
        if random.chance(20) { claim.clearinghouseNumber = unique("D", digits: 9) }
        return claim
    }

    /// An outpatient hospital claim (type of bill 13x).
    mutating func outpatient(_ payer: Payer, lines: Int? = nil, age: Age = .month) -> ClaimDraft {
        let sent = sendingDay(age)
        let day = sent - random.within(3...14)
        let count = lines ?? random.within(1...3)
        let services = random.shuffled([
            ("0450", "99284"), ("0300", "80053"), ("0320", "71046"), ("0510", "99213"), ("0730", "93000"),
        ])
        var drawn: [ServiceLine] = []
        for number in 1...count {
            let (revenue, procedure) = services[number - 1]
            drawn.append(
                ServiceLine(
                    number: number,
                    control: "H\(number)X" + random.digits(4),
                    revenue: revenue,
                    procedure: procedure,
                    charge: random.dollars(120...1900),
                    date: day
                )
            )
        }
        return institutional(payer, facility: "13", lines: drawn, from: day, through: day, sent: sent)
    }

    /// An inpatient hospital claim (type of bill 11x) with a DRG.
    mutating func inpatient(_ payer: Payer, age: Age = .month) -> ClaimDraft {
        let sent = sendingDay(age)
        let through = sent - random.within(3...9)
        let days = random.within(2...6)
        var drawn: [ServiceLine] = []
        for (index, revenue) in ["0120", "0250", "0300"].enumerated() {
            drawn.append(
                ServiceLine(
                    number: index + 1,
                    control: "S\(index + 1)X" + random.digits(4),
                    revenue: revenue,
                    units: index == 0 ? days : random.within(1...30),
                    charge: random.dollars(1800...9600),
                    date: through - days
                )
            )
        }
        var claim = institutional(
            payer,
            facility: "11",
            lines: drawn,
            from: through - days,
            through: through,
            sent: sent
        )
        claim.drg = random.pick(["291", "392", "603", "690"])
        return claim
    }

    private mutating func institutional(
        _ payer: Payer,
        facility: String,
        lines: [ServiceLine],
        from: Day,
        through: Day,
        sent: Day
    ) -> ClaimDraft {
        ClaimDraft(
            kind: .institutional,
            provider: .hospital,
            payer: payer,
            patient: patient(),
            controlNumber: patientControlNumber(),
            facility: facility,
            lines: lines,
            from: from,
            through: through,
            sent: sent,
            diagnosis: random.pick(["I10", "E119", "J189", "R079", "N390", "K219"])
        )
    }

    /// A claim of either kind to an ordinary payer: professional, or outpatient.
    mutating func ordinary(lines: Int? = nil, age: Age = .month) -> ClaimDraft {
        let kind: ClaimKind = random.chance(65) ? .professional : .institutional
        return claim(kind, random.pick(Payer.ordinary(kind)), lines: lines, age: age)
    }

    /// A claim of either kind to one of `payers`.
    mutating func claim(toOneOf payers: [Payer], lines: Int? = nil, age: Age = .month) -> ClaimDraft {
        claim(random.chance(65) ? .professional : .institutional, random.pick(payers), lines: lines, age: age)
    }

    private mutating func claim(_ kind: ClaimKind, _ payer: Payer, lines: Int?, age: Age) -> ClaimDraft {
        kind == .professional
            ? professional(payer, lines: lines, age: age) : outpatient(payer, lines: lines, age: age)
    }

    /// An adjudication of every line of `claim`, as yet without an adjustment; paid some days after it was sent.
    mutating func adjudicate(_ claim: ClaimDraft, after days: Int? = nil) -> RemittanceDraft {
        let latest = min(24, asOf.number - 3 - claim.sent.number)
        let date = claim.sent + (days ?? random.within(min(9, latest)...latest))
        var remittance = RemittanceDraft(
            claim: claim,
            payer: claim.payer,
            charge: claim.charge,
            controlNumber: payerControlNumber(),
            date: date
        )
        remittance.sendsFrequency = random.chance(80)
        remittance.lines = claim.lines.map(RemittanceLine.init)
        return remittance
    }
}

extension RemittanceDraft {
    /// Writes a part of every line off as CO-45.
    mutating func writeOff(_ random: inout Randomness, percent: ClosedRange<Int> = 25...60) {
        for index in lines.indices {
            lines[index].adjustments.append(.writeOff(random.share(of: lines[index].charge, percent: percent)))
        }
    }

    /// Leaves a part of what remains of every line to the patient.
    mutating func share(_ reason: String, _ random: inout Randomness, percent: ClosedRange<Int> = 10...30) {
        for index in lines.indices {
            lines[index].adjustments.append(.share(reason, random.share(of: lines[index].rest, percent: percent)))
        }
    }
}

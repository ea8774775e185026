/// The month while it is being drawn: what was sent, what was answered, and what is true of it.
///
/// Scenarios draw claims, hand them in with `submit`, answer them with `pay`, `acknowledge` and `inform`, and state
/// the rows that must come out with `record`. Nothing here reads X12; the writer turns the drafts into files.
struct HospitalMonth {
    var random: Randomness
    /// First day of the month.
    let first: Day
    /// Last day of the month after: the day at which the truth is told.
    let asOf: Day
    var submissions: [ClaimDraft] = []
    var payments: [PaymentDraft] = []
    var acknowledgements: [AcknowledgementDraft] = []
    var statuses: [StatusDraft] = []
    var rows: [TruthRow] = []
    var identifiers: Set<String> = []
    private var drawn: Set<String> = []
    /// Ordinal of the running scenario among those of its name: even variants alternate by it.
    var ordinal = 0

    init(seed: UInt64, year: Int, month: Int) {
        random = Randomness(seed: seed)
        first = Day(year: year, month: month, day: 1)
        let after = month + 2
        asOf = Day(year: after > 12 ? year + 1 : year, month: after > 12 ? after - 12 : after, day: 1) - 1
    }

    // MARK: - What happens

    /// Sends a claim; the number names the submission for acknowledgements.
    @discardableResult
    mutating func submit(_ claim: ClaimDraft) -> Int {
        submissions.append(claim)
        return submissions.count - 1
    }

    /// A 277CA answer to a submission, whose batch it may leave unnamed.
    mutating func acknowledge(
        _ submission: Int,
        after days: Int,
        _ category: String,
        _ status: String,
        reference: String? = nil,
        namesBatch: Bool = true
    ) {
        let claim = submissions[submission]
        acknowledgements.append(
            AcknowledgementDraft(
                claim: claim,
                submission: namesBatch ? submission : nil,
                date: claim.sent + days,
                category: category,
                status: status,
                payerReference: reference
            )
        )
    }

    /// A 277 answer about a claim.
    mutating func inform(
        _ claim: ClaimDraft,
        after days: Int,
        _ category: String,
        _ status: String,
        reference: String? = nil
    ) {
        statuses.append(
            StatusDraft(
                claim: claim,
                date: claim.sent + days,
                category: category,
                status: status,
                payerReference: reference
            )
        )
    }

    /// Puts an adjudication into a payment.
    mutating func pay(_ remittance: RemittanceDraft, _ shape: PaymentShape = .pooled) {
        pay([remittance], shape)
    }

    /// Puts adjudications of one payer and day into one payment.
    mutating func pay(_ remittances: [RemittanceDraft], _ shape: PaymentShape = .pooled) {
        payments.append(PaymentDraft(claims: remittances, shape: shape))
    }

    /// States a row of the truth, with a finding more for each deadline that is at most two weeks away.
    mutating func record(_ row: TruthRow) {
        var row = row
        for finding in row.findings {
            guard let deadline = finding.deadline, deadline >= asOf, deadline <= asOf + 14 else { continue }
            var risk = finding
            risk.kind = "deadlineAtRisk"
            row.findings.append(risk)
        }
        rows.append(row)
    }

    // MARK: - Numbers

    /// A text of `prefix` and digits that no other claim of the month has.
    mutating func unique(_ prefix: String, digits: Int) -> String {
        while true {
            let text = prefix + random.digits(digits)
            if drawn.insert(text).inserted {
                identifiers.insert(text)
                return text
            }
        }
    }

    /// CLM01 of a new claim.
    mutating func patientControlNumber() -> String {
        unique(random.pick(["AC", "HX", "PT", "V"]), digits: random.within(10...12))
    }

    /// CLP07 of a new adjudication.
    mutating func payerControlNumber() -> String {
        unique(random.pick(["2026", "ICN", "26", "T"]), digits: random.within(9...11))
    }

    /// A new patient, whose identifiers are noted.
    mutating func patient() -> Patient {
        let patient = random.patient()
        for name in [patient.lastName, patient.firstName, patient.subscriberFirstName ?? ""] where name.utf8.count >= 7
        {
            identifiers.insert(name)
        }
        identifiers.formUnion([
            patient.birth.compact, patient.subscriberBirth.compact, patient.memberID, patient.recordNumber,
        ])
        return patient
    }
}

/// Adjudications that share one payment, or wait to be pooled with others.
struct PaymentDraft: Sendable {
    var claims: [RemittanceDraft]
    let shape: PaymentShape
}

/// One row of the truth: a claim to one payer, in the shape and key order of `recourse claims --json`.
struct TruthRow: Sendable {
    var sequence: String
    var origin = "submitted"
    var patientControlNumber: String
    var payerControlNumbers: Set<String> = []
    var payerName: String
    var payerID: String
    var filingIndicator: String
    var frequency: String?
    /// Frequency and status of a submission that waits.
    var open: (frequency: String, status: String)?
    var status = "submitted"
    var charge: Cents
    var paid: Cents = 0
    var interest: Cents = 0
    var adjustments: [String: Cents] = [:]
    var dispositions: [Disposition: Cents] = [:]
    var deniedByGroup: [String: Cents] = [:]
    var patientHold: [String] = []
    var payerPending = false
    var outstandingPayer: Cents
    var outstandingPatient: Cents = 0
    var outstandingHeld: Cents = 0
    var findings: [TruthFinding] = []
    private var adjudicatedCharge: Cents = 0

    /// A claim of which nothing but its submission is known: the payer owes an answer on the whole charge.
    init(_ claim: ClaimDraft) {
        sequence = claim.sequence
        patientControlNumber = claim.controlNumber
        payerName = claim.payer.name
        payerID = claim.payer.id
        filingIndicator = claim.payer.filing
        frequency = claim.frequency
        charge = claim.charge
        outstandingPayer = claim.charge
        if let reference = claim.originalReference { payerControlNumbers.insert(reference) }
    }

    /// A row known by a remittance alone.
    init(_ remittance: RemittanceDraft, origin: String, sequence: String) {
        self.sequence = sequence
        self.origin = origin
        patientControlNumber = remittance.claim.controlNumber
        payerName = remittance.payer.name
        payerID = remittance.payer.namesItself ? remittance.payer.id : remittance.payer.originID
        filingIndicator = remittance.payer.remittanceFiling
        frequency = remittance.sendsFrequency ? remittance.claim.frequency : nil
        charge = remittance.claim.charge
        outstandingPayer = 0
    }

    var patientResponsibility: Cents { adjustments["PR"] ?? 0 }

    /// Adds an effective adjudication: its money, its numbers, and what it leaves with the payer.
    mutating func post(_ remittance: RemittanceDraft) {
        status = "settled"
        note(remittance)
        paid += remittance.paid
        interest += remittance.interest
        adjudicatedCharge += remittance.charge
        for adjustment in remittance.everyAdjustment {
            adjustments[adjustment.group, default: 0] += adjustment.cents
            dispositions[adjustment.meaning, default: 0] += adjustment.cents
            if adjustment.meaning == .denied { deniedByGroup[adjustment.group, default: 0] += adjustment.cents }
        }
        outstandingPayer = max(0, charge - adjudicatedCharge) + (dispositions[.pended] ?? 0)
        outstandingHeld = (dispositions[.denied] ?? 0) + (dispositions[.review] ?? 0)
    }

    /// Adds the control numbers of an adjudication that is attached, effective or not.
    mutating func note(_ remittance: RemittanceDraft) {
        payerControlNumbers.insert(remittance.controlNumber)
        if let reference = remittance.originalReference { payerControlNumbers.insert(reference) }
    }

    /// Cost share goes to the patient.
    mutating func collect(_ amount: Cents) {
        outstandingPatient = amount
    }

    /// PR that may not be collected now stands in held, for `reasons`.
    mutating func hold(_ amount: Cents, _ reasons: String...) {
        outstandingHeld += amount
        patientHold = reasons.sorted(by: bytewise)
    }

    var json: String {
        let openText = open.map { "{\"frequency\":\"\($0.frequency)\",\"status\":\"\($0.status)\"}" } ?? "null"
        let disposed = Disposition.allCases.map { "\"\($0.rawValue)\":\"\(decimal(dispositions[$0] ?? 0))\"" }
        let numbers = payerControlNumbers.sorted(by: bytewise)
        let sorted = findings.sorted(by: TruthFinding.precedes)
        return "{\"sequence\":\(quoted(sequence)),\"origin\":\(quoted(origin)),"
            + "\"patientControlNumber\":\(quoted(patientControlNumber)),\"payerControlNumbers\":\(quoted(numbers)),"
            + "\"payer\":{\"name\":\(quoted(payerName)),\"id\":\(quoted(payerID)),"
            + "\"filingIndicator\":\(quoted(filingIndicator))},"
            + "\"frequency\":\(quoted(frequency)),\"openSubmission\":\(openText),\"status\":\(quoted(status)),"
            + "\"charge\":\"\(decimal(charge))\",\"paid\":\"\(decimal(paid))\",\"interest\":\"\(decimal(interest))\","
            + "\"adjustments\":\(byGroup(adjustments)),\"dispositions\":{\(disposed.joined(separator: ","))},"
            + "\"deniedByGroup\":\(byGroup(deniedByGroup)),"
            + "\"patientResponsibility\":\"\(decimal(patientResponsibility))\","
            + "\"patientHold\":\(quoted(patientHold)),\"payerPending\":\(payerPending),"
            + "\"outstanding\":{\"payer\":\"\(decimal(outstandingPayer))\",\"patient\":\"\(decimal(outstandingPatient))\","
            + "\"held\":\"\(decimal(outstandingHeld))\"},"
            + "\"findings\":[\(sorted.map(\.json).joined(separator: ","))]}"
    }

    private func byGroup(_ amounts: [String: Cents]) -> String {
        "{" + ["CO", "PR", "OA", "PI"].map { "\"\($0)\":\"\(decimal(amounts[$0] ?? 0))\"" }.joined(separator: ",") + "}"
    }
}

/// What an adjustment means, as the scenario that drew it says.
enum Disposition: String, CaseIterable, Sendable {
    case contractual, costShare, priorPayer, denied, pended, review
}

/// One CAS triplet with the meaning that was drawn for it.
struct Adjustment: Sendable {
    /// CAS01.
    let group: String
    /// CARC.
    let reason: String
    var cents: Cents
    let meaning: Disposition

    init(_ group: String, _ reason: String, _ cents: Cents, _ meaning: Disposition) {
        self.group = group
        self.reason = reason
        self.cents = cents
        self.meaning = meaning
    }

    /// CO-45.
    static func writeOff(_ cents: Cents) -> Adjustment {
        Adjustment("CO", "45", cents, .contractual)
    }

    /// PR with a cost share: 1 deductible, 2 coinsurance, 3 copayment.
    static func share(_ reason: String, _ cents: Cents) -> Adjustment {
        Adjustment("PR", reason, cents, .costShare)
    }

    /// OA-23.
    static func priorPayer(_ cents: Cents) -> Adjustment {
        Adjustment("OA", "23", cents, .priorPayer)
    }
}

/// One adjudicated line: loop 2110.
struct RemittanceLine: Sendable {
    let line: ServiceLine
    var charge: Cents
    var adjustments: [Adjustment] = []
    /// LQ*HE.
    var remarks: [String] = []
    /// Added to SVC03 without a CAS that explains it.
    var distortion: Cents = 0

    init(_ line: ServiceLine) {
        self.line = line
        charge = line.charge
    }

    var adjusted: Cents { adjustments.reduce(0) { $0 + $1.cents } }
    /// SVC03.
    var paid: Cents { charge - adjusted + distortion }
    /// What of the line no adjustment has taken yet.
    var rest: Cents { charge - adjusted }
}

/// One adjudicated claim: loop 2100.
struct RemittanceDraft: Sendable {
    var claim: ClaimDraft
    var payer: Payer
    /// CLP02.
    var status = "1"
    /// CLP03.
    var charge: Cents
    /// CLP07.
    var controlNumber: String
    /// REF*F8.
    var originalReference: String?
    /// CLP09 is sent.
    var sendsFrequency = true
    var adjustments: [Adjustment] = []
    var lines: [RemittanceLine] = []
    /// MOA03–07, or MIA05 and 20–23 of an inpatient claim.
    var remarks: [String] = []
    /// MIA is sent for an inpatient claim, and CLP11.
    var sendsInpatientData = true
    /// AMT*I.
    var interest: Cents = 0
    /// NM1*TT.
    var forwardedTo: Payer?
    /// BPR16.
    var date: Day
    /// CLP01, when it is not what was submitted.
    var garbledNumber: String?
    /// PLB entries that ride with the payment: reason, reference, amount.
    var providerAdjustments: [ProviderAdjustment] = []
    /// Added to CLP04 without a CAS that explains it.
    var distortion: Cents = 0

    var everyAdjustment: [Adjustment] { adjustments + lines.flatMap(\.adjustments) }
    var adjusted: Cents { everyAdjustment.reduce(0) { $0 + $1.cents } }
    /// CLP04.
    var paid: Cents { charge - adjusted + distortion }

    /// What was drawn as `meaning`, in `group` if one is named.
    func sum(_ meaning: Disposition, group: String? = nil) -> Cents {
        everyAdjustment.reduce(0) { total, adjustment in
            adjustment.meaning == meaning && (group ?? adjustment.group) == adjustment.group
                ? total + adjustment.cents : total
        }
    }

    /// Every PR amount.
    var patientResponsibility: Cents {
        everyAdjustment.reduce(0) { $1.group == "PR" ? $0 + $1.cents : $0 }
    }

    /// PR with a cost share.
    var costShare: Cents { sum(.costShare, group: "PR") }

    /// The same claim with every sign turned: CLP02 = 22.
    func reversed(on date: Day) -> RemittanceDraft {
        var copy = self
        copy.status = "22"
        copy.charge = -charge
        copy.date = date
        copy.interest = 0
        copy.forwardedTo = nil
        copy.providerAdjustments = []
        copy.remarks = []
        copy.distortion = -distortion
        for index in copy.adjustments.indices { copy.adjustments[index].cents.negate() }
        for index in copy.lines.indices {
            copy.lines[index].charge.negate()
            copy.lines[index].distortion.negate()
            copy.lines[index].remarks = []
            for place in copy.lines[index].adjustments.indices {
                copy.lines[index].adjustments[place].cents.negate()
            }
        }
        return copy
    }
}

/// One pair of a PLB segment; a positive amount lowers the payment.
struct ProviderAdjustment: Sendable {
    let reason: String
    let reference: String
    let cents: Cents
}

/// How the transactions of a payment relate to its amount.
enum PaymentShape: Hashable, Sendable {
    /// With all others of its payer, payee and day.
    case pooled
    /// Alone under its own trace.
    case apart
    /// One trace in two transactions, each with its own share in BPR02.
    case shares
    /// One trace in two transactions, each with the whole in BPR02.
    case whole
    /// BPR02 has the whole, and the second transaction never comes.
    case missingPart
    /// BPR02 is off by this.
    case off(Cents)
    /// In a file that is damaged on purpose: the first claim with the flaw, the others sound beside it.
    case flawed(PaymentFlaw)
}

/// What is wrong with a payment's transaction on purpose.
enum PaymentFlaw: Hashable, Sendable {
    /// SE01 is wrong.
    case wrongSegmentCount
    /// SE is missing.
    case missingTrailer
    /// SE02 is not ST02.
    case trailerMismatch
    /// The first CAS amount has three decimals.
    case threeDecimals
    /// CLP03 is out of range.
    case outOfRange
    /// BPR02 has three decimals.
    case unreadablePayment
    /// CLP02 is a code that no table knows.
    case unknownCode

    /// The flaw of the transaction that it makes.
    var ofTransaction: OutgoingTransaction.Flaw {
        switch self {
        case .wrongSegmentCount: .wrongSegmentCount
        case .missingTrailer: .missingTrailer
        case .trailerMismatch: .trailerMismatch
        case .threeDecimals, .outOfRange, .unreadablePayment, .unknownCode: .none
        }
    }
}

/// Which 837 a claim goes by.
enum ClaimKind: Sendable {
    /// 837P, 005010X222A1.
    case professional
    /// 837I, 005010X223A2.
    case institutional
}

/// One billed line: loop 2400.
struct ServiceLine: Sendable {
    /// LX01.
    let number: Int
    /// REF*6R, absent where the hospital sends none.
    var control: String?
    /// SV201 of an institutional line.
    var revenue: String?
    /// HCPCS code; an inpatient line may have none.
    var procedure: String?
    var modifiers: [String] = []
    var units = 1
    var charge: Cents
    var date: Day

    /// How findings name the line.
    var name: String { control ?? String(number) }
}

/// Another payer of the claim: loop 2320, and 2430 once it has adjudicated.
struct OtherPayer: Sendable {
    let payer: Payer
    /// SBR01.
    let sequence: String
    let memberID: String
    /// What it decided, when it did.
    var decision: RemittanceDraft?
}

/// One claim as it is submitted: loop 2300 and what hangs around it.
struct ClaimDraft: Sendable {
    let kind: ClaimKind
    var provider: Provider
    var payer: Payer
    let patient: Patient
    /// CLM01.
    var controlNumber: String
    /// SBR01.
    var sequence = "P"
    /// CLM05-3.
    var frequency = "1"
    /// CLM05-1: place of service, or the first two digits of the type of bill.
    var facility: String
    var lines: [ServiceLine]
    var from: Day
    var through: Day
    /// BHT04.
    var sent: Day
    /// REF*F8.
    var originalReference: String?
    /// REF*D9, a clearinghouse's number for the claim.
    var clearinghouseNumber: String?
    /// AMT*F5, professional claims only.
    var deskPayment: Cents?
    var drg: String?
    var diagnosis: String
    var otherPayers: [OtherPayer] = []
    /// The batch is kept apart from others under this name.
    var batch: Batch = .ordinary

    /// CLM02.
    var charge: Cents { lines.reduce(0) { $0 + $1.charge } }
    var isInpatient: Bool { kind == .institutional && facility == "11" }

    /// The same claim sent on another day, with its service dates as long before that day.
    func moved(to day: Day) -> ClaimDraft {
        var copy = self
        let days = day.number - sent.number
        copy.sent = day
        copy.from = from + days
        copy.through = through + days
        for index in copy.lines.indices { copy.lines[index].date = lines[index].date + days }
        return copy
    }
}

/// What happens to the 837 transaction that carries a claim.
enum Batch: String, Hashable, Sendable {
    case ordinary
    /// Its transaction is rejected by a 999.
    case rejectedBy999
    /// Its interchange is rejected by a TA1.
    case rejectedByTA1
    /// SE01 is wrong.
    case wrongSegmentCount
    /// SE is missing.
    case missingTrailer
    /// SE02 is not ST02.
    case trailerMismatch
    /// CLM02 has three decimals.
    case unreadableAmount
    /// A transaction of its own, after all others of its day.
    case later
}

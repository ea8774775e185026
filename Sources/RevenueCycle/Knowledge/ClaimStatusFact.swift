/// What the shipped table says of a claim status category (STC01-1), claim status code (STC01-2) or claim status of a
/// remittance (CLP02).
package struct ClaimStatusFact: Hashable, Sendable {
    /// The code.
    package let code: String
    /// What it means, for staff.
    package let meaning: String
    /// Where it puts the claim.
    package let phase: ClaimStatusPhase
    /// Whether it tells of a denial; a status never proves one, only the remittance does.
    package let isDenial: Answer
    /// Whether the payer is done.
    package let isFinal: Answer
    /// Whether money is to be expected.
    package let moneyExpected: ExpectedMoney
    /// The table's name of the work to do.
    package let action: String
    /// After how many calendar days to look again; 0 is at once.
    package let recheckAfterDays: Int
    /// Whether it may be told to a patient, as when the payer waits for the patient's answer.
    package let mayTellPatient: Bool
    /// Who works it.
    package let team: String
    /// How sure the meaning is.
    package let confidence: Confidence

    init(_ row: TableRow) throws(TableFault) {
        code = try row.text("code")
        meaning = try row.text("meaning")
        phase = try row.value("phase")
        isDenial = try row.value("is_denial")
        isFinal = try row.value("is_final")
        moneyExpected = try row.value("money_expected")
        action = try row.text("action")
        recheckAfterDays = try row.wholeNumber("recheck_after_days")
        mayTellPatient = try row.yesOrNo("may_tell_patient")
        team = try row.text("team")
        confidence = try row.value("confidence")
    }

    /// An answer that the code alone may not give.
    package enum Answer: String, Hashable, Sendable {
        case yes
        case no
        case unknown
        case depends
    }

    /// Whether money is to be expected from this payer, and which way it goes.
    package enum ExpectedMoney: String, Hashable, Sendable {
        case yes
        case no
        case maybe
        case unknown
        /// Money goes back to the payer.
        case negative
        case fromNextPayer = "from_next_payer"
        case fromOtherPayer = "from_other_payer"
    }
}

/// Where a status puts a claim.
package enum ClaimStatusPhase: String, Hashable, Sendable, CaseIterable {
    case acknowledged
    case accepted
    case rejected
    case notFound = "not_found"
    case pending
    case waitingOnUs = "waiting_on_us"
    case waitingOnPatient = "waiting_on_patient"
    case final
    case request
    case error
    case pointer
    case field
    case eligibility
    case duplicate
    case denied
    case cob
    case documentation
    case timelyFiling = "timely_filing"
    case reversal
    case forwarded
    case estimate
}

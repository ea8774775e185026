/// What the shipped table says of a provider-level adjustment reason (PLB03-1).
///
/// A positive amount lowers the payment. Its codes are a list of their own: OA, PI and CR are not the claim's groups.
package struct PlbFact: Hashable, Sendable {
    /// The code.
    package let code: String
    /// What it means, for staff; provider-level adjustments are never told to a patient.
    package let meaning: String
    /// What kind of movement it is.
    package let kind: PlbKind
    /// The table's name of the account that it is posted to.
    package let account: String
    /// Whether a claim must be looked up for it.
    package let claimFollowUp: FollowUp
    /// Who works it.
    package let team: String
    /// How sure the meaning is.
    package let confidence: Confidence

    init(_ row: TableRow) throws(TableFault) {
        code = try row.text("code")
        meaning = try row.text("meaning")
        kind = try row.value("kind")
        account = try row.text("account")
        claimFollowUp = try row.value("claim_follow_up")
        team = try row.text("team")
        confidence = try row.value("confidence")
    }

    /// Whether a claim must be looked up.
    package enum FollowUp: String, Hashable, Sendable {
        case yes
        case no
        case optional
    }
}

/// What kind of movement a provider-level adjustment is.
package enum PlbKind: String, Hashable, Sendable, CaseIterable {
    /// An overpayment is taken back (WO, WU, OB).
    case takeback
    /// A balance moves between remittances (FB).
    case carryForward = "carry_forward"
    /// The payer confirms a refund (72).
    case refundAcknowledgement = "refund_ack"
    /// Interest that the payer owes (L6).
    case interest
    case adjustment
    case withholding
    case informational
    case advance
    case penalty
    case contractual
    case fee
    case loan
    case incentive
    case settlement
    case capitation
    case allocation
    case levy
    case cob
}

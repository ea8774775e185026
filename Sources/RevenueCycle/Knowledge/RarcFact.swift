/// What the shipped table says of a remittance advice remark code.
package struct RarcFact: Hashable, Sendable {
    /// The code.
    package let code: RARC
    /// What it means, for staff.
    package let meaning: String
    /// What may be said of it to a patient, as the end of "Your insurance plan said that …"; nil when it may not be
    /// said to a patient by itself.
    package let patientMeaning: String?
    /// Whether it explains an adjustment or stands by itself.
    package let kind: RemarkKind
    /// The table's subject of the code.
    package let category: RarcCategory
    /// The denial category that it gives to a reason that only remarks explain; nil when it gives none.
    package let denialCategory: DenialCategory?
    /// What it says on sending the claim again.
    package let remedy: RemarkRemedy
    /// What it does to the right of appeal.
    package let appeal: AppealEffect
    /// What it does to the patient's share.
    package let liability: LiabilityEffect
    /// Whether it says that the payer sent the claim on to the next one.
    package let announcesForwarding: Bool
    /// The table's name of the work to do.
    package let action: String
    /// Reasons that it often comes with.
    package let usualReasons: [CARC]
    /// Who works it.
    package let team: String
    /// How sure the meaning is.
    package let confidence: Confidence

    /// Whether it belongs to the law against surprise bills.
    package var isSurpriseBilling: Bool { category == .surpriseBilling }

    /// Whether findings leave it out of their codes: an alert on appeal rights, surprise billing, or for information.
    package var isLeftOutOfCodes: Bool {
        kind == .alert && [.appealRights, .informational, .surpriseBilling].contains(category)
    }

    init(_ row: TableRow) throws(TableFault) {
        code = RARC(try row.text("code"))
        meaning = try row.text("meaning")
        patientMeaning = try row.optionalText("patient_meaning")
        kind = try row.value("kind")
        category = try row.value("category")
        denialCategory = try row.text("denial_category") == "none" ? nil : try row.value("denial_category")
        remedy = try row.value("remedy")
        appeal = try row.value("appeal")
        liability = try row.value("liability")
        announcesForwarding = try row.yesOrNo("forwards")
        action = try row.text("action")
        usualReasons = try row.list("usual_reasons").map { CARC($0) }
        team = try row.text("team")
        confidence = try row.value("confidence")
    }
}

/// The two kinds of remark.
package enum RemarkKind: String, Hashable, Sendable {
    /// Explains an adjustment further.
    case supplemental
    /// Stands by itself and is about no adjustment.
    case alert
}

/// What a remark says on sending the claim again; it goes before what the reason proposes.
package enum RemarkRemedy: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// Do not send again.
    case stop
    /// Wait until the first claim is decided.
    case wait
    /// Void, then send a new claim.
    case voidThenNew
    /// Send a new claim.
    case newClaim
    /// Send a replacement.
    case replaceClaim
    /// It is about another claim; a person looks.
    case review
    /// There is no appeal.
    case noAppeal
}

/// What a remark does to the right of appeal.
package enum AppealEffect: String, Hashable, Sendable, CaseIterable {
    case unchanged
    /// There is no appeal.
    case none
    /// There is one.
    case present
    /// There is one, within limits.
    case limited
    /// A new decision starts a new clock.
    case newClock
    /// The next level is open.
    case nextLevel
    /// The earlier claim's decision is what may be appealed.
    case earlierClaim
    /// The claim can be reopened.
    case reopening
    /// Open negotiation and federal arbitration are the way.
    case federalArbitration
    /// The state's process is the way.
    case stateProcess
    /// External review may be open.
    case externalReview
    /// Another remark says.
    case companionRemark
    /// The appeal is decided.
    case decided
}

/// What a remark does to the patient's share; the strictest of an account wins.
package enum LiabilityEffect: String, Hashable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// A Qualified Medicare Beneficiary: nothing of the account may be collected.
    case qmb
    /// The patient owes nothing of what it governs, in any wording.
    case owesNothing
    /// Another organization is asked, never the patient.
    case neverBill
    /// Held until something else is settled.
    case hold
    /// Held until a person looked.
    case review
    /// Held unless a valid notice from before the service is on file.
    case needsNotice
    /// Held: a state's rule limits it.
    case capByState
    /// Only cost share under PR may be collected.
    case capAtPR
    /// Held until the reversal is paired and the share worked out anew.
    case recompute
    /// The patient is owed money.
    case moneyOwed
    /// What was collected beyond the right level goes back.
    case refundExcess
    /// The share that the earlier payer set stands, and no more.
    case priorShareOnly
    /// The patient agreed beforehand, in writing, to pay.
    case patientMayOwe
    /// Excluded by law, so that the patient may owe it without a notice.
    case patientMayOweWithoutNotice
}

/// The table's subject of a remark code.
package enum RarcCategory: String, Hashable, Sendable, CaseIterable {
    case technical
    case claimForm = "claim_form"
    case field
    case reversal
    case appealRights = "appeal_rights"
    case appealOutcome = "appeal_outcome"
    case documentation
    case patientProtection = "patient_protection"
    case patientLiability = "patient_liability"
    case refund
    case surpriseBilling = "surprise_billing"
    case cob
    case duplicate
    case routing
    case bundling
    case eligibility
    case audit
    case medicalNecessity = "medical_necessity"
    case noncovered
    case contractual
    case units
    case authorization
    case informational
    case credentialing
    case interest
    case coding
}

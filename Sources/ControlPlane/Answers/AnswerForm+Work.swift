import Access

// Answers about proposals, cases and what leaves, about who looked, and sums.
extension AnswerForm {
    private static let proposalMembers =
        AnswerMember.always("proposal", "status", "kind", "revision") + AnswerMember.of(.recordNumbers, "subject")
        + AnswerMember.of(.amounts, "amount") + AnswerMember.of(.staff, "author")
        + AnswerMember.of(.freeText, "contentHash")

    private static func proposal(_ name: String, document: [FieldGroup]) -> AnswerForm {
        AnswerForm(
            name,
            proposalMembers + AnswerMember.always("destination") + AnswerMember.of(.staff, "standing", "queues")
                + AnswerMember.of(.freeText, "rationale", "missing")
                // Who may not see what leaves is not told the word by which it is approved.
                + AnswerMember.ofAll(document, "change", "document", "seen")
                + AnswerMember.each(
                    "decisions",
                    AnswerMember.of(.staff, "what") + AnswerMember.of(.freeText, "reason")
                )
        )
    }

    /// One row of `proposals list`.
    package static let proposal = AnswerForm("proposal", proposalMembers)

    /// The answer of `proposals show` for what says something to a patient, or to nobody outside.
    package static let proposalInWords = proposal("proposalInWords", document: [.freeText])

    /// The answer of `proposals show` for what changes a ledger.
    package static let proposalOfMoney = proposal("proposalOfMoney", document: [.amounts, .freeText])

    /// The answer of `proposals show` for a letter, which names the patient and the care.
    package static let proposalWithLetter = proposal("proposalWithLetter", document: inLetters + [.freeText])

    private static let caseMembers =
        AnswerMember.always("case", "kind", "status", "outcome", "findingGone", "linked")
        + AnswerMember.of(.recordNumbers, "subject") + AnswerMember.of(.payerCodes, "category", "code", "payer")
        // A queue may be named for what the payer says.
        + AnswerMember.ofAll([.staff, .payerCodes], "queues")
        + AnswerMember.of(.staff, "assignee", "followUp", "snoozedUntil")
        + AnswerMember.of(.amounts, "value", "score")
        + AnswerMember.of(.payerCodes, "chance", "due", "dueRule", "daysLeft")

    /// One row of `cases`.
    package static let workCase = AnswerForm("case", caseMembers)

    /// The answer of `case show`.
    package static let caseInFull = AnswerForm(
        "caseInFull",
        caseMembers + AnswerMember.of(.staff, "openedBy", "closedBy")
            + AnswerMember.of(.freeText, "reason", "closingReason") + AnswerMember.always("seenOn", "rulesEntry")
            + AnswerMember.each(
                "findings",
                AnswerMember.of(.payerCodes, "codes", "nextStep", "deadline", "deadlineRule")
                    + AnswerMember.of(.recordNumbers, "lines") + AnswerMember.of(.amounts, "amount", "atStake")
            )
            + AnswerMember.each("notes", AnswerMember.of(.staff, "by") + AnswerMember.of(.freeText, "text"))
            + AnswerMember.each(
                "calls",
                AnswerMember.of(.staff, "by") + AnswerMember.of(.freeText, "representative", "reference", "outcome")
            )
            + AnswerMember.each(
                "answers",
                AnswerMember.of(.staff, "by") + AnswerMember.of(.freeText, "answer", "text", "on")
                    + AnswerMember.always("hasEvidence")
            )
    )

    /// One row of `effects list`.
    package static let effect = AnswerForm(
        "effect",
        AnswerMember.always("effect")
            + AnswerMember.of(.technical, "stage", "destination", "purpose", "attempts", "receipts")
            + AnswerMember.of(.recordNumbers, "patients")
    )

    /// One row of what happened to an effect.
    package static let effectStep = AnswerForm(
        "effectStep",
        AnswerMember.always("entry") + AnswerMember.of(.staff, "recorded", "principal")
            + AnswerMember.of(.technical, "what")
    )

    /// One row of `audit disclosures`.
    package static let disclosure = AnswerForm(
        "disclosure",
        AnswerMember.always("entry", "effect") + AnswerMember.of(.staff, "recorded", "principal")
            + AnswerMember.of(.technical, "destination", "purpose", "certain")
    )

    /// One row of `audit access` and `audit principal`.
    package static let look = AnswerForm(
        "look",
        AnswerMember.always("entry") + AnswerMember.of(.staff, "recorded", "principal", "purpose")
            + AnswerMember.of(.technical, "surface", "fields", "unnamed")
            + AnswerMember.of(.recordNumbers, "patients")
    )

    /// One row of `emergency list`.
    package static let emergency = AnswerForm(
        "emergency",
        AnswerMember.always("emergency") + AnswerMember.of(.staff, "principal", "opened", "ends")
            + AnswerMember.of(.freeText, "reason", "finding") + AnswerMember.of(.recordNumbers, "patients")
            + AnswerMember.of(.staff, "reviewer", "reviewed", "justified")
    )

    /// One row of `audit refusals`.
    package static let refusal = AnswerForm(
        "refusal",
        AnswerMember.always("entry") + AnswerMember.of(.staff, "recorded", "principal", "purpose")
            + AnswerMember.of(.technical, "what", "right", "reason", "rule")
    )

    /// One row of `report denials`.
    package static let denialReason = AnswerForm(
        "denialReason",
        AnswerMember.of(.payerCodes, "reason", "category", "meaning") + AnswerMember.always("findings")
            + AnswerMember.of(.amounts, "denied")
    )

    /// One row of `report aging`.
    package static let ageBucket = AnswerForm(
        "ageBucket",
        AnswerMember.always("days") + AnswerMember.of(.amounts, "payer", "patient", "held")
    )

    /// Claims of one status.
    package static let statusSum = AnswerForm(
        "statusSum",
        AnswerMember.of(.payerCodes, "status") + AnswerMember.always("claims")
            + AnswerMember.of(.amounts, "charge", "paid", "patientOwes", "denied", "held")
    )

    /// Every form, in the order of the document.
    package static let all = [
        claim, findingInWords, work, account, patient, remittance, heldItem, timelineEntry, ledger, explanation, bill,
        appeal, message, evidence, document, proposal, proposalInWords, proposalOfMoney, proposalWithLetter, workCase,
        caseInFull,
        effect, effectStep, disclosure,
        look, emergency, refusal, denialReason, ageBucket, statusSum,
    ]
}

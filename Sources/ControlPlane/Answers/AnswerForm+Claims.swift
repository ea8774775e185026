import Access

// Answers about claims, accounts, money and what is held. Whom a claim is to, how it stands and what follows from that is told by
// what payers say, and belongs to their codes.
extension AnswerForm {
    /// One row of `claims`.
    package static let claim = AnswerForm(
        "claim",
        AnswerMember.always("claim", "account", "origin")
            + AnswerMember.of(.recordNumbers, "patientControlNumber", "payerControlNumbers")
            + AnswerMember.of(.payerCodes, "sequence", "payer", "frequency", "openSubmission", "status")
            + AnswerMember.of(
                .amounts,
                "charge",
                "paid",
                "interest",
                "adjustments",
                "dispositions",
                "deniedByGroup",
                "patientResponsibility",
                "outstanding"
            )
            + AnswerMember.of(.payerCodes, "patientHold", "payerPending")
            + AnswerMember.each("findings", finding)
    )

    /// A finding, wherever it stands.
    private static let finding =
        AnswerMember.always("id")
        + AnswerMember.of(.payerCodes, "kind", "category", "codes", "nextStep", "deadline", "deadlineRule")
        + AnswerMember.of(.recordNumbers, "lines") + AnswerMember.of(.amounts, "amount", "atStake")

    /// What `claim` says in words of each finding: how its day was counted from days of service and answers, and what is not known.
    package static let findingInWords = AnswerForm(
        "findingInWords",
        AnswerMember.always("claim")
            + AnswerMember.of(.payerCodes, "kind", "codes", "nextStep", "deadline", "deadlineRule")
            + AnswerMember.of(.amounts, "amount")
            + AnswerMember.ofAll([.clinicalCodes, .payerCodes, .amounts], "explanation", "questions")
    )

    /// One row of `worklist`: its order is by amount, and so tells of it.
    package static let work = AnswerForm(
        "work",
        needs: [.payerCodes, .amounts],
        AnswerMember.always("claim") + AnswerMember.each("finding", finding)
    )

    /// One row of `accounts`.
    package static let account = AnswerForm(
        "account",
        AnswerMember.always("account", "claims", "decidedBy") + AnswerMember.of(.amounts, "patient")
            + AnswerMember.of(.payerCodes, "holds")
            + AnswerMember.each(
                "changes",
                AnswerMember.always("proposal")
                    + AnswerMember.of(.amounts, "kind", "date", "posted", "notPosted", "stopped")
            )
    )

    /// One row of `patients`.
    package static let patient = AnswerForm(
        "patient",
        AnswerMember.of(.recordNumbers, "patient", "source", "recordNumber", "linked")
            + AnswerMember.of(.identity, "familyName", "givenName", "birthDate")
            + AnswerMember.of(.coverageNumbers, "memberNumber") + AnswerMember.always("accounts")
    )

    /// One row of `remittances`.
    package static let remittance = AnswerForm(
        "remittance",
        AnswerMember.always("remittance", "claims") + AnswerMember.of(.payerCodes, "payer")
            + AnswerMember.of(.recordNumbers, "trace")
            + AnswerMember.of(.amounts, "date", "amount", "interest", "balanced")
            + AnswerMember.each(
                "adjustments",
                AnswerMember.of(.payerCodes, "code") + AnswerMember.of(.recordNumbers, "reference")
                    + AnswerMember.of(.amounts, "amount")
            )
            + AnswerMember.each(
                "unmatched",
                AnswerMember.always("claim")
                    + AnswerMember.of(.recordNumbers, "patientControlNumber", "payerControlNumber")
                    + AnswerMember.of(.amounts, "paid")
            )
    )

    /// One row of `held`; its reason says which amounts do not add up.
    package static let heldItem = AnswerForm(
        "heldItem",
        AnswerMember.always("id", "kind")
            + AnswerMember.of(.recordNumbers, "file", "transaction", "patientControlNumber", "place")
            + AnswerMember.of(.amounts, "amount", "reason")
    )

    /// One row of `audit timeline`.
    package static let timelineEntry = AnswerForm(
        "timelineEntry",
        AnswerMember.always("entry") + AnswerMember.of(.staff, "recorded", "principal", "purpose")
            + AnswerMember.ofAll([.payerCodes, .amounts], "what") + AnswerMember.of(.freeText, "reason")
            + AnswerMember.of(.recordNumbers, "source")
    )

    /// One row of `ledger`.
    package static let ledger = AnswerForm(
        "ledger",
        needs: [.payerCodes, .amounts],
        AnswerMember.always("account")
            + AnswerMember.each(
                "postings",
                AnswerMember.of(.payerCodes, "date", "event") + AnswerMember.of(.recordNumbers, "source")
                    + AnswerMember.of(.amounts, "lines")
            )
            + AnswerMember.of(.amounts, "balances")
    )

    /// A sentence; one that rests on a fact of a hidden group is left out as a whole.
    private static let sentence =
        AnswerMember.always("text")
        + AnswerMember.each(
            "facts",
            AnswerMember.always("role", "value") + AnswerMember.of(.recordNumbers, "sources", "spans")
        )

    /// One row of `evidence`.
    package static let evidence = AnswerForm(
        "evidence",
        needs: [.documentText],
        AnswerMember.always("span") + AnswerMember.of(.documentText, "text")
    )

    /// A whole document.
    package static let document = AnswerForm(
        "document",
        needs: [.documentBytes],
        AnswerMember.always("claim", "patients", "unnamed") + AnswerMember.of(.documentBytes, "name", "base64")
    )

    /// The answer of `explain`.
    package static let explanation = AnswerForm(
        "explanation",
        needs: [.payerCodes, .amounts],
        AnswerMember.always("claim") + AnswerMember.of(.payerCodes, "status")
            + AnswerMember.each("sentences", sentence)
    )

    /// The answer of `explain --patient`.
    package static let bill = AnswerForm(
        "bill",
        needs: [.payerCodes, .amounts],
        AnswerMember.always("account")
            + AnswerMember.each(
                "rows",
                AnswerMember.always("kind", "label") + AnswerMember.of(.amounts, "amount")
                    + AnswerMember.each("reason", sentence)
            )
            + AnswerMember.each("notes", sentence)
    )

    /// The answer of `explain --appeal`: a letter is shown whole or not at all.
    package static let appeal = AnswerForm(
        "appeal",
        needs: [.identity, .recordNumbers, .coverageNumbers, .clinicalCodes, .payerCodes, .amounts],
        AnswerMember.always("claim") + AnswerMember.ofAll(inLetters, "letter", "grounds", "missing", "whyNot")
            + AnswerMember.each("sentences", sentence)
    )

    /// The answer of `explain --message`: shown whole or not at all; of the care it says no more than the day of the visit, which the
    /// patient knows.
    package static let message = AnswerForm(
        "message",
        needs: inMessages,
        AnswerMember.always("account", "kind")
            + AnswerMember.ofAll(inMessages, "heading", "body", "sentences", "missing")
    )

    /// The groups that a message to a patient has.
    private static let inMessages: [FieldGroup] = [.identity, .recordNumbers, .payerCodes, .amounts, .freeText]

    /// The groups that a letter to a payer has, whoever wrote it.
    static let inLetters: [FieldGroup] = [
        .identity, .recordNumbers, .coverageNumbers, .clinicalCodes, .payerCodes, .amounts,
    ]
}

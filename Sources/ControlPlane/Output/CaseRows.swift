import RevenueCycle

extension Shown where Item == NamedCase {
    /// One row of `cases`.
    package var row: JSONValue { row(.workCase, .object(item.fields)) }

    /// The answer of `case show`.
    package var json: JSONValue { row(.caseInFull, .object(item.fields + item.recordFields)) }
}

extension NamedCase {
    /// The members of a row, whole.
    fileprivate var fields: [(String, JSONValue)] {
        let opening = state.opening
        let chance = priority.count.chance
        return [
            ("case", .string(id)), ("kind", .text(opening?.kind.rawValue)), ("subject", .string(subject)),
            ("category", .text(opening?.cause?.category?.rawValue)), ("code", .text(opening?.cause?.code)),
            ("payer", .text(state.sight?.scope.payer)),
            ("status", .string(state.isOpen ? "open" : "closed")),
            ("outcome", .text(state.ending?.content.outcome?.rawValue)),
            ("findingGone", .bool(state.hasFindingGone)), ("queues", .texts(queues)),
            ("assignee", .text(state.assignment?.assignee?.rawValue)), ("value", .money(priority.value)),
            (
                "chance",
                .object([
                    ("percent", .number(chance.percent)), ("decided", .number(priority.count.decided)),
                    ("overturnedHalves", .number(priority.count.halves)),
                ])
            ),
            ("due", .text(state.due?.date.description)),
            ("dueRule", state.due.map { .string($0.rule ?? "stated") } ?? .null),
            ("daysLeft", priority.daysLeft.map { .number($0) } ?? .null), ("score", .money(priority.score)),
            ("followUp", .text(state.schedule.followUp?.description)),
            ("snoozedUntil", .text(state.schedule.snoozedUntil?.description)), ("linked", .texts(links)),
        ]
    }

    /// What `case show` has beside a row of the list, whole.
    fileprivate var recordFields: [(String, JSONValue)] {
        let findings = (state.sight?.findings ?? []).map { finding in
            JSONValue.object([
                ("codes", .texts(finding.codes)), ("lines", .texts(finding.lines)), ("amount", .money(finding.amount)),
                ("atStake", .money(finding.atStake)), ("nextStep", .string(finding.nextStep.rawValue)),
                ("deadline", .text(finding.deadline?.description)), ("deadlineRule", .text(finding.deadlineRule)),
            ])
        }
        return [
            ("openedBy", .text(state.opening?.by.rawValue)), ("reason", .text(state.opening?.reason)),
            ("findings", .array(findings)), ("seenOn", .text(state.sight?.asOf.description)),
            ("rulesEntry", .number(Int(clamping: state.sight?.rules ?? 0))),
            (
                "notes",
                .array(
                    state.notes.map { .object([("by", .string($0.by.rawValue)), ("text", .string($0.content.text))]) }
                )
            ),
            (
                "calls",
                .array(
                    state.calls.map {
                        .object([
                            ("by", .string($0.by.rawValue)), ("representative", .string($0.content.representative)),
                            ("reference", .text($0.content.reference)), ("outcome", .string($0.content.outcome)),
                        ])
                    }
                )
            ),
            (
                "answers",
                .array(
                    state.answers.map {
                        .object([
                            ("by", .string($0.by.rawValue)), ("answer", .string($0.content.answer.words)),
                            ("text", .string($0.content.text)), ("on", .text($0.content.on?.description)),
                            ("hasEvidence", .bool($0.content.evidence != nil)),
                        ])
                    }
                )
            ),
            ("closedBy", .text(state.ending?.by.rawValue)), ("closingReason", .text(state.ending?.content.reason)),
        ]
    }
}

extension CapturedAnswer {
    /// What it is, in one or two words.
    fileprivate var words: String {
        switch self {
        case .patientAnswer: "patientAnswer"
        case .satisfaction(let score): "satisfaction \(score)"
        case .payerLetter: "payerLetter"
        case .phoneOutcome: "phoneOutcome"
        case .appealOutcome(let outcome): "appealOutcome \(outcome.rawValue)"
        case .adjustmentDecision(let isAgreed): "adjustmentDecision \(isAgreed ? "agreed" : "refused")"
        }
    }
}

extension CaseReviewReport {
    /// The answer of `cases refresh`.
    package var json: JSONValue {
        .object([
            ("opened", .number(opened)), ("changed", .number(changed)), ("closed", .number(closed)),
            ("reopened", .number(reopened)),
        ])
    }
}

import RevenueCycle

extension Shown where Item == NamedProposal {
    /// One row of `proposals list`.
    package var row: JSONValue { row(.proposal, .object(item.fields)) }

    /// The answer of `proposals show`.
    package var json: JSONValue { row(item.form, item.json) }

    /// The word that stands for what is shown; nil where what leaves is not.
    package var seen: String? {
        guard case .string(let word)? = json.member("seen") else { return nil }
        return word
    }
}

extension ProposalKind {
    /// As which answer a proposal of the kind is shown.
    var form: AnswerForm {
        switch self {
        case .appeal, .correctedClaim, .recordsRequest, .clinicalQuery: .proposalWithLetter
        case .patientMessage, .claimNote: .proposalInWords
        case .writeOff, .adjustment, .refund, .transferOfResponsibility, .paymentPlan, .financialAssistance:
            .proposalOfMoney
        }
    }
}

extension NamedProposal {
    /// As which answer it is shown; of one without a content the strictest.
    fileprivate var form: AnswerForm { proposal.current?.content.change.kind.form ?? .proposalWithLetter }

    /// The answer, whole.
    fileprivate var json: JSONValue {
        let current = proposal.current
        return .object(
            fields + [
                ("standing", .texts(standingWords)), ("seen", .text(seen)),
                ("rationale", .text(current?.rationale.text)), ("change", .texts(current?.content.change.words ?? [])),
                ("document", .text(document)),
                ("destination", .text(current?.content.destination?.name)),
                ("missing", .texts(current?.content.missingParts ?? [])), ("queues", .texts(queues)),
                ("decisions", .array(decisions)),
            ]
        )
    }

    fileprivate var fields: [(String, JSONValue)] {
        let current = proposal.current
        return [
            ("proposal", .string(id)), ("status", .string(proposal.status.rawValue)),
            ("kind", .text(current?.content.change.kind.rawValue)), ("subject", .string(subject)),
            ("amount", .text(current?.content.change.amount.map { "\($0)" })),
            ("revision", .number(current?.number ?? 0)), ("author", .text(current?.author.principal.rawValue)),
            ("contentHash", .text(current.map { "\($0.hash)" })),
        ]
    }

    /// How far the agreement is, one line a demand.
    private var standingWords: [String] {
        guard proposal.status == .open || proposal.status == .released else { return [] }
        switch standing {
        case nil: return []
        case .forbidden(let rule?)?: return ["Forbidden by \(rule.id): \(rule.reason)"]
        case .forbidden(nil)?: return ["No rule of the approval policy allows it."]
        case .automatic(let rules)?: return ["Needs nobody: \(rules.joined(separator: ", "))"]
        case .waiting(let shortfalls)?: return shortfalls.map { "Waits: \($0) \($0.demand.reason)" }
        case .satisfied(let rules, let overridden)?:
            let words = "Approved: \(rules.joined(separator: ", "))"
            return [overridden.isEmpty ? words : "\(words); overridden: \(overridden.joined(separator: ", "))"]
        }
    }

    /// What was decided, and why in the words of whoever did.
    private var decisions: [JSONValue] {
        proposal.decisions.map { decision in
            var words = [decision.reason].compactMap { $0 }
            let verdict: String =
                switch decision.verdict {
                case .approved: "approved"
                case .refused: "refused"
                case .sentBack(let records):
                    records.isEmpty ? "sent back" : "asked for records"
                case .escalated(let queue): "escalated to \(queue)"
                case .overridden: "overridden"
                }
            if case .sentBack(let records) = decision.verdict { words = records + words }
            return .object([
                (
                    "what",
                    .string("Revision \(decision.saw.revision) \(verdict) by \(decision.by.principal.rawValue)")
                ),
                ("reason", .text(words.isEmpty ? nil : words.joined(separator: ", "))),
            ])
        }
    }
}

extension ProposalOutcome {
    /// How a proposal stands after something was done.
    package var json: JSONValue {
        .object([("proposal", .string(id)), ("status", .string(status.rawValue)), ("effect", .text(effect))])
    }
}

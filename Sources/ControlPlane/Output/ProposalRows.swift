import RevenueCycle

extension NamedProposal {
    /// One row of `proposals list`.
    package var row: JSONValue { .object(fields) }

    /// The answer of `proposals show`.
    package var json: JSONValue {
        let current = proposal.current
        return .object(
            fields + [
                ("standing", .texts(standingWords)), ("seen", .text(seen)),
                ("rationale", .text(current?.rationale.text)), ("change", .texts(current?.content.change.words ?? [])),
                ("document", .text(document)),
                ("destination", .text(current?.content.destination?.name)),
                ("missing", .texts(current?.content.missingParts ?? [])), ("queues", .texts(queues)),
                ("decisions", .texts(decisionWords)),
            ]
        )
    }

    private var fields: [(String, JSONValue)] {
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
    package var standingWords: [String] {
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

    /// What was decided, one line each.
    package var decisionWords: [String] {
        proposal.decisions.map { decision in
            let verdict: String =
                switch decision.verdict {
                case .approved: "approved"
                case .refused: "refused"
                case .sentBack(let records):
                    records.isEmpty ? "sent back" : "asked for \(records.joined(separator: ", "))"
                case .escalated(let queue): "escalated to \(queue)"
                case .overridden: "overridden"
                }
            let reason = decision.reason.map { ": \($0)" } ?? ""
            return "Revision \(decision.saw.revision) \(verdict) by \(decision.by.principal.rawValue)\(reason)"
        }
    }
}

extension ProposalOutcome {
    /// How a proposal stands after something was done.
    package var json: JSONValue {
        .object([("proposal", .string(id)), ("status", .string(status.rawValue)), ("effect", .text(effect))])
    }
}

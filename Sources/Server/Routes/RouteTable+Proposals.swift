import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// What is proposed, and what is decided about it.
    static let proposals: [Route] = [
        Route(
            method: .get,
            path: "/v1/proposals",
            name: "listProposals",
            summary: "Lists proposals.",
            door: .right(Right(.read, .proposal)),
            parameters: [
                .init(name: "status", schema: .words(of: ProposalStatus.self), words: "Only those of this status.")
            ] + paging,
            answer: Components.list(of: "Proposal"),
            isLook: true,
            act: { call in
                var statuses: Set<ProposalStatus> = []
                if let text = call.query["status"] {
                    guard let status = ProposalStatus(rawValue: text) else {
                        throw Problem(.badRequest, "There is no such status.")
                    }
                    statuses = [status]
                }
                return try Answer(call.inquiry.proposals(in: statuses, call.page()).map { $0.row })
            }
        ),
        Route(
            method: .get,
            path: "/v1/proposals/{proposal}",
            name: "showProposal",
            summary: "Shows exactly what is proposed, why, what the policy asks for, and what was decided.",
            door: .right(Right(.read, .proposal)),
            answer: .named("ProposalInFull"),
            hasTag: true,
            isLook: true,
            act: { call in
                let proposal = try call.inquiry.proposal(call.place("proposal"))
                var answer = Answer(proposal.json)
                answer.tag = proposal.seen
                return answer
            }
        ),
        Route(
            method: .post,
            path: "/v1/proposals",
            name: "propose",
            summary: "Proposes a change, which takes effect once the approval policy is satisfied.",
            door: .right(Right(.propose, .proposal)),
            body: .oneOf(ProposalKind.allCases.flatMap(\.schemas)),
            answer: .named("Outcome"),
            act: { call in
                let draft = try call.reading { body in try ProposalKind.draft(&body, call.plane) }
                return Answer(try call.plane.propose(draft()).json)
            }
        ),
        Route(
            method: .post,
            path: "/v1/proposals/{proposal}/revisions",
            name: "revise",
            summary:
                "Proposes something else in a proposal's place, with its number, and approves it at once if asked; what was approved of it counts no longer.",
            door: .right(Right(.edit, .proposal)),
            body: .oneOf(
                ProposalKind.allCases.flatMap { $0.schemas(with: [.init("approve", .truth, optional: true)]) }
            ),
            answer: .named("Outcome"),
            takesTag: true,
            act: { call in
                let (isApproved, draft) = try call.reading { body in
                    (try body.truth("approve"), try ProposalKind.draft(&body, call.plane))
                }
                let id = call.place("proposal")
                guard isApproved else { return Answer(try call.plane.revise(id, draft(), seen: call.seen).json) }
                guard let seen = call.seen else { throw Problem(.notSaidWhatWasSeen) }
                return Answer(try call.plane.approve(id, as: draft(), seen: seen).json)
            }
        ),
        Route(
            method: .post,
            path: "/v1/proposals/{proposal}/decisions",
            name: "decide",
            summary:
                "Decides about exactly what was seen; with the last approval that the policy asks for it takes effect.",
            door: .right(Right(.read, .proposal)),
            body: .oneOf(DecisionForm.allCases.map(\.schema)),
            answer: .named("Outcome"),
            takesTag: true,
            act: { call in
                var body = try JSONBody(call.body, depth: call.limits.depth)
                let form: DecisionForm = try body.word("decision")
                let action = try form.action(&body)
                try body.end()
                guard call.seen != nil || !form.isAboutWhatWasSeen else { throw Problem(.notSaidWhatWasSeen) }
                return Answer(try call.plane.act(action, on: call.place("proposal"), seen: call.seen).json)
            }
        ),
    ]
}

/// What may be decided, each with the members of its body.
private enum DecisionForm: String, CaseIterable {
    case approve, refuse, sendBack, escalate, override, retract, withdraw

    /// Whether it is about what was seen, which If-Match then names.
    var isAboutWhatWasSeen: Bool {
        switch self {
        case .approve, .refuse, .sendBack, .escalate, .override: true
        case .retract, .withdraw: false
        }
    }

    var schema: Schema {
        var members: [Schema.Member] = [.init("decision", .words([rawValue]))]
        switch self {
        case .approve, .retract: break
        case .refuse, .override, .withdraw: members.append(.init("reason", .anyText))
        case .sendBack:
            members += [.init("reason", .anyText), .init("records", .texts, optional: true)]
        case .escalate: members += [.init("reason", .anyText), .init("queue", .anyText)]
        }
        return .object(members)
    }

    func action(_ body: inout JSONBody) throws(Problem) -> ProposalAction {
        switch self {
        case .approve: return .approve
        case .retract: return .retract
        case .refuse: return .refuse(reason: try body.text("reason"))
        case .override: return .override(reason: try body.text("reason"))
        case .withdraw: return .withdraw(reason: try body.text("reason"))
        case .escalate: return .escalate(to: try body.text("queue"), reason: try body.text("reason"))
        case .sendBack:
            let reason = try body.text("reason")
            let records = try body.texts("records")
            return records.isEmpty ? .sendBack(reason: reason) : .askForRecords(records, reason: reason)
        }
    }
}

import Access
import ControlPlane
import Foundation
import RevenueCycle

extension PageTable {
    /// What waits for somebody's agreement, and one proposal with everything that a reviewer needs.
    static let approvals: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/approvals",
            name: "approvalsPage",
            readsMuch: true,
            act: { call in
                let rows = try call.inquiring(about: .proposal) { try waiting($0) }
                let mine = rows.filter { $0.shown("author") == call.plane.principal }
                let others = rows.filter { $0.shown("author") != call.plane.principal }
                let view = View([
                    "isApprovals": true, "count": "\(others.count)", "isOne": .truth(others.count == 1),
                    "others": .list(others.map(proposalRow)), "mine": .list(mine.map(proposalRow)),
                    "hasMine": .truth(!mine.isEmpty), "isEmpty": .truth(others.isEmpty),
                    "done": .maybe(call.query["done"].flatMap(doneWords)),
                ])
                return .page("approvals", title: "Approvals", view)
            }
        ),
        PageRoute(
            method: .get,
            path: "/proposals/{proposal}",
            name: "proposalPage",
            act: { call in try proposalPage(call, fault: nil) }
        ),
        PageRoute(method: .post, path: "/proposals/{proposal}/decide", name: "decideByPage", act: decide),
        PageRoute(method: .post, path: "/proposals/{proposal}/edit", name: "editByPage", act: edit),
    ]

    /// The open proposals: the greatest amounts first.
    private static func waiting(_ inquiry: Inquiry) throws -> [JSONValue] {
        let amount = { (row: JSONValue) in row.shown("amount").flatMap { Money(decimal: $0) } ?? .zero }
        return try inquiry.proposals(in: [.open]).map { $0.row }.sorted { amount($0) > amount($1) }
    }

    /// What a reviewer may do, as the page's buttons say it.
    private enum Decision: String {
        case approve, refuse, sendBack, withdraw, retract
    }

    private static func decide(_ call: PageCall) throws -> PageAnswer {
        let id = call.place("proposal")
        return try PageTable.answering(orShowing: { try proposalPage(call, fault: $0) }) {
            guard let decision = call.form["decision"].flatMap(Decision.init(rawValue:)) else {
                throw Problem(.badRequest)
            }
            if try call.isDone { return .go(to: try next(after: id, call, done: decision.rawValue)) }
            let action: ProposalAction =
                switch decision {
                case .approve: .approve
                case .refuse: .refuse(reason: try needed("refusal", call))
                case .sendBack: .sendBack(reason: try needed("request-back", call))
                case .withdraw: .withdraw(reason: try needed("withdrawal", call))
                case .retract: .retract
                }
            _ = try call.once.act(action, on: id, seen: call.form["seen"])
            return .go(to: try next(after: id, call, done: decision.rawValue))
        }
    }

    private static func edit(_ call: PageCall) throws -> PageAnswer {
        let id = call.place("proposal")
        return try PageTable.answering(orShowing: { try proposalPage(call, fault: $0) }) {
            guard try !call.isDone else { return .go(to: "/proposals/\(id)?done=edit") }
            guard let seen = call.form["seen"] else { throw Problem(.notSaidWhatWasSeen) }
            let plane = call.once
            let draft = try plane.draft(
                ofAppeal: id,
                withLetter: try needed("letter", call).replacing("\r\n", with: "\n"),
                isWhole: call.form["whole"] == "yes",
                reason: try needed("why", call)
            )
            _ = try plane.revise(id, draft, seen: seen)
            return .go(to: "/proposals/\(id)?done=edit")
        }
    }

    /// The page of the next proposal that waits, so that one decision leads to another.
    private static func next(after id: String, _ call: PageCall, done: String) throws -> String {
        guard done != Decision.retract.rawValue else { return "/proposals/\(id)?done=\(done)" }
        let purpose = try call.plane.purpose(toRead: .proposal)
        guard let next = try call.plane.nextUndecidedProposal(besides: id, for: purpose) else {
            return "/approvals?done=\(done)"
        }
        return "/proposals/\(next)?done=\(done)&last=\(id)"
    }

    // MARK: - The page

    private static func proposalPage(_ call: PageCall, fault: FormFault?) throws -> PageAnswer {
        let id = call.place("proposal")
        let (row, claim) = try call.inquiring(about: .proposal) { inquiry in
            let row = try inquiry.proposal(id).json
            let subject = row.shown("subject") ?? ""
            return (row, try ClaimView.of(subject, inquiry, call))
        }
        let isOpen = row.shown("status") == "open"
        let isAuthor = row.shown("author") == call.plane.principal
        let isAppeal = row.shown("kind") == ProposalKind.appeal.rawValue
        let missing = row.member("missing").map { _ in row.words("missing") }
        let mayApprove = try call.mightDo(.approve, .proposal) && row.shown("seen") != nil
        let isAnothers = isOpen && !isAuthor && row.shown("author") != nil
        let isRevisable = ["open", "sentBack", "recordsAsked"].contains(row.shown("status"))
        let mayEdit = try isAppeal && isRevisable && row.shown("seen") != nil && call.mightDo(.edit, .proposal)
        let view = View([
            "isApprovals": true, "proposal": .text(id), "request": .text(UUID().uuidString),
            "done": .maybe(fault == nil ? call.query["done"].flatMap(doneWords) : nil),
            "last": .maybe(fault == nil ? call.query["last"].flatMap(proposalID) : nil),
            "kind": .maybe(row.title("kind")), "status": .maybe(row.shown("status").map(PageWords.spaced)),
            "amount": .maybe(row.dollars("amount")), "author": .maybe(row.shown("author")),
            "revision": .maybe(row.shown("revision")), "subject": .maybe(row.shown("subject")),
            "isOfClaim": .truth(row.shown("subject")?.hasPrefix("c_") ?? false),
            "rationale": .maybe(row.shown("rationale")), "change": .texts(row.words("change")),
            "document": .maybe(row.shown("document")), "destination": .maybe(row.shown("destination")),
            "missing": .texts(missing ?? []), "isComplete": .truth(missing?.isEmpty ?? false),
            "isIncomplete": .truth(missing?.isEmpty == false),
            "standing": .texts(row.words("standing")), "hash": .maybe(row.shown("contentHash")),
            "decisions": .list(
                row.items("decisions").map {
                    View(["what": .maybe($0.shown("what")), "reason": .maybe($0.shown("reason"))])
                }
            ),
            "seen": .maybe(row.shown("seen")), "isOpen": .truth(isOpen),
            "mayDecide": .truth(isAnothers && mayApprove), "isAuthor": .truth(isAuthor),
            "mayEdit": .truth(mayEdit), "isEditing": .truth(call.form["letter"] != nil),
            "letter": .maybe(call.form["letter"] ?? row.shown("document")),
            "typedRefusal": .maybe(call.form["refusal"]), "typedBack": .maybe(call.form["request-back"]),
            "typedWithdrawal": .maybe(call.form["withdrawal"]),
            "typedWhy": .maybe(call.form["why"] ?? row.shown("rationale")),
            "shown": claim.map { View.Value.view($0.view) } ?? .nothing, "hidden": row.hiddenWords,
        ])
        let title = "\(row.title("kind") ?? "Proposal"), \(row.dollars("amount") ?? row.shown("status") ?? "")"
        return .form("proposal", title: title, view, fault: fault)
    }

    /// The id of a proposal, and nothing else.
    private static func proposalID(_ text: String) -> String? {
        text.wholeMatch(of: /o_[0-9a-z]{26}/) == nil ? nil : text
    }

    private static func doneWords(_ what: String) -> String? {
        switch what {
        case "approve": "Approved."
        case "refuse": "Refused."
        case "sendBack": "Sent back."
        case "withdraw": "Withdrawn."
        case "retract": "Your decision is taken back."
        case "edit": "The edit is a new revision; what was approved before counts no longer."
        case "proposed": "Proposed. Somebody else must approve it."
        default: nil
        }
    }
}

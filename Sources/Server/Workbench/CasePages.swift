import Access
import ControlPlane
import Foundation
import RevenueCycle

extension PageTable {
    /// A case: what happened on one side, and what is to be done on the other.
    static let cases: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/cases/{case}",
            name: "casePage",
            readsMuch: true,
            act: { call in try casePage(call, fault: nil) }
        ),
        form("note", "noteByPage") { plane, id, call in
            try plane.act(.note(try needed("note", call)), onCase: id)
        },
        form("assign", "assignByPage") { plane, id, call in
            switch call.form["to"] {
            case "me": try plane.act(.assign(to: PrincipalID(plane.principal)), onCase: id)
            case "nobody": try plane.act(.assign(to: nil), onCase: id)
            default: throw Problem(.badRequest)
            }
        },
        form("schedule", "scheduleByPage") { plane, id, call in
            switch call.form["what"] {
            case "followUp": try plane.act(.followUp(try day(call)), onCase: id)
            case "snooze": try plane.act(.snooze(until: try day(call)), onCase: id)
            case "noFollowUp": try plane.act(.followUp(nil), onCase: id)
            case "noSnooze": try plane.act(.snooze(until: nil), onCase: id)
            default: throw Problem(.badRequest)
            }
        },
        form("call", "callByPage") { plane, id, call in
            let made = PayerCall(
                representative: try needed("representative", call),
                reference: call.form["reference"],
                outcome: try needed("said", call)
            )
            try plane.act(.call(made), onCase: id)
        },
        form("close", "closeByPage") { plane, id, call in
            guard let outcome = call.form["outcome"].flatMap(CaseOutcome.init(rawValue:)) else {
                throw FormFault(field: "outcome", words: "Say what it came to.")
            }
            try plane.act(.close(outcome, reason: try needed("reason", call)), onCase: id)
        },
        form("reopen", "reopenByPage") { plane, id, call in
            try plane.act(.reopen(reason: try needed("reason", call)), onCase: id)
        },
        PageRoute(method: .post, path: "/cases/{case}/appeal", name: "proposeAppealByPage", act: appeal),
    ]

    /// A form of a case's page, which leads back to it.
    private static func form(
        _ what: String,
        _ name: String,
        _ act: @escaping @Sendable (ControlPlane, String, PageCall) throws -> Void
    ) -> PageRoute {
        PageRoute(method: .post, path: "/cases/{case}/\(what)", name: name) { call in
            try PageTable.answering(orShowing: { try casePage(call, fault: $0) }) {
                let id = call.place("case")
                if try !call.isDone { try act(call.once, id, call) }
                return .go(to: back(to: id, call, done: what))
            }
        }
    }

    private static func back(to id: String, _ call: PageCall, done: String) -> String {
        let from = call.form["from"].map { "from=\(PageFields.encoded($0))&" } ?? ""
        return "/cases/\(id)?\(from)done=\(done)"
    }

    /// A day that a form must have.
    private static func day(_ call: PageCall) throws(FormFault) -> CalendarDate {
        guard let day = call.form["day"].flatMap({ CalendarDate(iso: $0) }) else {
            throw FormFault(field: "day", words: "Give the day, such as 2026-12-31.")
        }
        return day
    }

    private static func appeal(_ call: PageCall) throws -> PageAnswer {
        try PageTable.answering(orShowing: { try casePage(call, fault: $0) }) {
            let claim = try call.plane.subject(
                ofCase: call.place("case"),
                for: call.plane.purpose(toRead: .case)
            )
            let grounds = (call.form["grounds"] ?? "").split(separator: "\n").map(String.init)
                .filter { $0.contains { !$0.isWhitespace } }
            let plane = call.once
            if case .same(let text)? = try plane.earlierAnswer(), let id = proposal(in: text) {
                return .go(to: "/proposals/\(id)")
            }
            let draft = try plane.appealDraft(
                of: claim,
                AppealRequest(grounds: grounds),
                reason: try needed("why", call),
                destination: try needed("destination", call)
            )
            return .go(to: "/proposals/\(try plane.propose(draft).id)?done=proposed")
        }
    }

    /// The proposal that an earlier answer names.
    private static func proposal(in text: String) -> String? {
        let object = try? JSONDecoder().decode([String: String?].self, from: Data(text.utf8))
        return object?["proposal"] ?? nil
    }

    // MARK: - The page

    private static func casePage(_ call: PageCall, fault: FormFault?) throws -> PageAnswer {
        let id = call.place("case")
        let from = (fault == nil ? call.query : call.form)["from"]
        let (row, claim, proposals) = try call.inquiring(about: .case) { inquiry in
            let row = try inquiry.workCase(id, asOf: call.plane.today).json
            let subject = row.shown("subject") ?? ""
            let claim = try ClaimView.of(subject, inquiry, call)
            let proposals = try ClaimView.permitted { try inquiry.proposals(about: subject).map { $0.row } } ?? []
            return (row, claim, proposals)
        }
        let mayPropose = try call.mightDo(.propose, .proposal)
        let destinations = try mayPropose ? call.plane.destinationNames() : []
        let days = row.count("daysLeft").map(PageWords.days)
        let isOpen = row.shown("status") == "open"
        let isDenied = row.shown("kind") == "denial" && claim != nil
        let view = View([
            "case": .text(id), "from": .maybe(from), "queueAddress": .text("/queue" + (from ?? "")),
            "request": .text(UUID().uuidString),
            "done": .maybe(fault == nil ? call.query["done"].flatMap(doneWords) : nil),
            "kind": .maybe(row.title("kind")), "category": .maybe(row.shown("category").map(PageWords.spaced)),
            "payer": .maybe(row.shown("payer")), "value": .maybe(row.dollars("value")),
            "due": .maybe(row.shown("due")), "dueRule": .maybe(row.shown("dueRule")),
            "daysLeft": .maybe(days?.words), "urgency": .maybe(days?.urgency),
            "chance": .maybe(row.member("chance")?.count("percent").map { "\($0)%" }),
            "decided": .maybe(row.member("chance")?.count("decided").map(String.init)),
            "assignee": .maybe(row.shown("assignee")), "isMine": .truth(row.shown("assignee") == call.plane.principal),
            "queues": .text(row.words("queues").joined(separator: ", ")),
            "followUp": .maybe(row.shown("followUp")), "snoozedUntil": .maybe(row.shown("snoozedUntil")),
            "isOpen": .truth(isOpen), "outcome": .maybe(row.shown("outcome").map(PageWords.spaced)),
            "openedBy": .maybe(row.shown("openedBy")), "reason": .maybe(row.shown("reason")),
            "findings": .list(row.items("findings").map(ClaimView.finding)),
            "notes": .list(
                row.items("notes").map { View(["by": .maybe($0.shown("by")), "text": .maybe($0.shown("text"))]) }
            ),
            "calls": .list(
                row.items("calls").map { made in
                    View([
                        "by": .maybe(made.shown("by")), "representative": .maybe(made.shown("representative")),
                        "reference": .maybe(made.shown("reference")), "outcome": .maybe(made.shown("outcome")),
                    ])
                }
            ),
            "linked": .list(row.words("linked").map { View(["case": .text($0)]) }),
            "outcomes": .list(
                CaseOutcome.allCases.map { outcome in
                    View([
                        "word": .text(outcome.rawValue), "words": .text(PageWords.title(outcome.rawValue)),
                        "isChosen": .truth(call.form["outcome"] == outcome.rawValue),
                    ])
                }
            ),
            "destinations": .list(
                destinations.map { View(["name": .text($0), "isChosen": .truth(call.form["destination"] == $0)]) }
            ),
            "mayAppeal": .truth(isOpen && isDenied && mayPropose), "hasNoDestination": .truth(destinations.isEmpty),
            "proposals": .list(proposals.map(proposalRow)), "shown": claim.map { View.Value.view($0.view) } ?? .nothing,
            "hidden": row.hiddenWords, "typed": .view(typed(call)),
        ])
        let title = "\(row.title("kind") ?? "Case")\(row.shown("payer").map { ", \($0)" } ?? "")"
        return .form("case", title: title, view, fault: fault)
    }

    /// What was typed into the page's forms, which an error does not lose.
    private static func typed(_ call: PageCall) -> View {
        var view = View()
        for name in ["note", "representative", "reference", "said", "reason", "grounds", "why", "day"] {
            view[name] = .maybe(call.form[name])
        }
        return view
    }

    /// A proposal as a row of a list.
    static func proposalRow(_ row: JSONValue) -> View {
        View([
            "proposal": .maybe(row.shown("proposal")), "kind": .maybe(row.title("kind")),
            "status": .maybe(row.shown("status").map(PageWords.spaced)), "subject": .maybe(row.shown("subject")),
            "amount": .maybe(row.dollars("amount")), "author": .maybe(row.shown("author")),
            "revision": .maybe(row.shown("revision")),
        ])
    }

    /// What was done, for who did it.
    private static func doneWords(_ what: String) -> String? {
        switch what {
        case "note": "The note is kept."
        case "assign": "The case has another assignee."
        case "schedule": "The day is kept."
        case "call": "The call is kept."
        case "close": "The case is closed."
        case "reopen": "The case is open again."
        default: nil
        }
    }
}

import Access
import ControlPlane
import RevenueCycle

/// Which cases a queue shows: what stands in its address.
struct QueueView {
    /// The names that a queue's address may have, in order.
    static let names = ["view", "queue", "kind", "sort", "cursor"]
    /// The views that everybody has.
    static let views = [
        ("", "Everything open"), ("mine", "Mine"), ("unassigned", "Nobody's"), ("week", "Due this week"),
        ("snoozed", "Snoozed"), ("closed", "Closed"),
    ]

    let fields: PageFields
    let principal: String
    let today: CalendarDate

    /// The filter that it asks for.
    var filter: CaseFilter {
        let view = fields["view"]
        return CaseFilter(
            queue: fields["queue"].map { CaseQueue($0) },
            assignee: view == "mine" ? PrincipalID(principal) : nil,
            kind: fields["kind"].flatMap(CaseKind.init(rawValue:)),
            dueBefore: view == "week" ? today.adding(days: 8) : nil,
            only: view.flatMap(CaseFilter.Part.init(rawValue:))
        )
    }

    /// The order that it asks for; the most pressing come first unless something else does.
    var order: CaseOrder { fields["sort"].flatMap(CaseOrder.init(rawValue:)) ?? .priority }
}

extension PageTable {
    /// What there is to work.
    static let queue: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/queue",
            name: "queuePage",
            readsMuch: true,
            act: { call in
                let view = QueueView(fields: call.query, principal: call.plane.principal, today: call.plane.today)
                let first = max(0, min(Int(call.query["cursor"] ?? "") ?? 0, 1_000_000))
                let list = try call.inquiring(about: .case) { inquiry in
                    try inquiry.cases(view.filter, by: view.order, at: first..<first + pageSize, asOf: view.today)
                }
                return .page("queue", title: "Queue", queueView(list, from: first, call))
            }
        )
    ]

    private static let pageSize = 50

    private static func queueView(_ list: CaseList, from first: Int, _ call: PageCall) -> View {
        let from = call.query.query(of: QueueView.names)
        func link(_ name: String, _ value: String?, _ words: String) -> View {
            let isHere = (call.query[name] ?? "") == (value ?? "")
            let address = "/queue" + call.query.query(of: QueueView.names, setting: [name: value, "cursor": nil])
            return View(["address": .text(address), "words": .text(words), "isHere": .truth(isHere)])
        }
        let next = first + pageSize < list.count ? "\(first + pageSize)" : nil
        return View([
            "isQueue": true, "count": "\(list.count)", "isOne": .truth(list.count == 1),
            "value": .maybe(list.value?.dollars),
            "views": .list(QueueView.views.map { link("view", $0.0.isEmpty ? nil : $0.0, $0.1) }),
            "kinds": .list(
                [link("kind", nil, "Every kind")]
                    + CaseKind.allCases.map { link("kind", $0.rawValue, PageWords.title($0.rawValue)) }
            ),
            "sorts": .list([
                link("sort", nil, "most pressing"), link("sort", "due", "nearest deadline"),
                link("sort", "value", "most value"),
            ]),
            "cases": .list(list.cases.map { row($0.row, from: from) }), "isEmpty": .truth(list.cases.isEmpty),
            "next": .maybe(next.map { "/queue" + call.query.query(of: QueueView.names, setting: ["cursor": $0]) }),
        ])
    }

    /// A case as a row of a list.
    private static func row(_ row: JSONValue, from: String) -> View {
        let id = row.shown("case") ?? ""
        let days = row.count("daysLeft").map(PageWords.days)
        let chance = row.member("chance")
        return View([
            "case": .text(id),
            "address": .text("/cases/\(id)\(from.isEmpty ? "" : "?from=\(PageFields.encoded(from))")"),
            "kind": .maybe(row.title("kind")), "category": .maybe(row.shown("category").map(PageWords.spaced)),
            "code": .maybe(row.shown("code")), "payer": .maybe(row.shown("payer")),
            "value": .maybe(row.dollars("value")), "due": .maybe(row.shown("due")),
            "daysLeft": .maybe(days?.words), "urgency": .maybe(days?.urgency),
            "chance": .maybe(chance?.count("percent").map { "\($0)%" }),
            "decided": .maybe(chance?.count("decided").map(String.init)),
            "queues": .text(row.words("queues").joined(separator: ", ")), "assignee": .maybe(row.shown("assignee")),
            "linked": .maybe(row.words("linked").isEmpty ? nil : "\(row.words("linked").count)"),
            "findingGone": .truth(
                row.member("findingGone").map { if case .bool(true) = $0 { true } else { false } } ?? false
            ),
        ])
    }
}

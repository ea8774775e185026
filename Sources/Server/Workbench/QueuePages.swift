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
            includesSnoozed: view == "snoozed",
            includesClosed: view == "closed"
        )
    }

    /// Whether a row that passes the filter is shown by the view.
    func shows(_ row: JSONValue) -> Bool {
        switch fields["view"] {
        case "unassigned": row.shown("assignee") == nil
        case "snoozed": row.shown("snoozedUntil") != nil
        case "closed": row.shown("status") == "closed"
        default: true
        }
    }

    /// The rows in the order that is asked for; the most pressing come first unless something else is.
    func sorted(_ rows: [JSONValue]) -> [JSONValue] {
        switch fields["sort"] {
        case "due": rows.sorted { ($0.shown("due") ?? "9") < ($1.shown("due") ?? "9") }
        case "value": rows.sorted { Self.amount($0) > Self.amount($1) }
        default: rows
        }
    }

    private static func amount(_ row: JSONValue) -> Money { row.shown("value").flatMap { Money(decimal: $0) } ?? .zero }

    /// All rows, in order.
    func rows(_ inquiry: Inquiry) throws -> [JSONValue] {
        sorted(try inquiry.cases(filter, asOf: today).cases.map { $0.row }.filter(shows))
    }
}

extension PageTable {
    /// What there is to work.
    static let queue: [PageRoute] = [
        PageRoute(
            method: .get,
            path: "/queue",
            name: "queuePage",
            act: { call in
                let view = QueueView(fields: call.query, principal: call.plane.principal, today: call.plane.today)
                let rows = try call.inquiring { try view.rows($0) }
                return .page("queue", title: "Queue", queueView(view, rows, call))
            }
        )
    ]

    private static let pageSize = 50

    private static func queueView(_ view: QueueView, _ rows: [JSONValue], _ call: PageCall) -> View {
        let first = Int(call.query["cursor"] ?? "").map { min(max(0, $0), rows.count) } ?? 0
        let part = rows.dropFirst(first).prefix(pageSize)
        let from = call.query.query(of: QueueView.names)
        let value = rows.compactMap { $0.shown("value").flatMap { Money(decimal: $0) } }.sum()
        func link(_ name: String, _ value: String?, _ words: String) -> View {
            let isHere = (call.query[name] ?? "") == (value ?? "")
            let address = "/queue" + call.query.query(of: QueueView.names, setting: [name: value, "cursor": nil])
            return View(["address": .text(address), "words": .text(words), "isHere": .truth(isHere)])
        }
        let next = first + pageSize < rows.count ? "\(first + pageSize)" : nil
        return View([
            "isQueue": true, "count": "\(rows.count)", "isOne": .truth(rows.count == 1), "value": .text(value.dollars),
            "views": .list(QueueView.views.map { link("view", $0.0.isEmpty ? nil : $0.0, $0.1) }),
            "kinds": .list(
                [link("kind", nil, "Every kind")]
                    + CaseKind.allCases.map { link("kind", $0.rawValue, PageWords.title($0.rawValue)) }
            ),
            "sorts": .list([
                link("sort", nil, "most pressing"), link("sort", "due", "nearest deadline"),
                link("sort", "value", "most value"),
            ]),
            "cases": .list(part.map { row($0, from: from) }), "isEmpty": .truth(rows.isEmpty),
            "next": .maybe(next.map { "/queue" + call.query.query(of: QueueView.names, setting: ["cursor": $0]) }),
            "done": .maybe(call.query["done"]),
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

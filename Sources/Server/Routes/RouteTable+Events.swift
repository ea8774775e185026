import Access
import ControlPlane
import Journal

extension RouteTable {
    /// What others follow.
    static let events: [Route] = [
        Route(
            method: .get,
            path: "/v1/events",
            name: "followEvents",
            summary:
                "Tells what happens, entry by entry: a part of it in JSON, or all of it as it comes, as server-sent events.",
            door: .right(Right(.read, .eventFeed)),
            parameters: [
                .init(
                    name: "types",
                    schema: .anyText,
                    words: "Only events of these types, with commas between them."
                ),
                .init(
                    name: "limit",
                    schema: .text(pattern: "^[0-9]{1,4}$"),
                    words: "How many events a part has at most, 1 to \(Page.largest)."
                ),
                .init(
                    name: "cursor",
                    schema: .text(pattern: "^([0-9]{1,19}|now)$"),
                    words:
                        "The next of the part before, which is the entry after which this one begins; now for what is to come."
                ),
            ],
            answer: .object([
                .init("items", .list(.named("Event"))), .init("next", .anyText), .init("more", .truth),
            ]),
            streams: true,
            act: { call in
                let page = try call.plane.events(
                    after: call.feedStart(),
                    of: call.eventKinds(),
                    limit: call.page().limit
                )
                return Answer(
                    .object([
                        ("items", .array(page.events.map(\.json))), ("next", .string("\(page.next)")),
                        ("more", .bool(page.hasMore)),
                    ])
                )
            }
        )
    ]
}

extension Call {
    /// The entry after which the feed is to begin.
    func feedStart() throws -> Position {
        guard let text = lastEventID ?? query["cursor"] else { return 0 }
        if text == "now", lastEventID == nil { return try plane.lastEntry() }
        guard let position = Position(text), position <= Position(Int64.max), text.utf8.count <= 19 else {
            throw Problem(.badRequest, "cursor and Last-Event-ID are the number of an entry.")
        }
        return position
    }

    /// The types of events that are wanted; nil for all.
    func eventKinds() throws(Problem) -> Set<PublicEvent.Kind>? {
        guard let text = query["types"] else { return nil }
        var kinds: Set<PublicEvent.Kind> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = PublicEvent.Kind(rawValue: String(word)) else {
                throw Problem(.badRequest, "types has a word that is no type of event.")
            }
            kinds.insert(kind)
        }
        return kinds
    }
}

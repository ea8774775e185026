import Access
import ControlPlane
import Journal

extension RouteTable {
    private static let times: [Route.Parameter] = [
        .init(name: "from", schema: .anyText, words: "From this day or time on."),
        .init(name: "to", schema: .anyText, words: "Up to this day, at its end, or time."),
    ]

    /// What was used, and how the server is.
    static let usage: [Route] = [
        Route(
            method: .get,
            path: "/v1/usage",
            name: "showUsage",
            summary: "Tells what each account used: documents, bytes, claims, effects, calls.",
            door: .right(Right(.read, .usage)),
            parameters: times,
            answer: .object([
                .init(
                    "items",
                    .list(
                        .object([
                            .init("tenant", .anyText), .init("account", .anyText),
                            .init("feature", .words(of: UsageRow.Feature.self)), .init("count", .number),
                        ])
                    )
                )
            ]),
            readsEverything: true,
            act: { call in
                let tenant = call.plane.journal.tenant
                return Answer(items: try call.plane.usage(within: call.times()).map { $0.json(of: tenant) })
            }
        ),
        Route(
            method: .get,
            path: "/v1/usage.csv",
            name: "exportUsage",
            summary: "Tells the same in comma-separated values.",
            door: .right(Right(.read, .usage)),
            parameters: times,
            answer: .anyText,
            mediaType: "text/csv; charset=utf-8",
            readsEverything: true,
            act: { call in
                let rows = try call.plane.usage(within: call.times())
                return Answer(
                    text: UsageRow.csv(rows, of: call.plane.journal.tenant),
                    mediaType: "text/csv; charset=utf-8"
                )
            }
        ),
        Route(
            method: .get,
            path: "/v1/metrics",
            name: "showMetrics",
            summary: "Tells how many requests there were and how long they took, in the form that Prometheus reads.",
            door: .right(Right(.read, .usage)),
            answer: .anyText,
            mediaType: "text/plain; version=0.0.4; charset=utf-8",
            act: { call in
                try call.plane.requireUsage()
                return Answer(text: call.metrics(), mediaType: "text/plain; version=0.0.4; charset=utf-8")
            }
        ),
    ]
}

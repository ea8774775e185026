import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// What is to leave, and what has left.
    static let effects: [Route] = [
        Route(
            method: .get,
            path: "/v1/effects",
            name: "listEffects",
            summary: "Lists effects: what is to leave, and what has left.",
            door: .right(Right(.read, .effect)),
            parameters: [
                .init(
                    name: "stage",
                    schema: .words(stages),
                    words: "Only those in this stage."
                )
            ] + paging,
            answer: Components.list(of: "Effect"),
            isLook: true,
            act: { call in
                if let stage = call.query["stage"], !stages.contains(stage) {
                    throw Problem(.badRequest, "stage is one of \(stages.joined(separator: ", ")).")
                }
                let wanted = Set([call.query["stage"]].compactMap { $0 })
                return try Answer(call.inquiry.effects(in: wanted, call.page()).map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/effects/{effect}",
            name: "showEffect",
            summary: "Shows an effect, and what happened to it, entry by entry.",
            door: .right(Right(.read, .effect)),
            answer: .object([.init("effect", .named("Effect")), .init("steps", .list(.named("Step")))]),
            isLook: true,
            act: { call in
                let (named, steps) = try call.inquiry.effect(call.place("effect"))
                return Answer(.object([("effect", named.json), ("steps", .array(steps.map(\.json)))]))
            }
        ),
        Route(
            method: .post,
            path: "/v1/effects/run",
            name: "runEffects",
            summary: "Takes what is approved and due to its destinations, and settles what was cut short.",
            door: .right(Right(.retry, .effect)),
            body: .json(.object([])),
            answer: .object([
                .init("items", .list(.object([.init("effect", .id("e", 26)), .init("end", .anyText)])))
            ]),
            act: { call in
                try JSONBody(call.body, depth: call.limits.depth).end()
                let results = try call.plane.carryOutEffects()
                let answer = JSONValue.object([("items", .array(results.map(\.json)))])
                try call.plane.keep(answer)
                return Answer(answer)
            }
        ),
        Route(
            method: .post,
            path: "/v1/effects/receipts",
            name: "takeReceipts",
            summary: "Takes in what receivers have said of effects.",
            door: .right(Right(.retry, .effect)),
            body: .json(.object([])),
            answer: .object([
                .init(
                    "items",
                    .list(
                        .object([.init("effect", .anyText), .init("taken", .truth), .init("words", .anyText)])
                    )
                )
            ]),
            act: { call in
                try call.reading { _ in }
                let answer = JSONValue.object([("items", .array(try call.plane.takeReceipts().map(\.json)))])
                try call.plane.keep(answer)
                return Answer(answer)
            }
        ),
        Route(
            method: .post,
            path: "/v1/effects/{effect}/resolve",
            name: "resolveEffect",
            summary: "Says what became of an effect that is unknown, or calls one off that has not begun.",
            door: .right(Right(.resolve, .effect)),
            body: .json(
                .object([.init("resolution", .words(of: EffectResolution.self)), .init("reason", .anyText)])
            ),
            answer: .object([.init("effect", .id("e", 26))]),
            act: { call in
                let effect = call.place("effect")
                let (resolution, reason) = try call.reading { body throws in
                    (try body.word("resolution") as EffectResolution, try body.text("reason"))
                }
                try call.plane.resolveEffect(effect, as: resolution, reason: reason)
                return Answer(.naming("effect", effect))
            }
        ),
    ]

    private static let stages = ["requested", "started", "delivered", "refused", "unknown"]
}

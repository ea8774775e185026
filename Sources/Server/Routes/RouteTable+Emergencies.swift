import Access
import ControlPlane

extension RouteTable {
    /// Emergency access to named patients, and its review.
    static let emergencies: [Route] = [
        Route(
            method: .get,
            path: "/v1/emergencies",
            name: "listEmergencies",
            summary: "Lists emergency access that was ever taken.",
            door: .right(Right(.read, .breakGlass)),
            parameters: [.init(name: "open", schema: .truth, words: "Only what nobody has reviewed.")],
            answer: Components.items(of: "Emergency"),
            isLook: true,
            act: { call in
                let found = try call.inquiry.emergencies(isOpen: call.truth("open"))
                return Answer(items: found.map(\.json))
            }
        ),
        Route(
            method: .get,
            path: "/v1/emergencies/{emergency}",
            name: "showEmergency",
            summary: "Shows emergency access, with every look that was taken by it.",
            door: .right(Right(.read, .breakGlass)),
            answer: .object([.init("emergency", .named("Emergency")), .init("looks", .list(.named("Look")))]),
            isLook: true,
            act: { call in
                let (emergency, looks) = try call.inquiry.emergency(call.place("emergency"))
                return Answer(.object([("emergency", emergency.json), ("looks", .array(looks.map(\.json)))]))
            }
        ),
        Route(
            method: .post,
            path: "/v1/emergencies",
            name: "breakGlass",
            summary:
                "Takes emergency access to a patient, by an id or number of theirs or of an account or claim; for a while.",
            door: .right(Right(.breakGlass, .breakGlass)),
            body: .json(
                .object([
                    .init("patient", .anyText), .init("minutes", .number, optional: true), .init("reason", .anyText),
                ])
            ),
            answer: .object([
                .init("emergency", .anyText), .init("ends", .moment), .init("patients", .list(.id("p", 26))),
            ]),
            act: { call in
                let (patient, minutes, reason) = try call.reading { body throws in
                    (
                        try body.text("patient"),
                        try body.number("minutes", in: 1...1440, default: ControlPlane.emergencyMinutes),
                        try body.text("reason")
                    )
                }
                return Answer(try call.plane.breakGlass(for: patient, minutes: minutes, reason: reason).opening)
            }
        ),
        Route(
            method: .post,
            path: "/v1/emergencies/{emergency}/end",
            name: "endEmergency",
            summary: "Ends emergency access before its time: one's own, or that of others.",
            door: .anybody,
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("emergency", .anyText)]),
            act: { call in
                let emergency = call.place("emergency")
                try call.plane.endEmergency(emergency, reason: call.reason())
                return Answer(.naming("emergency", emergency))
            }
        ),
        Route(
            method: .post,
            path: "/v1/emergencies/{emergency}/review",
            name: "reviewEmergency",
            summary: "Takes down what somebody else found of emergency access that has ended.",
            door: .right(Right(.review, .breakGlass)),
            body: .json(.object([.init("verdict", .words(of: Verdict.self)), .init("finding", .anyText)])),
            answer: .object([.init("emergency", .anyText)]),
            act: { call in
                let emergency = call.place("emergency")
                let (verdict, finding): (Verdict, String) = try call.reading { body throws in
                    (try body.word("verdict"), try body.text("finding"))
                }
                try call.plane.reviewEmergency(emergency, isJustified: verdict == .inOrder, finding: finding)
                return Answer(.naming("emergency", emergency))
            }
        ),
    ]

    /// Whether emergency access was in order.
    private enum Verdict: String, CaseIterable {
        case inOrder
        case notInOrder
    }
}

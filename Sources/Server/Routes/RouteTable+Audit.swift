import Access
import ControlPlane
import RevenueCycle
import Journal

extension RouteTable {
    /// What is in force, and what proves what happened.
    static let audit: [Route] = [
        Route(
            method: .get,
            path: "/v1/policy",
            name: "showPolicy",
            summary: "Shows the approval policy in force.",
            door: .right(Right(.read, .approvalPolicy)),
            answer: .object([.init("file", .anyText), .init("text", .anyText)]),
            act: { call in
                let text = try call.plane.approvalPolicyText()
                return Answer(.object([("file", .string(text.file)), ("text", .string(text.text))]))
            }
        ),
        Route(
            method: .post,
            path: "/v1/policy",
            name: "adoptPolicy",
            summary: "Puts an approval policy in force; what was approved under another counts no longer.",
            door: .right(Right(.adopt, .approvalPolicy)),
            body: .json(.object([.init("file", .anyText), .init("text", .anyText), .init("reason", .anyText)])),
            answer: .object([.init("adopted", .anyText)]),
            act: { call in
                let (file, reason) = try call.reading { body throws in
                    (RuleText(file: try body.text("file"), text: try body.text("text")), try body.text("reason"))
                }
                try call.plane.adoptApprovalPolicy(file, reason: reason)
                return Answer(.naming("adopted", file.file))
            }
        ),
        Route(
            method: .post,
            path: "/v1/policy/compare",
            name: "comparePolicy",
            summary: "Says what an approval policy would change for the last days' proposals; it changes nothing.",
            door: .right(Right(.adopt, .approvalPolicy)),
            body: .json(
                .object([.init("file", .anyText), .init("text", .anyText), .init("days", .number, optional: true)])
            ),
            answer: .object([
                .init("looked", .number),
                .init(
                    "items",
                    .list(
                        .object([
                            .init("proposal", .id("o", 26)), .init("kind", .words(of: ProposalKind.self)),
                            .init("now", .texts), .init("then", .texts),
                        ])
                    )
                ),
            ]),
            mayRefuse: true,
            takesNames: false,
            readsEverything: true,
            act: { call in
                let (file, days) = try call.reading { body throws in
                    (
                        RuleText(file: try body.text("file"), text: try body.text("text")),
                        try body.number("days", in: 1...3660, default: 31)
                    )
                }
                let comparison = try call.plane.comparePolicy(file, days: days)
                let items = comparison.differences.map(\.json)
                return Answer(.object([("looked", .number(comparison.looked)), ("items", .array(items))]))
            }
        ),
        Route(
            method: .get,
            path: "/v1/audit/key",
            name: "showPublicKey",
            summary: "Tells the public key that checks checkpoints and proofs.",
            door: .right(Right(.verify, .journal)),
            answer: .anyText,
            mediaType: "text/plain; charset=utf-8",
            act: { call in
                Answer(text: "\(try call.plane.publicKey())\n", mediaType: "text/plain; charset=utf-8")
            }
        ),
        Route(
            method: .get,
            path: "/v1/audit/checkpoint",
            name: "showCheckpoint",
            summary: "Signs the journal as it is now (C2SP tlog-checkpoint), for whoever keeps that elsewhere.",
            door: .right(Right(.verify, .journal)),
            answer: .anyText,
            mediaType: "text/plain; charset=utf-8",
            act: { call in
                Answer(text: try call.plane.checkpoint().description, mediaType: "text/plain; charset=utf-8")
            }
        ),
        Route(
            method: .get,
            path: "/v1/audit/proofs/{entry}",
            name: "proveEntry",
            summary: "Proves that an entry is in the journal (C2SP tlog-proof), to whoever has its public key.",
            door: .right(Right(.verify, .journal)),
            answer: .anyText,
            mediaType: "text/plain; charset=utf-8",
            act: { call in
                guard let entry = UInt64(call.place("entry")), entry <= UInt64(Int64.max) else {
                    throw Problem(.notFound)
                }
                return Answer(text: try call.plane.proof(of: entry).description, mediaType: "text/plain; charset=utf-8")
            }
        ),
    ]

    /// What the server says of itself.
    static let service: [Route] = [
        Route(
            method: .get,
            path: "/v1/openapi.json",
            name: "describe",
            summary: "Describes the API.",
            door: .open,
            answer: .anyObject,
            act: { _ in Answer(text: OpenAPIDocument.text) }
        ),
        Route(
            method: .get,
            path: "/v1/health",
            name: "showHealth",
            summary: "Says that the server runs.",
            door: .open,
            answer: .object([.init("status", .words(["running"]))]),
            act: { _ in Answer(.object([("status", .string("running"))])) }
        ),
        Route(
            method: .get,
            path: "/v1/readiness",
            name: "showReadiness",
            summary: "Says whether the store of every tenant can be read, so that requests may be sent.",
            door: .open,
            answer: .object([.init("status", .words(["ready"]))]),
            act: { call in
                for plane in call.tenants { try plane.followRules() }
                return Answer(.object([("status", .string("ready"))]))
            }
        ),
    ]
}

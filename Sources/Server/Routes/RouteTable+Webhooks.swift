import Access
import ControlPlane
import RevenueCycle

extension RouteTable {
    /// What is told others as it happens.
    static let webhooks: [Route] = [
        Route(
            method: .get,
            path: "/v1/webhooks",
            name: "listWebhooks",
            summary: "Lists the webhooks that stand; their secrets are not shown.",
            door: .right(Right(.read, .webhook)),
            answer: .object([.init("items", .list(.named("Webhook")))]),
            act: { call in
                try Answer(.object([("items", .array(call.plane.webhooks().map(\.json)))]))
            }
        ),
        Route(
            method: .post,
            path: "/v1/webhooks",
            name: "addWebhook",
            summary: "Registers a webhook, which is told of what happens from then on; its secret is shown this once.",
            door: .right(Right(.create, .webhook)),
            body: .json(
                .object([
                    .init("url", .anyText), .init("account", .anyText),
                    .init("types", .list(.words(of: PublicEvent.Kind.self)), optional: true), .init("reason", .anyText),
                ])
            ),
            answer: secret,
            act: { call in
                var body = try JSONBody(call.body, depth: call.limits.depth)
                let (url, account, reason) = (try body.text("url"), try body.text("account"), try body.text("reason"))
                let types = try body.texts("types")
                try body.end()
                let kinds = try types.map { text throws(Problem) in
                    guard let kind = PublicEvent.Kind(rawValue: text) else {
                        throw Problem(.badRequest, "types has a word that is no type of event.")
                    }
                    return kind
                }
                let made = try call.plane.addWebhook(
                    url,
                    of: kinds.isEmpty ? nil : Set(kinds),
                    as: account,
                    reason: reason,
                    allowing: call.webhooks
                )
                return Answer(ControlPlane.shown(made.secret, of: made.id))
            }
        ),
        Route(
            method: .post,
            path: "/v1/webhooks/{webhook}/rotate",
            name: "rotateWebhook",
            summary:
                "Gives a webhook another secret, which is shown this once; for a while messages are signed with both.",
            door: .right(Right(.edit, .webhook)),
            body: .json(
                .object([.init("reason", .anyText), .init("overlap", .words(of: Overlap.self), optional: true)])
            ),
            answer: secret,
            act: { call in
                var body = try JSONBody(call.body, depth: call.limits.depth)
                let (reason, overlap) = (try body.text("reason"), try body.word("overlap", default: Overlap.day))
                try body.end()
                let id = call.place("webhook")
                let secret = try call.plane.rotateWebhook(id, overlap: overlap.duration, reason: reason)
                return Answer(ControlPlane.shown(secret, of: id))
            }
        ),
        change("remove", "removeWebhook", "Tells a webhook nothing more.", .revoke) { plane, id, reason in
            try plane.removeWebhook(id, reason: reason)
        },
        change("enable", "enableWebhook", "Lets a webhook that was stopped begin again.", .edit) { plane, id, reason in
            try plane.enableWebhook(id, reason: reason)
        },
        Route(
            method: .get,
            path: "/v1/webhooks/{webhook}/deliveries",
            name: "listWebhookDeliveries",
            summary: "Lists what a webhook has not taken yet, and what is not tried any more.",
            door: .right(Right(.read, .webhook)),
            answer: .object([.init("items", .list(.named("WebhookDelivery")))]),
            act: { call in
                let deliveries = try call.plane.webhookDeliveries(of: call.place("webhook"))
                return Answer(.object([("items", .array(deliveries.map(\.json)))]))
            }
        ),
    ]

    /// For how long two secrets are used beside each other.
    private enum Overlap: String, CaseIterable {
        case none, day, week

        var duration: Duration {
            switch self {
            case .none: .zero
            case .day: .seconds(86_400)
            case .week: .seconds(7 * 86_400)
            }
        }
    }

    private static let secret = Schema.object([.init("webhook", .id("w", 26)), .init("secret", .orNull(.anyText))])

    /// A change that needs nothing but a reason.
    private static func change(
        _ word: String,
        _ name: String,
        _ summary: String,
        _ action: Action,
        _ body: @escaping @Sendable (ControlPlane, String, String) throws -> Void
    ) -> Route {
        Route(
            method: .post,
            path: "/v1/webhooks/{webhook}/\(word)",
            name: name,
            summary: summary,
            door: .right(Right(action, .webhook)),
            body: .json(.object([.init("reason", .anyText)])),
            answer: .object([.init("webhook", .id("w", 26))]),
            act: { call in
                var members = try JSONBody(call.body, depth: call.limits.depth)
                let reason = try members.text("reason")
                try members.end()
                let id = call.place("webhook")
                try body(call.plane, id, reason)
                return Answer(ControlPlane.changed(webhook: id))
            }
        )
    }
}

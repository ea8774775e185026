import Journal

extension Webhook {
    /// Of which types it is told, in order; nil for all.
    package var typeWords: [String]? { kinds.map { $0.map(\.rawValue).sorted() } }

    /// How it stands.
    package var status: String {
        if stopped != nil { return "stopped" }
        return failing == nil ? "told" : "failing"
    }

    /// One row of `webhooks list`.
    package var json: JSONValue {
        .object([
            ("webhook", .string(id)), ("url", .string(url)),
            ("types", typeWords.map(JSONValue.texts) ?? .null), ("account", .string(account)),
            ("status", .string(status)), ("why", .text(stopped?.reason)), ("added", .string("\(added)")),
            ("principal", .string(principal)), ("reason", .string(reason)),
        ])
    }
}

extension WebhookDelivery {
    /// How it stands.
    package var word: String {
        switch status {
        case .waiting: "waiting"
        case .leased: "on its way"
        case .dead: "given up"
        }
    }

    /// One row of `webhooks deliveries`.
    package var json: JSONValue {
        .object([
            ("webhook", .string(webhook)), ("message", .string(message)), ("entry", .number(Int(entry))),
            ("status", .string(word)), ("attempts", .number(attempts)), ("last", .text(reason)),
            ("job", .string(job.description)),
        ])
    }
}

extension WebhookRunner.Told {
    /// One row of `webhooks send`.
    package var json: JSONValue {
        .object([("webhook", .string(webhook)), ("message", .string(message)), ("end", .string(end))])
    }
}

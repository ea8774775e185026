package import RevenueCycle

extension Shown where Item == NamedEffect {
    /// One row of `effects list`.
    package var json: JSONValue { row(.effect, item.json) }
}

extension NamedEffect {
    /// The row, whole.
    fileprivate var json: JSONValue {
        .object([
            ("effect", .string(id)), ("stage", .string(effect.stage.name)),
            ("destination", .string(effect.request.destination)), ("purpose", .string(effect.request.purpose)),
            ("patients", .texts(patients)), ("attempts", .number(effect.attempts)),
            ("receipts", .texts(effect.receipts.map(\.outcome.rawValue))),
        ])
    }
}

extension EffectEvent {
    /// What happened, for a person.
    package var words: String {
        switch self {
        case .requested(let request): "requested for \(request.destination): \(request.purpose)"
        case .started: "a try began"
        case .attemptFailed(_, let reason): "the try had no effect: \(reason)"
        case .delivered(let reference): "delivered" + (reference.map { " as \($0)" } ?? "")
        case .refused(let reason): "not delivered: \(reason)"
        case .outcomeUnknown(let reason): "unknown: \(reason)"
        case .resolved(let resolution, let reason): "resolved as \(resolution.rawValue): \(reason)"
        case .receiptCame(let receipt): "receipt: \(receipt.outcome.rawValue)"
        }
    }
}

extension Shown where Item == EffectStep {
    /// One row of what happened to an effect.
    package var json: JSONValue { row(.effectStep, item.json) }
}

extension Shown where Item == Disclosure {
    /// One row of `audit disclosures`.
    package var json: JSONValue {
        let request = item.effect.effect.request
        return row(
            .disclosure,
            .object([
                ("entry", .number(Int(clamping: item.position))), ("recorded", .string("\(item.recorded)")),
                ("effect", .string(item.effect.id)), ("destination", .string(request.destination)),
                ("purpose", .string(request.purpose)), ("principal", .string(item.principal)),
                ("certain", .bool(item.isCertain)),
            ])
        )
    }
}

extension EffectStep {
    /// The row, whole.
    fileprivate var json: JSONValue {
        .object([
            ("entry", .number(Int(position))), ("recorded", .string("\(recorded)")),
            ("principal", .string(principal)), ("what", .string(event.words)),
        ])
    }
}

extension ReceiptResult {
    /// One row of `effects receipts`.
    package var json: JSONValue {
        .object([("effect", .string(effect)), ("taken", .bool(isTaken)), ("words", .string(words))])
    }
}

extension EffectResult {
    /// One row of `effects run`.
    package var json: JSONValue { .object([("effect", .string(effect)), ("end", .string(end))]) }
}

import Access
import RevenueCycle

extension RecordedLook {
    /// One row of `audit access` and `audit principal`.
    package var json: JSONValue {
        .object([
            ("entry", .number(Int(position))), ("recorded", .string("\(recorded)")),
            ("principal", .string(principal)), ("purpose", .string(look.purpose.rawValue)),
            ("surface", .string(look.surface)), ("fields", .texts(look.fields.groups.map(\.name))),
            ("patients", .texts(look.patients.sorted().map(ControlPlane.publicID))),
            ("unnamed", .number(look.unnamed)),
        ])
    }
}

extension RecordedRefusal {
    /// One row of `audit refusals`.
    package var json: JSONValue {
        .object([
            ("entry", .number(Int(clamping: position))), ("recorded", .string("\(recorded)")),
            ("principal", .string(principal)), ("purpose", .string(purpose)), ("what", .string(what)),
            ("right", .string(right)), ("reason", .string(reason)), ("rule", .text(rule)),
        ])
    }
}

extension Disclosure {
    /// One row of `audit disclosures`.
    package var json: JSONValue {
        .object([
            ("entry", .number(Int(position))), ("recorded", .string("\(recorded)")), ("effect", .string(effect.id)),
            ("destination", .string(effect.effect.request.destination)),
            ("purpose", .string(effect.effect.request.purpose)), ("principal", .string(principal)),
            ("certain", .bool(isCertain)),
        ])
    }
}

extension TimelineEntry {
    /// One row of `audit timeline`.
    package var json: JSONValue {
        .object([
            ("entry", .number(Int(position))), ("recorded", .string("\(recorded)")),
            ("principal", .string(principal)), ("purpose", .string(purpose)), ("what", .string(what)),
            ("source", .text(source)),
        ])
    }
}

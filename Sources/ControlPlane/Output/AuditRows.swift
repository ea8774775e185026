import Access
import RevenueCycle

extension Shown where Item == RecordedLook {
    /// One row of `audit access` and `audit principal`.
    package var json: JSONValue {
        row(
            .look,
            .object([
                ("entry", .number(Int(clamping: item.position))), ("recorded", .string("\(item.recorded)")),
                ("principal", .string(item.principal)), ("purpose", .string(item.look.purpose.rawValue)),
                ("surface", .string(item.look.surface)), ("fields", .texts(item.look.fields.groups.map(\.name))),
                ("patients", .texts(item.look.patients.sorted().map(ControlPlane.publicID))),
                ("unnamed", .number(item.look.unnamed)),
            ])
        )
    }
}

extension Shown where Item == RecordedRefusal {
    /// One row of `audit refusals`.
    package var json: JSONValue {
        row(
            .refusal,
            .object([
                ("entry", .number(Int(clamping: item.position))), ("recorded", .string("\(item.recorded)")),
                ("principal", .string(item.principal)), ("purpose", .string(item.purpose)),
                ("what", .string(item.what)), ("right", .string(item.right)), ("reason", .string(item.reason)),
                ("rule", .text(item.rule)),
            ])
        )
    }
}

extension Shown where Item == TimelineEntry {
    /// One row of `audit timeline`.
    package var json: JSONValue {
        row(
            .timelineEntry,
            .object([
                ("entry", .number(Int(clamping: item.position))), ("recorded", .string("\(item.recorded)")),
                ("principal", .string(item.principal)), ("purpose", .string(item.purpose)),
                ("what", .string(item.what)), ("reason", .text(item.reason)), ("source", .text(item.source)),
            ])
        )
    }
}

import Access
import Journal
import RevenueCycle

extension Shown where Item == Emergency {
    /// One row of `emergency list`.
    package var json: JSONValue { row(.emergency, item.json) }
}

extension Emergency {
    /// The row, whole.
    var json: JSONValue {
        .object([
            ("emergency", .string(id)), ("principal", .string(principal.rawValue)),
            ("reason", .string(reason)), ("opened", .string("\(Timestamp(validity.from))")),
            ("ends", .string("\(Timestamp(end))")),
            ("patients", .texts(patients.sorted().map { PublicID.patient($0) })),
            ("reviewer", .text(review?.reviewer.rawValue)), ("reviewed", .text(review.map { "\($0.time)" })),
            ("justified", review.map { .bool($0.isJustified) } ?? .null), ("finding", .text(review?.finding)),
        ])
    }

    /// What its holder is told who takes it.
    package var opening: JSONValue {
        .object([
            ("emergency", .string(id)), ("ends", .string("\(Timestamp(end))")),
            ("patients", .texts(patients.sorted().map { PublicID.patient($0) })),
        ])
    }
}

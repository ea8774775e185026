package import RevenueCycle

extension DeadlineRule {
    /// One row of `deadlines list`.
    package var row: JSONValue {
        .object([
            ("rule", .string(id.rawValue)), ("path", .string(path.rawValue)),
            ("level", level.map { .number($0) } ?? .null), ("title", .string(title)),
            ("gives", .string(gives.rawValue)), ("for", .string(forWords)), ("trigger", .string(trigger.rawValue)),
            ("period", .string(periodWords)), ("filed", .string(filingWords)),
            ("whoMayAct", .texts(whoActs.map(\.rawValue))), ("amount", .text(floorWords)),
            ("validFrom", .text(validFrom?.description)), ("validTo", .text(validTo?.description)),
            ("source", .string(source.citation)), ("confidence", .string(confidence.rawValue)),
            ("plain", .string(plain)), ("note", .text(note)),
        ])
    }
}

extension Deadline {
    /// One row of `deadlines count`.
    package var row: JSONValue {
        .object([
            ("rule", .string(rule.id.rawValue)), ("gives", .string(rule.gives.rawValue)),
            ("date", .string(date.description)), ("start", .string(start.date.description)),
            ("counted", .string(counted.description)), ("confidence", .string(rule.confidence.rawValue)),
            ("explanation", .string(explanation)),
        ])
    }
}

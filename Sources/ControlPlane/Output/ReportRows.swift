import RevenueCycle

extension DenialReason {
    /// One row of `report denials`.
    package var json: JSONValue {
        .object([
            ("reason", .string(code)), ("category", .string(category)), ("meaning", .text(meaning)),
            ("findings", .number(count)), ("denied", .money(amount)),
        ])
    }
}

extension AgeBucket {
    /// One row of `report aging`.
    package var json: JSONValue {
        .object([
            ("days", .string(days)), ("payer", .money(payer)), ("patient", .money(patient)), ("held", .money(held)),
        ])
    }
}

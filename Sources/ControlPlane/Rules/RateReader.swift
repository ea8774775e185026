import RevenueCycle

/// What a `[[payer.rate]]` can be.
private enum RateKind: String, CaseIterable {
    case fee
    case percentOfCharge
    case perCase = "case"

    /// The keys that say nothing for this kind.
    var foreignKeys: [String] {
        switch self {
        case .fee: ["percent", "drg"]
        case .percentOfCharge: ["allowed", "drg"]
        case .perCase: ["percent", "procedure", "modifiers"]
        }
    }
}

/// Reads the `[[payer.rate]]` tables of a payer; no two may be for the same thing on the same day.
func readRates(_ payer: inout RuleTable) -> [Rate] {
    var rates: [Rate] = []
    return payer.tables("rate") { table in
        guard let rate = readRate(&table) else { return nil }
        if rates.contains(where: { $0.collides(with: rate) }) {
            table.fail(nil, "an earlier rate of this payer is for the same thing on the same days; keep one of them")
        }
        rates.append(rate)
        return rate
    }
}

private func readRate(_ table: inout RuleTable) -> Rate? {
    if !table.has("kind") { table.fail(nil, "kind is missing: \"fee\", \"percentOfCharge\" or \"case\"") }
    let kind: RateKind? = table.choice("kind")
    let procedure = table.text("procedure")
    let modifiers = table.texts("modifiers")
    let allowed = table.amount("allowed")
    let percent = table.percentage("percent")
    let drg = table.text("drg")
    let from = table.date("from")
    let to = table.date("to")
    if let from, let to, to < from { table.fail("to", "is before from") }
    guard let kind else { return nil }
    for key in kind.foreignKeys where table.has(key) {
        table.fail(key, "says nothing for a rate of kind \"\(kind.rawValue)\"; leave it out")
    }
    func need(_ key: String) {
        if !table.has(key) { table.fail(nil, "\(key) is missing; a rate of kind \"\(kind.rawValue)\" needs it") }
    }
    let basis: Rate.Basis?
    switch kind {
    case .fee:
        need("procedure")
        need("allowed")
        basis = procedure == nil ? nil : allowed.map { .fee(perUnit: $0) }
    case .percentOfCharge:
        need("percent")
        basis = percent.map { .percentOfCharge($0) }
    case .perCase:
        need("drg")
        need("allowed")
        basis = drg == nil ? nil : allowed.map { .perCase($0) }
    }
    return basis.map {
        Rate(basis: $0, procedure: procedure, modifiers: modifiers, drg: drg, from: from, to: to)
    }
}

extension Rate {
    /// Whether both are for the same thing on some day.
    fileprivate func collides(with other: Rate) -> Bool {
        let isSameKind =
            switch (basis, other.basis) {
            case (.fee, .fee), (.percentOfCharge, .percentOfCharge), (.perCase, .perCase): true
            default: false
            }
        guard isSameKind, procedure == other.procedure, drg == other.drg,
            modifiers?.sorted() == other.modifiers?.sorted()
        else { return false }
        let isBefore = if let to, let start = other.from { to < start } else { false }
        let isAfter = if let from, let end = other.to { end < from } else { false }
        return !isBefore && !isAfter
    }
}

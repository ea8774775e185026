package import RevenueCycle

/// Reads rules files (TOML) into ``PayerRules``: payers, defaults and deadlines.
///
/// Give the shipped files first and a hospital's own after them. A default that an own file states goes before the
/// shipped one, an own payer takes the place of a shipped one with the same key, id or name, and an own deadline rule
/// that of every shipped version with the same id. Two own files may not state the same thing.
package enum PayerRulesReader {
    /// Reads files, in their order.
    ///
    /// - Parameter files: the files' names and texts.
    /// - Returns: the rules as far as they are sound, and everything that is wrong; rules with errors are not for use.
    package static func read(_ files: [RuleText]) -> (rules: PayerRules, errors: [PayerRulesError]) {
        var collected = CollectedRules()
        for file in files { collected.add(file) }
        return (collected.rules, collected.errors)
    }

    /// Reads files, in their order.
    ///
    /// - Parameter files: the files' names and texts.
    /// - Returns: the rules.
    /// - Throws: ``PayerRulesErrors`` with everything that is wrong.
    package static func load(_ files: [RuleText]) throws(PayerRulesErrors) -> PayerRules {
        let (rules, errors) = read(files)
        guard errors.isEmpty else { throw PayerRulesErrors(errors: errors) }
        return rules
    }
}

/// What the files read so far say together.
private struct CollectedRules {
    var defaults = PayerDefaults.standard
    var errors: [PayerRulesError] = []
    private var shipped: [PayerRule] = []
    private var own: [PayerRule] = []
    private var shippedDeadlines: [DeadlineRule] = []
    private var ownDeadlines: [DeadlineRule] = []
    private var statedDefaults: [String: String] = [:]
    private var statedDeadlines: [DeadlineRuleID: String] = [:]
    private var stated: [Claimed: String] = [:]

    /// What only one payer may have.
    private enum Claimed: Hashable {
        case key(String)
        case id(String)
        case name(String)
    }

    var rules: PayerRules {
        PayerRules(
            defaults: defaults,
            payers: shipped + own,
            deadlines: DeadlineRules(shippedDeadlines + ownDeadlines)
        )
    }

    mutating func add(_ file: RuleText) {
        do throws(PayerRulesError) {
            read(try RuleTable(root: file), isShipped: file.isShipped)
        } catch {
            errors.append(error)
        }
    }

    private mutating func read(_ root: RuleTable, isShipped: Bool) {
        var root = root
        var collected = self
        _ = root.table("defaults") { table in
            collected.readDefaults(&table, isShipped: isShipped)
        }
        var payers: [PayerRule] = []
        _ = root.tables("payer") { table in
            guard let payer = readPayer(&table) else { return false }
            if collected.claim(payer, in: &table, isShipped: isShipped) { payers.append(payer) }
            return true
        }
        var deadlines: [DeadlineRule] = []
        _ = root.tables("deadline") { table in
            guard let rule = readDeadline(&table) else { return false }
            collected.take(rule, beside: &deadlines, in: &table, isShipped: isShipped)
            return true
        }
        root.finish()
        self = collected
        keep(deadlines, isShipped: isShipped)
        errors += root.errors.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
        if isShipped {
            shipped += payers
        } else {
            own += payers
            let taken = PayerRules(payers: payers)
            shipped.removeAll { payer in
                payers.contains { $0.key == payer.key }
                    || taken.rule(forIDs: payer.ids, names: [payer.name] + payer.aliases) != nil
            }
        }
    }

    /// Takes a deadline rule beside those of its file, unless its name is another file's or its days another version's.
    private mutating func take(
        _ rule: DeadlineRule,
        beside rules: inout [DeadlineRule],
        in table: inout RuleTable,
        isShipped: Bool
    ) {
        if !isShipped {
            let file = statedDeadlines[rule.id] ?? table.file
            statedDeadlines[rule.id] = file
            guard file == table.file else {
                return table.fail("id", "is stated in \(file) already; state all versions of a rule in one file")
            }
        }
        if let other = rules.first(where: { $0.id == rule.id }),
            other.path != rule.path || other.trigger != rule.trigger
        {
            return table.fail("id", "an earlier rule of this id has another path or trigger; give this one its own id")
        }
        guard !rules.contains(where: rule.overlaps) else {
            return table.fail("id", "an earlier rule of this id holds on the same days; set valid_from and valid_to")
        }
        rules.append(rule)
    }

    private mutating func keep(_ deadlines: [DeadlineRule], isShipped: Bool) {
        if isShipped {
            shippedDeadlines += deadlines
        } else {
            ownDeadlines += deadlines
            let ids = Set(deadlines.map(\.id))
            shippedDeadlines.removeAll { ids.contains($0.id) }
        }
    }

    private mutating func readDefaults(_ table: inout RuleTable, isShipped: Bool) {
        if let days = table.days("turnaround_days") { defaults.turnaroundDays = days }
        if let days = table.days("crossover_days") { defaults.crossoverDays = days }
        if let days = table.days("at_risk_days", from: 0, to: 365) { defaults.atRiskDays = days }
        if let amount = table.amount("underpayment_minimum") { defaults.underpaymentMinimum = amount }
        if let percent = table.percentage("underpayment_percent") { defaults.underpaymentPercent = percent }
        guard !isShipped else { return }
        let keys = [
            "turnaround_days", "crossover_days", "at_risk_days", "underpayment_minimum", "underpayment_percent",
        ]
        for key in keys where table.has(key) {
            if let file = statedDefaults.updateValue(table.file, forKey: key) {
                table.fail(key, "is stated in \(file) already; state it once")
            }
        }
    }

    /// Whether a payer's key, ids and names are free; what is not is an error.
    private mutating func claim(_ payer: PayerRule, in table: inout RuleTable, isShipped: Bool) -> Bool {
        guard !isShipped else { return true }
        var isFree = true
        func take(_ claimed: Claimed, _ key: String, _ what: String) {
            guard let other = stated[claimed] else {
                stated[claimed] = payer.key
                return
            }
            guard other != payer.key || key == "key" else { return }
            isFree = false
            table.fail(key, "\(what) belongs to the payer \(other) already; two payers may not share it")
        }
        take(.key(payer.key), "key", "the key \(payer.key)")
        guard isFree else { return false }
        for id in payer.ids { take(.id(PayerIdentity.normalizeID(id)), "ids", "the id \(id)") }
        take(.name(PayerIdentity.normalize(payer.name)), "name", "the name \(payer.name)")
        for alias in payer.aliases { take(.name(PayerIdentity.normalize(alias)), "aliases", "the name \(alias)") }
        return isFree
    }
}

/// Reads one `[[payer]]`.
private func readPayer(_ table: inout RuleTable) -> PayerRule? {
    let key = table.requiredText("key")
    let name = table.requiredText("name")
    var payer = PayerRule(key: key ?? "", name: name ?? "")
    if let key, !key.utf8.allSatisfy(isKeyByte) {
        table.fail("key", "must be made of small letters a–z, digits and hyphens")
    }
    payer.ids = table.texts("ids") ?? []
    payer.aliases = table.texts("aliases") ?? []
    let names = [("name", name)] + payer.aliases.map { ("aliases", $0) }
    for (key, name) in names where name.map({ PayerIdentity.normalize($0).isEmpty }) == true {
        table.fail(key, "must have a letter or a digit")
    }
    payer.lineOfBusiness = table.choice("line_of_business")
    payer.planType = table.choice("plan_type")
    payer.isContracted = table.flag("contracted")
    payer.turnaroundDays = table.days("turnaround_days")
    payer.crossoverDays = table.days("crossover_days")
    payer.filingLimitDays = table.days("filing_limit_days")
    payer.isCaseRate = table.flag("case_rate") ?? false
    payer.newbornWithMother = table.flag("newborn_with_mother") ?? true
    payer.paysApart = Set(table.texts("pays_apart") ?? [])
    payer.appeal = table.table("appeal") { appeal in
        AppealRule(
            firstLevelDays: appeal.days("first_level_days"),
            whoMayFile: appeal.choice("who_may_file") ?? .provider
        )
    }
    payer.correction = table.table("correction") { correction in
        CorrectionRule(method: correction.choice("method") ?? .replace, days: correction.days("days"))
    }
    payer.rates = readRates(&table)
    return key == nil || name == nil ? nil : payer
}

private func isKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
}

import Foundation
import RevenueCycle

/// Reads one `[[deadline]]`; nil when it is too faulty to be a rule.
///
/// Every key is asked for whatever is wrong with the others, so that all faults of a rule are told at once.
func readDeadline(_ table: inout RuleTable) -> DeadlineRule? {
    let faultsBefore = table.errors.count
    let id = table.requiredText("id") ?? ""
    if !id.isEmpty, !isRuleName(id) {
        table.fail("id", "must be words of letters and digits with dots between, such as \"medicare.redetermination\"")
    }
    var rule = DeadlineRule(
        id: DeadlineRuleID(rawValue: id),
        path: table.requiredChoice("path") ?? .payerAppeal,
        title: table.requiredText("title") ?? "",
        trigger: table.requiredChoice("trigger") ?? .payerDecision,
        length: readLength(&table) ?? .stated(CalendarPeriod(0, .calendarDays)),
        source: readSource(&table) ?? RuleSource(kind: .contract, citation: ""),
        confidence: table.requiredChoice("confidence") ?? .likely,
        plain: table.requiredText("plain") ?? ""
    )
    rule.level = table.number("level", from: 1, to: 9)
    rule.gives = table.choice("gives") ?? .lastDay
    // Whom a rule is for is said even when that is everyone, so that to forget it never widens a rule.
    if !table.has("applies_to") { table.fail(nil, "applies_to is missing: the coverages it is for, or [\"any\"]") }
    rule.appliesTo = table.orderedChoices("applies_to", orEvery: "any") ?? []
    rule.contracted = table.flag("contracted")
    rule.planType = table.choice("plan_type")
    rule.clock = table.choice("clock") ?? .event
    rule.calendar = table.choice("calendar") ?? .federal
    rule.presumedReceiptDays = table.days("presumed_receipt_days", from: 0, to: 60)
    rule.roll = table.choice("roll") ?? .none
    rule.receiver = readReceiver(&table)
    rule.floor = readFloor(&table)
    rule.validFrom = table.date("valid_from")
    rule.validTo = table.date("valid_to")
    rule.note = table.text("note")
    readAction(&table, into: &rule)
    checkTogether(rule, in: &table)
    return table.errors.count == faultsBefore ? rule : nil
}

private func isRuleName(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { word in
        !word.isEmpty
            && word.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: false
                }
            }
    }
}

private func readLength(_ table: inout RuleTable) -> RuleLength? {
    let length = table.number("length", from: 1, to: CalendarPeriod.longest)
    let unit: CalendarUnit? = table.choice("unit")
    let contract: ContractTerm? = table.choice("contract")
    let firstDay: FirstDay? = table.choice("first_day")
    let direction: Direction? = table.choice("direction")
    let monthEnd: MonthEnd? = table.choice("month_end")
    if table.has("contract") {
        let foreign = ["length", "unit", "first_day", "direction", "month_end"].filter(table.has)
        for key in foreign { table.fail(key, "says nothing beside contract, which counts days after the trigger") }
        return contract.map { .contract($0) }
    }
    guard table.has("length"), table.has("unit") else {
        table.fail(nil, "must state length and unit, or contract")
        return nil
    }
    guard let length, let unit else { return nil }
    let limit = unit == .years ? 10 : unit == .months ? 120 : CalendarPeriod.longest
    guard length <= limit else {
        table.fail("length", "must be at most \(limit) \(unit.rawValue), but is \(length)")
        return nil
    }
    if monthEnd != nil, unit != .months, unit != .years {
        table.fail("month_end", "says nothing for \(unit.rawValue)")
    }
    return .stated(
        CalendarPeriod(
            length,
            unit,
            firstDay: firstDay ?? .dayAfter,
            direction: direction ?? .after,
            monthEnd: monthEnd ?? .lastDay
        )
    )
}

private func readSource(_ table: inout RuleTable) -> RuleSource? {
    guard table.has("source") else {
        table.fail(
            nil,
            "source is missing: where the rule stands written, such as "
                + "source = { kind = \"regulation\", citation = \"42 CFR 405.942\" }"
        )
        _ = table.table("source") { _ in Optional<RuleSource>.none }
        return nil
    }
    return table.table("source") { source in
        let kind: SourceKind? = source.requiredChoice("kind")
        let citation = source.requiredText("citation")
        guard let kind, let citation else { return nil }
        return RuleSource(kind: kind, citation: citation)
    }
}

/// Reads how and by whom one acts, which has a meaning only for a last day.
private func readAction(_ table: inout RuleTable, into rule: inout DeadlineRule) {
    let filedWhen: FiledWhen? = table.choice("filed_when")
    rule.whoActs = table.orderedChoices("who_may_act") ?? []
    switch rule.gives {
    case .lastDay:
        for key in ["filed_when", "who_may_act"] where !table.has(key) { table.fail(nil, "\(key) is missing") }
    case .firstDay:
        for key in ["filed_when", "who_may_act", "receiver"] where table.has(key) {
            table.fail(key, "says nothing of a first day, on which nobody files")
        }
    }
    rule.filedWhen = filedWhen ?? .notStated
}

private func readReceiver(_ table: inout RuleTable) -> ReceiverClock? {
    table.table("receiver") { receiver in
        let zone = receiver.requiredText("zone")
        if let zone, !zone.contains("/") || TimeZone(identifier: zone) == nil {
            receiver.fail("zone", "must be a time zone of the IANA database, such as \"America/New_York\"")
        }
        let closes = receiver.text("closes")
        let minute = closes.map(minuteOfDay)
        if let minute, minute == nil {
            receiver.fail("closes", "must be a time of day in quotes from \"00:00\" to \"23:59\", such as \"17:00\"")
        }
        guard let zone else { return nil }
        return ReceiverClock(zone: zone, lastMinute: (minute ?? nil) ?? ReceiverClock.midnight)
    }
}

private func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
        let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
}

private func readFloor(_ table: inout RuleTable) -> AmountFloor? {
    table.table("amount") { amount in
        let asked: AskedAmount? = amount.requiredChoice("asked")
        var least: [Int?: Money] = [:]
        if !amount.has("least") { amount.fail(nil, "least is missing: [{ year = 2026, amount = \"200.00\" }]") }
        _ = amount.tables("least") { row in
            let year = row.number("year", from: 1978, to: 9998)
            if !row.has("amount") { row.fail(nil, "amount is missing") }
            guard let money = row.amount("amount") else { return false }
            if least.updateValue(money, forKey: year) != nil {
                row.fail(nil, "this year has an amount already; state it once")
            }
            return true
        }
        guard let asked else { return nil }
        return AmountFloor(asked: asked, least: least)
    }
}

/// What no key alone shows to be wrong.
private func checkTogether(_ rule: DeadlineRule, in table: inout RuleTable) {
    if rule.presumedReceiptDays != nil, rule.clock == .event {
        table.fail("presumed_receipt_days", "says nothing unless clock is \"receipt\"")
    }
    if let from = rule.validFrom, let to = rule.validTo, from > to {
        table.fail("valid_to", "must not be before valid_from")
    }
    if rule.gives == .firstDay {
        if rule.roll == .previous { table.fail("roll", "must not move a first day to an earlier one") }
        if case .stated(let period) = rule.length, period.direction == .before {
            table.fail("direction", "must be \"after\" for a first day")
        }
    }
    let isContract = table.has("contract")
    if isContract != (rule.confidence == .contractSays), table.has("confidence") {
        table.fail("confidence", "is \"contractSays\" for a rule with contract, and for no other")
    }
}

extension DeadlineRule {
    /// Whether the two bear one name and hold on one day.
    func overlaps(_ other: DeadlineRule) -> Bool {
        guard id == other.id else { return false }
        let first = CalendarDate(dayNumber: .min)
        let last = CalendarDate(dayNumber: .max)
        return (validFrom ?? first) <= (other.validTo ?? last) && (other.validFrom ?? first) <= (validTo ?? last)
    }
}

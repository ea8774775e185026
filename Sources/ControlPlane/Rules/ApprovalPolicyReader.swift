package import RevenueCycle

/// Reads an approval policy (TOML) into an ``ApprovalPolicy``.
///
/// One file is the whole policy: what a hospital adopts takes the place of what ships, so that everything that holds can be
/// read in one place.
package enum ApprovalPolicyReader {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: the file's name and text.
    ///   - version: the version that the policy shall have: the number of the entry that adopts it.
    /// - Returns: the policy as far as it is sound, and everything that is wrong; a policy with errors is not for use.
    package static func read(
        _ file: RuleText,
        version: UInt64
    ) -> (policy: ApprovalPolicy, errors: [PayerRulesError]) {
        var policy = ApprovalPolicy(version: version, rules: [])
        do throws(PayerRulesError) {
            var root = try RuleTable(root: file)
            policy.rules = readRules(&root)
            policy.routes = readRoutes(&root)
            root.finish()
            return (policy, root.errors.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
        } catch {
            return (policy, [error])
        }
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: the file's name and text.
    ///   - version: the version that the policy shall have.
    /// - Returns: the policy.
    /// - Throws: ``PayerRulesErrors`` with everything that is wrong.
    package static func load(
        _ file: RuleText,
        version: UInt64
    ) throws(PayerRulesErrors) -> ApprovalPolicy {
        let (policy, errors) = read(file, version: version)
        guard errors.isEmpty else { throw PayerRulesErrors(errors: errors) }
        return policy
    }
}

private func readRules(_ root: inout RuleTable) -> [ApprovalRule] {
    var ids: Set<String> = []
    return root.tables("rule") { table in
        guard let rule = readRule(&table) else { return nil }
        if !ids.insert(rule.id).inserted { table.fail("id", "belongs to another rule already; give each its own") }
        return rule
    }
}

private func readRoutes(_ root: inout RuleTable) -> [SensitiveRoute] {
    var subjects: Set<Sensitivity> = []
    return root.tables("route") { table in
        guard let route = readRoute(&table) else { return nil }
        if !subjects.insert(route.sensitivity).inserted {
            table.fail("sensitivity", "has a route already; state one for each")
        }
        return route
    }
}

/// Reads one `[[route]]`.
private func readRoute(_ table: inout RuleTable) -> SensitiveRoute? {
    let sensitivity: Sensitivity? = table.choice("sensitivity")
    if !table.has("sensitivity") { table.fail(nil, "sensitivity is missing") }
    let queue = table.requiredText("queue")
    let reason = table.requiredText("reason")
    guard let sensitivity, let queue, let reason else { return nil }
    return SensitiveRoute(sensitivity: sensitivity, queue: queue, reason: reason)
}

/// Reads one `[[rule]]`.
private func readRule(_ table: inout RuleTable) -> ApprovalRule? {
    let id = table.requiredText("id")
    let reason = table.requiredText("reason")
    if let id, !id.utf8.allSatisfy(isNameByte) {
        table.fail("id", "must be made of small letters a–z, digits and hyphens")
    }
    let kinds: Set<ProposalKind>? = table.orderedChoices("kinds").map(Set.init)
    let conditions = readConditions(&table, kinds: kinds ?? Set(ProposalKind.allCases))
    let outcome = readOutcome(&table)
    if case .automatic = outcome, kinds == nil {
        table.fail(nil, "kinds is missing; an automatic approval must name the kinds of proposal that it is for")
    }
    guard let id, let reason, let outcome else { return nil }
    return ApprovalRule(
        id: id,
        reason: reason,
        kinds: kinds ?? Set(ProposalKind.allCases),
        conditions: conditions,
        outcome: outcome
    )
}

private func readConditions(_ table: inout RuleTable, kinds: Set<ProposalKind>) -> RuleConditions {
    var conditions = RuleConditions()
    conditions.amountOver = table.amount("amount_over")
    conditions.amountUpTo = table.amount("amount_up_to")
    conditions.ageOverDays = table.days("age_over_days", from: 0)
    conditions.ageUpToDays = table.days("age_up_to_days", from: 0)
    conditions.payers = table.texts("payers").map(Set.init)
    conditions.linesOfBusiness = table.orderedChoices("lines_of_business").map(Set.init)
    conditions.sensitivities = table.orderedChoices("sensitivities").map(Set.init)
    conditions.authors = table.orderedChoices("authors").map(Set.init)
    conditions.confidence = table.orderedChoices("confidence").map(Set.init)
    conditions.writeOffReasons = table.orderedChoices("write_off_reasons").map(Set.init)
    conditions.denialCategories = table.orderedChoices("denial_categories").map(Set.init)
    conditions.creditDisclosure = table.flag("credit_disclosure")
    checkConditions(conditions, in: &table, kinds: kinds)
    return conditions
}

/// Says which conditions can never hold, or not for the kinds that are named.
private func checkConditions(_ conditions: RuleConditions, in table: inout RuleTable, kinds: Set<ProposalKind>) {
    if let over = conditions.amountOver, let upTo = conditions.amountUpTo, over >= upTo {
        table.fail("amount_up_to", "is not above amount_over, so that no amount is meant")
    }
    if let over = conditions.ageOverDays, let upTo = conditions.ageUpToDays, over >= upTo {
        table.fail("age_up_to_days", "is not above age_over_days, so that no age is meant")
    }
    if conditions.payers?.isEmpty == true {
        table.fail("payers", "must hold at least one payer; leave the key out when it does not matter")
    }
    for key in ["amount_over", "amount_up_to"] where table.has(key) && !kinds.allSatisfy(\.hasAmount) {
        let without = kinds.filter { !$0.hasAmount }.map(\.rawValue).sorted().joined(separator: ", ")
        table.fail(key, "is for kinds with an amount, which these have not: \(without)")
    }
    let special: [(String, ProposalKind)] = [
        ("write_off_reasons", .writeOff), ("denial_categories", .appeal), ("credit_disclosure", .paymentPlan),
    ]
    for (key, kind) in special where table.has(key) && kinds != [kind] {
        table.fail(key, "is for the kind \(kind.rawValue) alone: kinds = [\"\(kind.rawValue)\"]")
    }
}

/// Reads what a rule says: exactly one of three.
private func readOutcome(_ table: inout RuleTable) -> ApprovalRule.Outcome? {
    let stated = ["approvals", "automatic_limit", "forbidden"].filter { table.has($0) }
    let isForbidden = table.flag("forbidden")
    let limit = table.amount("automatic_limit")
    let demand = readDemand(&table)
    guard stated.count == 1 else {
        table.fail(nil, "must state exactly one of approvals, automatic_limit and forbidden")
        return nil
    }
    if isForbidden == false { table.fail("forbidden", "can only be true; leave the key out otherwise") }
    if isForbidden == true { return .forbidden }
    return limit.map { .automatic(limit: $0) } ?? demand.map { .approvals($0) }
}

private func readDemand(_ table: inout RuleTable) -> ApprovalDemand? {
    let approvals = table.number("approvals", from: 1, to: 9)
    var demand = ApprovalDemand(approvals: approvals ?? 1, roles: readRoles("roles", &table))
    if let mayApprove = table.flag("author_may_approve") { demand.authorMayApprove = mayApprove }
    demand.withinDays = table.days("within_days")
    if let days = table.days("valid_days") { demand.validDays = days }
    let afterDays = table.days("escalate_after_days")
    let queue = table.text("escalate_to")
    if (afterDays == nil) != (queue == nil) {
        table.fail(nil, "escalate_after_days and escalate_to belong together; state both or neither")
    }
    if let afterDays, let queue { demand.escalation = .init(afterDays: afterDays, queue: queue) }
    if let afterDays, let within = demand.withinDays, afterDays >= within {
        table.fail("escalate_after_days", "is not before within_days, so that nobody is asked in time")
    }
    demand.overrideRoles = readRoles("override_roles", &table)
    let keys = [
        "roles", "author_may_approve", "within_days", "valid_days", "escalate_after_days", "escalate_to",
        "override_roles",
    ]
    if table.has("approvals") {
        if demand.roles.isEmpty { table.fail(nil, "roles is missing: say whose approval counts") }
        return approvals == nil || demand.roles.isEmpty ? nil : demand
    }
    for key in keys where table.has(key) { table.fail(key, "is for rules that state approvals") }
    return nil
}

private func readRoles(_ key: String, _ table: inout RuleTable) -> Set<Role> {
    guard let texts = table.texts(key) else { return [] }
    if texts.isEmpty { table.fail(key, "must hold at least one role; leave the key out when there is none") }
    let roles = Set(texts.compactMap(Role.init(rawValue:))).intersection(Role.stated)
    let names = Role.stated.map(\.rawValue).sorted().joined(separator: ", ")
    for text in Set(texts).sorted() where !Role.stated.contains(where: { $0.rawValue == text }) {
        table.fail(key, "holds \"\(text)\", which is no role; the roles are \(names)")
    }
    return roles
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
    default: false
    }
}

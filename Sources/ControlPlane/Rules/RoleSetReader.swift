package import Access
import RevenueCycle

/// Reads the file that says who may do what (TOML) into a ``RoleSet``.
///
/// One file states the whole set; nothing of the shipped one remains beside it.
package enum RoleSetReader {
    /// Reads a file.
    ///
    /// - Parameter file: its name and text.
    /// - Returns: the roles as far as they are sound, and everything that is wrong; roles with errors are not for use.
    package static func read(_ file: RuleText) -> (roles: RoleSet, errors: [PayerRulesError]) {
        var reading = RoleSetReading()
        let errors: [PayerRulesError]
        do throws(PayerRulesError) {
            var root = try RuleTable(root: file)
            reading.read(&root)
            root.finish()
            errors = root.errors
        } catch {
            errors = [error]
        }
        let roles = reading.roleSet
        // What is wrong with the set as a whole follows from what is wrong with its text, so it is told of sound text only.
        let faults = errors.isEmpty ? roles.faults.map { reading.error(of: $0, in: file) } : []
        return (roles, (errors + faults).sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }
}

/// What was read so far, and where.
private struct RoleSetReading {
    private var roles: [RoleDefinition] = []
    private var prohibitions: [Prohibition] = []
    private var breakGlass = BreakGlassTerms(limitMinutes: 0, reviewMinutes: 0, permits: [])
    private var ruleTables: [RuleID: RuleTable] = [:]
    private var roleTables: [Role: RuleTable] = [:]
    private var breakGlassTable: RuleTable?

    var roleSet: RoleSet { RoleSet(roles: roles, prohibitions: prohibitions, breakGlass: breakGlass) }

    /// What a role's rules have unless they state it themselves.
    private struct Defaults {
        var purposes: Set<Purpose> = []
        var sensitivities: Set<Sensitivity> = []
    }

    mutating func read(_ root: inout RuleTable) {
        var reading = self
        reading.prohibitions = root.tables("forbid") { reading.readProhibition(&$0) }
        _ = root.table("break_glass") { table in reading.readBreakGlass(&table) }
        if !root.has("break_glass") {
            root.fail(nil, "[break_glass] is missing; state how long emergency access may last")
        }
        _ = root.table("role") { table in
            for role in Role.stated {
                if let definition = table.table(role.rawValue, { reading.readRole(role, &$0) }) {
                    reading.roles.append(definition)
                }
            }
        }
        self = reading
    }

    /// An error at the place of a fault.
    func error(of fault: RoleSetFault, in file: RuleText) -> PayerRulesError {
        let table: RuleTable? =
            switch fault.place {
            case .set: nil
            case .role(let role): roleTables[role]
            case .rule(let rule): ruleTables[rule]
            case .breakGlass: breakGlassTable
            }
        let sentence = fault.problem.sentence
        guard let table else {
            return PayerRulesError(file: file.file, line: nil, column: nil, key: nil, message: sentence)
        }
        guard case .rule(let rule) = fault.place else { return table.error(nil, sentence) }
        return table.error(nil, "rule \(rule): \(sentence)")
    }

    private mutating func readBreakGlass(_ table: inout RuleTable) {
        var reading = self
        let limit = table.whole("limit_minutes", of: "minutes", from: 1, to: 24 * 60)
        let review = table.days("review_days", from: 1, to: 30)
        for key in ["limit_minutes", "review_days"] where !table.has(key) { table.fail(nil, "\(key) is missing") }
        _ = table.requiredText("reason")
        let permits = table.tables("permit") { reading.readPermit(&$0, Defaults()) }
        self = reading
        breakGlass = BreakGlassTerms(
            limitMinutes: limit ?? 0,
            reviewMinutes: (review ?? 0) * 24 * 60,
            permits: permits
        )
        breakGlassTable = table
    }

    private mutating func readRole(_ role: Role, _ table: inout RuleTable) -> RoleDefinition? {
        var reading = self
        let holders: Set<PrincipalKind>? = table.choices("held_by")
        if holders == nil, !table.has("held_by") { table.fail(nil, "held_by is missing; say who may have the role") }
        let reason = table.requiredText("reason")
        let defaults = Defaults(
            purposes: table.choices("purposes") ?? [],
            sensitivities: table.choices("sensitivities") ?? []
        )
        let permits = table.tables("permit") { reading.readPermit(&$0, defaults) }
        let prohibitions = table.tables("forbid") { reading.readProhibition(&$0) }
        self = reading
        roleTables[role] = table
        guard let holders, let reason else { return nil }
        return RoleDefinition(
            role: role,
            heldBy: holders,
            permits: permits,
            prohibitions: prohibitions,
            reason: reason
        )
    }

    private mutating func readPermit(_ table: inout RuleTable, _ defaults: Defaults) -> Permit? {
        let id = table.ruleID()
        let actions: Set<Action>? = table.choices("actions")
        let resources: Set<Resource>? = table.choices("resources")
        for key in ["actions", "resources"] where !table.has(key) { table.fail(nil, "\(key) is missing") }
        let known = (resources ?? []).reduce(into: FieldMask()) { $0.formUnion($1.fields) }
        let permit = Permit(
            id: id ?? RuleID(""),
            actions: actions ?? [],
            resources: resources ?? [],
            purposes: table.choices("purposes") ?? defaults.purposes,
            facilities: table.identifiers("facilities"),
            payers: table.identifiers("payers"),
            amountAtMost: table.amount("amount_at_most"),
            sensitivities: table.choices("sensitivities") ?? defaults.sensitivities,
            isForOwnWork: table.flag("own_work_only") ?? false,
            fields: table.fields("fields", known: known) ?? [],
            reason: table.requiredText("reason") ?? ""
        )
        guard let id else { return nil }
        ruleTables[id] = table
        return permit
    }

    private mutating func readProhibition(_ table: inout RuleTable) -> Prohibition? {
        let id = table.ruleID()
        let prohibition = Prohibition(
            id: id ?? RuleID(""),
            kinds: table.choices("principals"),
            actions: table.choices("actions"),
            resources: table.choices("resources"),
            purposes: table.choices("purposes"),
            facilities: table.identifiers("facilities"),
            payers: table.identifiers("payers"),
            amountAbove: table.amount("amount_above"),
            sensitivities: table.choices("sensitivities"),
            hides: table.fields("hides", known: .all),
            reason: table.requiredText("reason") ?? ""
        )
        guard let id else { return nil }
        ruleTables[id] = table
        return prohibition
    }
}

extension RuleTable {
    /// The name of a rule.
    fileprivate mutating func ruleID() -> RuleID? { requiredText("id").map { RuleID($0) } }

    /// A set of identifiers; nil when it is not stated.
    fileprivate mutating func identifiers<Identifier: TextIdentifier>(_ key: String) -> Set<Identifier>? {
        texts(key).map { Set($0.map { Identifier($0) }) }
    }

    /// Groups of fields; `all` stands for those that are known at this place.
    fileprivate mutating func fields(_ key: String, known: FieldMask) -> FieldMask? {
        let names = FieldGroup.allCases.map(\.name)
        return words(key, known: names + ["all"]).map { words in
            words.contains("all") ? known : FieldMask(words.compactMap(FieldGroup.init(name:)))
        }
    }
}

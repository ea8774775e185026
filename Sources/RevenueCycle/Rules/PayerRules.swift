/// The rules that are in force: defaults, what is stated of single payers, and the deadlines of law and contract.
package struct PayerRules: Sendable {
    /// What holds where a payer's rule says nothing.
    package let defaults: PayerDefaults
    /// The payers, in the order of their files.
    package let payers: [PayerRule]
    /// The deadline rules.
    package let deadlines: DeadlineRules

    private let byID: [String: Int]
    private let byName: [String: Int]

    /// Rules for payers that share no key, id or name; of those that do, the first wins.
    package init(
        defaults: PayerDefaults = .standard,
        payers: [PayerRule] = [],
        deadlines: DeadlineRules = .none
    ) {
        self.defaults = defaults
        self.payers = payers
        self.deadlines = deadlines
        var byID: [String: Int] = [:]
        var byName: [String: Int] = [:]
        for (index, payer) in payers.enumerated() {
            for id in payer.ids where byID[PayerIdentity.normalizeID(id)] == nil {
                byID[PayerIdentity.normalizeID(id)] = index
            }
            for name in [payer.name] + payer.aliases where byName[PayerIdentity.normalize(name)] == nil {
                byName[PayerIdentity.normalize(name)] = index
            }
        }
        self.byID = byID
        self.byName = byName
    }
}

extension PayerRules: Hashable {
    package static func == (left: PayerRules, right: PayerRules) -> Bool {
        left.defaults == right.defaults && left.payers == right.payers && left.deadlines == right.deadlines
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(defaults)
        hasher.combine(payers)
        hasher.combine(deadlines)
    }
}

extension PayerRules {
    /// The rule of a payer as a document names it.
    package func rule(for payer: PayerIdentity) -> PayerRule? {
        rule(forIDs: payer.ids, names: payer.name.map { [$0] } ?? [])
    }

    /// The rule that has one of these ids or, when none has, one of these names; earlier ids and names go first.
    package func rule(forIDs ids: some Sequence<String>, names: some Sequence<String>) -> PayerRule? {
        place(ids: ids, names: names).map { payers[$0] }
    }

    private func place(ids: some Sequence<String>, names: some Sequence<String>) -> Int? {
        for id in ids {
            if let index = byID[PayerIdentity.normalizeID(id)] { return index }
        }
        for name in names {
            if let index = byName[PayerIdentity.normalize(name)] { return index }
        }
        return nil
    }

    /// Whether two documents name one payer: they share an id, or one rule has both.
    ///
    /// A name that both bear, and that no rule knows, does not make them one.
    package func areOne(_ one: PayerIdentity, _ other: PayerIdentity) -> Bool {
        if !one.comparableIDs.isDisjoint(with: other.comparableIDs) { return true }
        guard let first = place(ids: one.ids, names: one.name.map { [$0] } ?? []) else { return false }
        return first == place(ids: other.ids, names: other.name.map { [$0] } ?? [])
    }

    /// Whether two documents cannot mean one payer: ids and names of both are known, and all of them differ.
    package func conflict(_ one: PayerIdentity, _ other: PayerIdentity) -> Bool {
        guard !one.comparableIDs.isEmpty, !other.comparableIDs.isEmpty,
            let name = one.normalizedName, let otherName = other.normalizedName, !name.isEmpty, !otherName.isEmpty
        else { return false }
        return name != otherName && !areOne(one, other)
    }

    /// Calendar days after which a claim without an answer is a missing response.
    package func turnaroundDays(_ rule: PayerRule?) -> Int { rule?.turnaroundDays ?? defaults.turnaroundDays }

    /// Calendar days after which a claim that was forwarded is a missing response.
    package func crossoverDays(_ rule: PayerRule?) -> Int { rule?.crossoverDays ?? defaults.crossoverDays }
}

extension PayerIdentity {
    /// An identifier as identifiers are compared: in upper case, without spaces.
    package static func normalizeID(_ id: String) -> String {
        String(decoding: id.utf8.filter { $0 != UInt8(ascii: " ") }, as: UTF8.self).uppercased()
    }

    /// The identifiers as they are compared.
    var comparableIDs: Set<String> { Set(ids.map(Self.normalizeID)).subtracting([""]) }
}

/// What holds where a payer's rule says nothing.
package struct PayerDefaults: Hashable, Sendable {
    /// Calendar days after which a claim without an answer is a missing response.
    package var turnaroundDays: Int
    /// Calendar days after which a claim that was forwarded is a missing response.
    package var crossoverDays: Int
    /// How many calendar days before its deadline a finding is at risk.
    package var atRiskDays: Int
    /// The smallest difference from the expected allowed amount that is an underpayment.
    package var underpaymentMinimum: Money
    /// The smallest share of the expected allowed amount that is an underpayment.
    package var underpaymentPercent: Percentage

    /// 30, 45 and 14 days; 1.00 and 1 %.
    package static let standard = PayerDefaults()

    /// Defaults, of which those not given are the standard's.
    package init(
        turnaroundDays: Int = 30,
        crossoverDays: Int = 45,
        atRiskDays: Int = 14,
        underpaymentMinimum: Money = Money(cents: 100),
        underpaymentPercent: Percentage = Percentage(hundredths: 100)
    ) {
        self.turnaroundDays = turnaroundDays
        self.crossoverDays = crossoverDays
        self.atRiskDays = atRiskDays
        self.underpaymentMinimum = underpaymentMinimum
        self.underpaymentPercent = underpaymentPercent
    }
}

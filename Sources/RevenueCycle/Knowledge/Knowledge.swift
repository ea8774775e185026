/// What the codes of remittances and claim status mean: tables as values, read once.
///
/// A code that the tables do not know has no fact; its meaning is never guessed and its amount goes to a person.
package struct Knowledge: Sendable {
    /// The tables that ship with the package.
    package static let shipped = Knowledge(KnowledgeTables.all)

    /// What is wrong with the tables; empty for those that ship.
    package let faults: [TableFault]
    /// Nature × group → disposition.
    package let dispositions: DispositionTable

    let reasons: [CARC: CarcFact]
    let remarks: [RARC: RarcFact]
    let groups: [GroupCode: GroupFact]
    let statusCategories: [String: ClaimStatusFact]
    let statuses: [String: ClaimStatusFact]
    let remittanceStatuses: [String: ClaimStatusFact]
    let providerAdjustments: [String: PlbFact]

    /// Reads tables by their names; rows with faults are left out and told in ``faults``.
    package init(_ tables: [KnowledgeTable]) {
        var faults: [TableFault] = []
        func table(_ name: String) -> KnowledgeTable {
            if let table = tables.first(where: { $0.name == name }) { return table }
            faults.append(TableFault(table: name, line: 0, message: "the table is missing"))
            return KnowledgeTable(name: name, text: "")
        }
        reasons = Self.index(table("carc.tsv"), &faults, by: \.code) { row throws(TableFault) in try CarcFact(row) }
        remarks = Self.index(table("rarc.tsv"), &faults, by: \.code) { row throws(TableFault) in try RarcFact(row) }
        groups = Self.index(table("group-codes.tsv"), &faults, by: \.code) { row throws(TableFault) in
            try GroupFact(row)
        }
        providerAdjustments = Self.index(table("plb.tsv"), &faults, by: \.code) { row throws(TableFault) in
            try PlbFact(row)
        }
        let status = table("claim-status.tsv")
        statusCategories = Self.statuses("category", of: status, &faults)
        statuses = Self.statuses("status", of: status, &faults)
        remittanceStatuses = Self.statuses("clp02", of: status, &faults)
        dispositions = DispositionTable(
            dispositions: table("dispositions.tsv"),
            exceptions: table("exceptions.tsv"),
            faults: &faults
        )
        self.faults = faults
    }

    private static func index<Key: Hashable, Fact>(
        _ table: KnowledgeTable,
        _ faults: inout [TableFault],
        by key: KeyPath<Fact, Key>,
        _ read: (TableRow) throws(TableFault) -> Fact?
    ) -> [Key: Fact] {
        var facts: [Key: Fact] = [:]
        TableRow.forEach(of: table, faults: &faults) { row throws(TableFault) in
            guard let fact = try read(row) else { return }
            if facts.updateValue(fact, forKey: fact[keyPath: key]) != nil {
                throw row.fault("the code stands in the table twice")
            }
        }
        return facts
    }

    private static func statuses(
        _ set: String,
        of table: KnowledgeTable,
        _ faults: inout [TableFault]
    ) -> [String: ClaimStatusFact] {
        index(table, &faults, by: \.code) { row throws(TableFault) in
            try row.text("set") == set ? try ClaimStatusFact(row) : nil
        }
    }
}

extension Knowledge {
    /// What the tables say of a reason; nil when they do not know it.
    package func fact(_ reason: CARC) -> CarcFact? { reasons[reason] }

    /// What the tables say of a remark; nil when they do not know it.
    package func fact(_ remark: RARC) -> RarcFact? { remarks[remark] }

    /// What the tables say of a group; nil when they do not know it.
    package func group(_ code: GroupCode) -> GroupFact? { groups[code] }

    /// What the tables say of a claim status category (STC01-1), such as `A3`.
    package func claimStatusCategory(_ code: String) -> ClaimStatusFact? { statusCategories[code] }

    /// What the tables say of a claim status code (STC01-2), such as `21`.
    package func claimStatus(_ code: String) -> ClaimStatusFact? { statuses[code] }

    /// What the tables say of the claim status of a remittance (CLP02), such as `22`.
    package func remittanceStatus(_ code: String) -> ClaimStatusFact? { remittanceStatuses[code] }

    /// What the tables say of a provider-level adjustment (PLB03-1), such as `WO`.
    package func providerAdjustment(_ code: String) -> PlbFact? { providerAdjustments[code] }

    /// Every reason that the tables know, in the order of the codes' bytes.
    package var knownReasons: [CarcFact] { reasons.values.sorted { $0.code < $1.code } }

    /// Every remark that the tables know, in the order of the codes' bytes.
    package var knownRemarks: [RarcFact] { remarks.values.sorted { $0.code < $1.code } }

    /// The disposition of a reason under a group, as far as code and group alone can say.
    ///
    /// The exceptions of the table go before nature × group. What depends on the rest of the claim is not in here:
    /// a packaged line (97, 234), the newborn (128), the whole charge in 45 or 131, a duplicate (18, B13), a request
    /// (252), amounts under MA130, and negative amounts.
    package func baseDisposition(group: GroupCode, carc: CARC) -> Disposition {
        guard let fact = reasons[carc] else { return .review }
        return dispositions.disposition(of: fact, group: group)
    }
}

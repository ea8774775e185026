/// Nature × group → disposition, and the reasons that go their own way.
///
/// The answers are data (`Knowledge/dispositions.tsv`, `Knowledge/exceptions.tsv`). A reason code or group that they do
/// not know is for a person to review.
package struct DispositionTable: Hashable, Sendable {
    /// The answers for the four groups of a 5010 remittance.
    struct Answers: Hashable, Sendable {
        let co: Disposition
        let pr: Disposition
        let oa: Disposition
        let pi: Disposition

        init(_ row: TableRow) throws(TableFault) {
            co = try row.value("CO")
            pr = try row.value("PR")
            oa = try row.value("OA")
            pi = try row.value("PI")
        }

        subscript(group: GroupCode) -> Disposition {
            switch group {
            case .co: co
            case .pr: pr
            case .oa: oa
            case .pi: pi
            case .other: .review
            }
        }
    }

    private struct Key: Hashable {
        let nature: AdjustmentNature
        let trueDenial: TrueDenial
    }

    private var byNature: [Key: Answers] = [:]
    private(set) var exceptions: [CARC: Answers] = [:]

    init(dispositions: KnowledgeTable, exceptions: KnowledgeTable, faults: inout [TableFault]) {
        TableRow.forEach(of: dispositions, faults: &faults) { row throws(TableFault) in
            let nature: AdjustmentNature = try row.value("nature")
            let denials = try row.text("true_denial") == "any" ? TrueDenial.allCases : [try row.value("true_denial")]
            let answers = try Answers(row)
            for trueDenial in denials {
                let earlier = byNature.updateValue(answers, forKey: Key(nature: nature, trueDenial: trueDenial))
                if earlier != nil { throw row.fault("\(nature.rawValue) has an answer already") }
            }
        }
        TableRow.forEach(of: exceptions, faults: &faults) { row throws(TableFault) in
            let earlier = self.exceptions.updateValue(try Answers(row), forKey: CARC(try row.text("code")))
            if earlier != nil { throw row.fault("the code stands in the table twice") }
        }
    }

    /// What the table says for a nature under a group; nil where the table has a hole.
    package func answer(
        nature: AdjustmentNature,
        trueDenial: TrueDenial,
        group: GroupCode
    ) -> Disposition? {
        byNature[Key(nature: nature, trueDenial: trueDenial)]?[group]
    }

    /// The disposition of a reason under a group, as far as code and group alone can say.
    func disposition(of fact: CarcFact, group: GroupCode) -> Disposition {
        if let exception = exceptions[fact.code] { return exception[group] }
        return answer(nature: fact.nature, trueDenial: fact.trueDenial, group: group) ?? .review
    }
}

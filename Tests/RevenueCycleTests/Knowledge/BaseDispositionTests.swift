import RevenueCycle
import Testing

@Suite("The disposition of a reason under a group")
struct BaseDispositionTests {
    private let knowledge = Knowledge.shipped

    @Test(arguments: AdjustmentNature.allCases, TrueDenial.allCases)
    func `has an answer for every nature under every group`(nature: AdjustmentNature, trueDenial: TrueDenial) {
        for group in GroupCode.standard {
            #expect(knowledge.dispositions.answer(nature: nature, trueDenial: trueDenial, group: group) != nil)
        }
    }

    @Test(
        arguments: [
            ("45", [.contractual, .review, .contractual, .contractual]),
            ("59", [.contractual, .review, .contractual, .contractual]),
            ("102", [.contractual, .review, .contractual, .contractual]),
            ("209", [.contractual, .review, .contractual, .contractual]),
            ("303", [.contractual, .review, .contractual, .contractual]),
            ("1", [.review, .costShare, .review, .review]),
            ("142", [.review, .costShare, .review, .review]),
            ("23", [.review, .review, .priorPayer, .review]),
            ("50", [.denied, .denied, .denied, .denied]),
            ("193", [.denied, .denied, .denied, .denied]),
            ("186", [.denied, .denied, .denied, .denied]),
            ("B22", [.denied, .denied, .denied, .denied]),
            ("P8", [.pended, .pended, .pended, .pended]),
            ("B11", [.pended, .pended, .pended, .pended]),
            ("252", [.pended, .pended, .pended, .pended]),
            ("A0", [.review, .review, .review, .review]),
            ("100", [.review, .review, .review, .review]),
            ("101", [.review, .review, .review, .review]),
            ("187", [.review, .review, .review, .review]),
        ] as [(CARC, [Disposition])]
    )
    func `follows from nature and group`(reason: CARC, answers: [Disposition]) {
        #expect(GroupCode.standard.map { knowledge.baseDisposition(group: $0, carc: reason) } == answers)
    }

    @Test(
        arguments: [
            ("49", .denied), ("96", .denied), ("106", .denied), ("204", .denied), ("B1", .denied), ("18", .denied),
            ("B13", .denied), ("133", .pended), ("257", .pended), ("85", .review), ("178", .review), ("215", .review),
            ("223", .review), ("238", .review), ("275", .review), ("128", .contractual),
        ] as [(CARC, Disposition)]
    )
    func `is one for all groups where the contract says so`(reason: CARC, answer: Disposition) {
        for group in GroupCode.standard {
            #expect(knowledge.baseDisposition(group: group, carc: reason) == answer)
        }
    }

    @Test func `is contractual for a code that only reports, unless the patient is said to owe it`() {
        #expect(
            GroupCode.standard.map { knowledge.baseDisposition(group: $0, carc: "246") }
                == [.contractual, .review, .contractual, .contractual]
        )
    }

    @Test func `is for a person when the code or the group is unknown`() {
        #expect(knowledge.baseDisposition(group: .co, carc: "9999") == .review)
        #expect(knowledge.baseDisposition(group: .other("CR"), carc: "50") == .review)
        #expect(knowledge.baseDisposition(group: .other(""), carc: "96") == .review)
    }

    @Test func `is never the patient's under another group than PR`() {
        for fact in knowledge.knownReasons {
            for group in GroupCode.standard where group != .pr {
                #expect(knowledge.baseDisposition(group: group, carc: fact.code) != .costShare, "\(group)-\(fact.code)")
            }
        }
    }

    @Test func `names no exception for a code that the tables do not know`() throws {
        let table = try #require(KnowledgeTables.all.first { $0.name == "exceptions.tsv" })
        for row in table.text.split(separator: "\n").dropFirst() {
            let code = row.prefix { $0 != "\t" }
            #expect(knowledge.fact(CARC(code)) != nil, "\(code)")
        }
    }
}

@Suite("A group code")
struct GroupCodeTests {
    @Test(arguments: ["CO", "PR", "OA", "PI", "CR", ""])
    func `keeps what was sent`(code: String) {
        #expect(GroupCode(rawValue: code).rawValue == code)
    }

    @Test func `is printed in the order CO, PR, OA, PI`() {
        #expect(GroupCode.standard.map(\.rawValue) == ["CO", "PR", "OA", "PI"])
    }
}

import Access
import Foundation
import Simulator
import Testing

@testable import Assist
@testable import ControlPlane
@testable import RevenueCycle

@Suite("A request for records and a clinical query") struct RecordsAndQueryTests {
    @Test func `of any finding say nothing that is no fact's value, and say what they lack`() throws {
        let accounts = try ComposedMonth.accounts()
        var categories: Set<DenialCategory> = []
        var gaps: Set<RecordsRequestGap> = []
        for position in accounts.flatMap(\.claims) {
            for finding in position.findings where [.denial, .rejection, .review].contains(finding.kind) {
                let request = RecordsRequestText(for: finding, in: position, knowledge: .shipped)
                let query = ClinicalQueryText(about: finding, in: position)
                for sentence in request.sentences + query.sentences {
                    #expect(sentence.unboundTokens.isEmpty, "\(sentence.text)")
                }
                gaps.formUnion(request.missing)
                #expect(request.records.isEmpty == request.missing.contains(.records))
                #expect((request.neededBy == nil) == request.missing.contains(.neededBy))
                #expect(request.neededBy == finding.deadline?.date)
                #expect(query.missing == [.indicators])
                if let category = finding.category, !request.records.isEmpty { categories.insert(category) }
            }
        }
        #expect(categories.isSuperset(of: [.medicalNecessity, .authorization, .documentation]), "\(categories)")
        #expect(gaps.isSuperset(of: [.records, .neededBy]), "\(gaps)")
    }

    @Test func `asks for records by no later day than the rule's`() throws {
        let accounts = try ComposedMonth.accounts()
        var tried = 0
        for position in accounts.flatMap(\.claims) {
            for finding in position.findings where finding.kind == .denial {
                guard let last = finding.deadline?.date else { continue }
                for (asked, expected) in [(last.adding(days: 9), last), (last.adding(days: -9), last.adding(days: -9))]
                {
                    let request = RecordsRequestText(
                        for: finding,
                        in: position,
                        neededBy: asked,
                        knowledge: .shipped
                    )
                    #expect(request.neededBy == expected)
                }
                tried += 1
            }
        }
        #expect(tried > 0)
    }

    @Test func `a composed query is compliant: no payment, no diagnosis, no lead, and answers that leave it open`()
        throws
    {
        let accounts = try ComposedMonth.accounts()
        var tried = 0
        for position in accounts.flatMap(\.claims) {
            for finding in position.findings where finding.kind == .denial {
                for choices in [[], ["Pneumonia", "Bronchitis"]] {
                    let text = ClinicalQueryText(about: finding, in: position, choices: choices)
                    let query = ProposedChange.ClinicalQuery(
                        question: text.question.map(\.text).joined(separator: " "),
                        indicators: ["Progress note of day 2: oxygen at 4 liters"],
                        choices: text.choices
                    )
                    #expect(ProposedChange.clinicalQuery(query).faults.isEmpty, "\(query)")
                    #expect(
                        text.question.flatMap(\.facts).allSatisfy { $0.role == .service || $0.role == .serviceDate }
                    )
                    #expect(text.choices.count == (choices.isEmpty ? 0 : 4))
                }
                tried += 1
            }
        }
        #expect(tried > 0)
    }

    @Test func `are proposed, and wait for a clinical reviewer and for what is missing`() throws {
        let desk = try ProposalDesk()
        let mira = desk.acting("mira")
        let query = try mira.queryDraft(of: desk.claim, reason: "The reason is not clear.")
        #expect(query.missing == [ClinicalQueryGap.indicators.words])
        let id = try mira.propose(query).id
        try desk.plane.addAccount("user:dora", human: "dora", reason: "A test.")
        try desk.plane.grant("clinicalReviewer", to: "user:dora", reason: "A test.")
        #expect(try desk.refusal { _ = try desk.approve(id, "dora") }?.contains("in the record gives rise") == true)
        let whole = try mira.queryDraft(of: desk.claim, indicators: ["Progress note, day 2"], reason: "Not clear.")
        _ = try mira.revise(id, whole)
        #expect(try desk.approve(id, "dora").status == .released)
        let leading = ProposedChange.ClinicalQuery(question: "Do you agree that it was sepsis?", indicators: ["Fever"])
        #expect(
            try desk.refusal {
                _ = try mira.propose(
                    ProposalDraft(
                        subject: desk.claim,
                        change: .clinicalQuery(leading),
                        rationale: Rationale(text: "Why.")
                    )
                )
            }?.contains("leads to an answer") == true
        )
        let note = try mira.noteDraft(of: desk.claim, reason: "For the next shift.")
        guard case .claimNote(let words) = note.change else { throw ControlPlaneError.notFound(what: "note") }
        #expect(words.text.contains("Denied") && words.text.contains("Outstanding"))
    }

    @Test func `a request is proposed of what asks for records, and refused where nothing does`() throws {
        let desk = try ProposalDesk()
        let mira = desk.acting("mira")
        var (proposed, refused) = (0, 0)
        for id in try desk.plane.accounts(asOf: CalendarDate(desk.clock.now)).flatMap(\.claimIDs) {
            do {
                let request = try mira.recordsDraft(of: id, reason: "Needed.", destination: "outbox")
                let proposal = try mira.propose(request).id
                let shown = try desk.plane.inquiry(for: .operations, by: "test").proposal(proposal)
                #expect(shown.item.document?.contains("About: ") == true)
                #expect(shown.item.document?.contains("for no others") == true)
                proposed += 1
            } catch ControlPlaneError.refused { refused += 1 }
        }
        #expect(proposed > 0 && refused > 0)
    }
}

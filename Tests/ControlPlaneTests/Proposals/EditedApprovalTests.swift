import Access
import Foundation
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("An approval with edits") struct EditedApprovalTests {
    @Test(arguments: StoreKind.all)
    func `lets what was edited leave, and nothing else`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let seen = try desk.seen(id)
        let edited = try desk.appeal("Look again, please.")
        // Who wrote it edits and approves it by no account, and nobody does without the right to both.
        #expect(try desk.refusal { _ = try desk.acting("mira").approve(id, as: edited, seen: seen) } != nil)
        #expect(try desk.refusal { _ = try desk.acting("mira2").approve(id, as: edited, seen: seen) } != nil)
        #expect(try desk.refusal { _ = try desk.acting("cleo").approve(id, as: edited, seen: seen) } != nil)
        #expect(try desk.refusal { _ = try desk.acting("pat").approve(id, as: edited, seen: seen) } != nil)
        // What changes nothing is no edit, and another change is no revision.
        #expect(try desk.refusal { _ = try desk.acting("omar").approve(id, as: desk.appeal(), seen: seen) } != nil)
        #expect(try desk.refusal { _ = try desk.acting("omar").approve(id, as: desk.writeOff(100), seen: seen) } != nil)
        #expect(try desk.nothingLeaves())
        // Whoever changes a word needs somebody else to agree: not the first author, but a third person.
        #expect(try desk.acting("omar").approve(id, as: edited, seen: seen).status == .open)
        #expect(try desk.nothingLeaves())
        #expect(try desk.refusal { try desk.approve(id, "omar") } != nil)
        #expect(try desk.refusal { try desk.approve(id, "mira") } != nil)
        let outcome = try desk.approve(id, "sue")
        #expect(outcome.status == .released)
        _ = try desk.plane.carryOutEffects()
        let effect = try #require(outcome.effect)
        #expect(try desk.files() == ["\(effect).txt"])
        let bytes = FileManager.default.contents(atPath: "\(desk.outbox.path)/\(effect).txt")
        #expect(bytes == Data("Look again, please.\n".utf8))
        let stream = try #require(PublicID.proposal(id))
        let proposal = try #require(try RecordedProposal(stream, in: desk.journal)).proposal
        #expect(proposal.revisions.map(\.number) == [1, 2])
        #expect(proposal.currentDecisions.map(\.saw.revision) == [2, 2])
        #expect(try desk.problems() == [])
        try desk.plane.rebuild()
        #expect(try desk.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `is of what was seen`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let seen = try desk.seen(id)
        _ = try desk.acting("mira").revise(id, desk.appeal("Another letter."))
        let edited = try desk.appeal("Look again, please.")
        #expect(throws: ControlPlaneError.notAsSeen(proposal: id)) {
            try desk.acting("omar").approve(id, as: edited, seen: seen)
        }
        #expect(throws: ControlPlaneError.notAsSeen(proposal: id)) {
            try desk.acting("omar").revise(id, edited, seen: seen)
        }
        #expect(try desk.nothingLeaves())
        _ = try desk.acting("omar").approve(id, as: edited, seen: desk.seen(id))
        #expect(try desk.approve(id, "sue").status == .released)
    }

    @Test(arguments: StoreKind.all)
    func `makes what others approved count no longer`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        try desk.plane.addAccount("user:sam", human: "sam", reason: "A test.")
        try desk.plane.grant("supervisor", to: "user:sam", reason: "A test.")
        let id = try desk.acting("mira").propose(desk.writeOff(1_500_000)).id
        #expect(try desk.approve(id, "sue").status == .open)
        let outcome = try desk.acting("sam").approve(id, as: desk.writeOff(1_400_000), seen: desk.seen(id))
        #expect(outcome.status == .open)
        // Sue's was for another amount, and sam's says only what sam stands for.
        #expect(throws: ControlPlaneError.self) { try desk.approve(id, "sam") }
        #expect(try desk.approve(id, "cleo").status == .open)
        #expect(try desk.approve(id, "sue").status == .released)
        let shown = try desk.plane.inquiry(for: .operations, by: "test").proposal(id).item
        #expect(shown.proposal.current?.content.change.amount == Money(cents: 1_400_000))
    }
}

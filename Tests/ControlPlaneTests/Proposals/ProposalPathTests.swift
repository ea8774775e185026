import Access
import Foundation
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("A proposal in the store") struct ProposalPathTests {
    @Test(arguments: StoreKind.all)
    func `goes from a denial to a letter in the payer's folder, and all of it is on record`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let proposed = try desk.acting("mira").propose(desk.appeal())
        #expect(proposed.status == .open && proposed.effect == nil)
        let shown = try desk.plane.inquiry(for: .operations, by: "test").proposal(proposed.id).item
        #expect(shown.document == ProposalDesk.letter + "\n" && shown.subject == desk.claim)
        guard case .waiting(let shortfalls)? = shown.standing else { return #expect(Bool(false), "not waiting") }
        #expect(shortfalls.map(\.demand.rule).contains("appeal"))
        #expect(try desk.plane.carryOutEffects() == [])
        let approved = try desk.approve(proposed.id, "omar")
        #expect(approved.status == .released)
        let effect = try #require(approved.effect)
        #expect(try desk.plane.carryOutEffects().map(\.end) == ["Delivered to outbox."])
        #expect(try desk.files() == ["\(effect).txt"])
        let bytes = FileManager.default.contents(atPath: "\(desk.outbox.path)/\(effect).txt")
        #expect(bytes == Data((ProposalDesk.letter + "\n").utf8))
        let inquiry = desk.plane.inquiry(for: .audit, by: "test")
        let patient = try #require(try inquiry.effect(effect).effect.item.patients.first)
        #expect(try inquiry.disclosures(about: patient).map(\.item.effect.id) == [effect])
        #expect(try inquiry.proposals(in: [.released]).map(\.item.id) == [proposed.id])
        #expect(try desk.problems() == [])
        try desk.plane.rebuild()
        #expect(try desk.problems() == [])
        #expect(try desk.plane.carryOutEffects() == [])
    }

    @Test(arguments: StoreKind.all)
    func `that only changes our books takes effect without leaving`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let proposed = try desk.acting("mira").propose(desk.writeOff(20_000))
        let approved = try desk.approve(proposed.id, "sue")
        #expect(approved.status == .released && approved.effect == nil)
        #expect(try desk.plane.jobs().isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `that the policy asks nobody about takes effect at once, up to its limit`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        #expect(try desk.acting("mira").propose(desk.writeOff(900, .smallBalance)).status == .released)
        #expect(try desk.acting("mira").propose(desk.writeOff(1001, .smallBalance)).status == .open)
    }

    @Test(arguments: StoreKind.all)
    func `of a large amount needs two people, of whom one is of compliance above ten thousand`(store: StoreKind) throws
    {
        let desk = try ProposalDesk(store)
        let id = try desk.acting("mira").propose(desk.writeOff(1_500_000)).id
        #expect(try desk.approve(id, "sue").status == .open)
        #expect(try desk.approve(id, "cleo").status == .released)
    }

    @Test(arguments: StoreKind.all)
    func `waits for everybody whom an unseen subject would ask for, until somebody has looked`(store: StoreKind) throws
    {
        let desk = try ProposalDesk(store)
        let account = try #require(
            try desk.plane.accounts(asOf: CalendarDate(desk.clock.now)).first { !$0.claimIDs.contains(desk.claim) }
        )
        var draft = desk.writeOff(20_000)
        draft.subject = account.claimIDs[0]
        let id = try desk.acting("mira").propose(draft).id
        #expect(try desk.approve(id, "sue").status == .open)
        try desk.plane.markSensitive(account.id, [.legalThreat], reason: "A letter from a lawyer.")
        #expect(try desk.seen(id) == desk.seen(id))
        #expect(try desk.approve(id, "cleo").status == .released)
        #expect(throws: ControlPlaneError.self) { try desk.plane.markSensitive("c_0000000000000000", [], reason: "x") }
    }

    @Test(arguments: StoreKind.all)
    func `about what is not there, or to where nothing leads, is refused`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        var draft = try desk.appeal()
        draft.destination = "elsewhere"
        #expect(throws: ControlPlaneError.self) { try desk.acting("mira").propose(draft) }
        draft = try desk.appeal()
        draft.subject = "c_0000000000000000"
        #expect(throws: ControlPlaneError.self) { try desk.acting("mira").propose(draft) }
        draft.subject = PublicID.patient(SourcePatientID(3))
        #expect(throws: ControlPlaneError.self) { try desk.acting("mira").propose(draft) }
        draft = desk.writeOff(20_000)
        draft.destination = "outbox"
        #expect(throws: ControlPlaneError.self) { try desk.acting("mira").propose(draft) }
        #expect(throws: ControlPlaneError.self) { try desk.plane.propose(desk.writeOff(20_000)) }
    }
}

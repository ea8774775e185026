import Access
import Journal
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane

/// What time alone brings about.
@Suite("A proposal whose time has come") struct TimedProposalTests {
    @Test(arguments: StoreKind.all)
    func `is passed on and then ends as the policy says, once, and by nobody's hand`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        #expect(try desk.plane.followTime() == TimeReport())
        desk.clock.advance(3 * 24 * 3600 - 1)
        #expect(try desk.plane.followTime() == TimeReport())
        desk.clock.advance(1)
        let passed = try desk.plane.followTime()
        #expect(passed.escalated == [id] && passed.expired.isEmpty)
        #expect(try desk.plane.followTime() == TimeReport())
        let shown = try desk.plane.inquiry(for: .operations, by: "test").proposal(id).item.proposal
        #expect(shown.status == .open && shown.decisions.last?.verdict == .escalated(to: "supervisors"))
        #expect(shown.decisions.last?.by.principal.rawValue == ControlPlane.timekeeper)
        desk.clock.advance(11 * 24 * 3600 - 1)
        #expect(try desk.plane.followTime() == TimeReport())
        desk.clock.advance(1)
        #expect(try desk.plane.followTime().expired == [id])
        #expect(try desk.plane.followTime() == TimeReport())
        #expect(try desk.plane.inquiry(for: .operations, by: "test").proposal(id).item.proposal.status == .expired)
        #expect(try desk.problems() == [])
    }

    @Test func `stays where enough have agreed, and where no policy says a time`() throws {
        let desk = try ProposalDesk()
        let id = try desk.propose()
        _ = try desk.approve(id, "omar")
        desk.clock.advance(40 * 24 * 3600)
        #expect(try desk.plane.followTime() == TimeReport())
    }
}

import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

/// What another approval policy would have asked.
@Suite("A comparison of policies") struct PolicyComparisonTests {
    @Test func `says which proposals of the last days would need something else, and what`() throws {
        let desk = try ProposalDesk()
        let id = try desk.propose()
        let same = try desk.plane.comparePolicy(.shippedApprovalPolicy)
        #expect(same.looked == 1 && same.differences.isEmpty)
        // Why a rule stands changes nothing.
        let reworded = RuleText.shippedApprovalPolicy.text.replacing("reason = \"", with: "reason = \"Still: ")
        #expect(try desk.plane.comparePolicy(RuleText(file: "a.toml", text: reworded)).differences.isEmpty)
        let strict = RuleText(
            file: "strict.toml",
            text: """
                [[rule]]
                id = "appeals-by-two"
                kinds = ["appeal"]
                approvals = 2
                roles = ["compliance"]
                reason = "Two look."
                """
        )
        let comparison = try desk.plane.comparePolicy(strict)
        #expect(comparison.looked == 1)
        let difference = try #require(comparison.differences.first)
        #expect(difference.proposal == id && difference.kind == .appeal && difference.now != difference.then)
        #expect(difference.then == ["appeals-by-two: 2 of compliance"])
        // Neither was adopted, and older ones are not looked at.
        #expect(try desk.plane.approvalPolicyText() == .shippedApprovalPolicy)
        desk.clock.advance(32 * 24 * 3600)
        #expect(try desk.plane.comparePolicy(strict).looked == 0)
        #expect(try desk.plane.comparePolicy(strict, days: 60).looked == 1)
        #expect(throws: ControlPlaneError.self) { try desk.plane.comparePolicy(RuleText(file: "a", text: "= =")) }
    }
}

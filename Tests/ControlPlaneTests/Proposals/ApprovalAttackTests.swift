import Access
import Foundation
import RevenueCycle
import Synchronization
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

/// A control plane on its way to the one thread that uses it: each has one of its own, and what they share is safe to share.
private struct Sent: @unchecked Sendable {
    let plane: ControlPlane
}

/// Every way in which somebody could try to get a change through without the right approval.
@Suite("Without the right approval") struct ApprovalAttackTests {
    // MARK: - Before the approval

    @Test(arguments: StoreKind.all)
    func `an author does not approve their own proposal, by no account of theirs`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        for name in ["mira", "mira2"] { #expect(try desk.refusal { try desk.approve(id, name) } != nil, "\(name)") }
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `whoever has no role that counts, or is not on the roster, approves nothing`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        for name in ["pat", "ada", "cleo", "nobody"] {
            #expect(try desk.refusal { try desk.approve(id, name) } != nil, "\(name)")
        }
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `what was edited since it was seen is not approved by what was seen`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let seen = try desk.seen(id)
        _ = try desk.acting("mira").revise(id, desk.appeal("Another letter."))
        #expect(try desk.refusal { try desk.approve(id, "omar", seen: seen) } != nil)
        #expect(try desk.refusal { try desk.approve(id, "omar", seen: "") } != nil)
        #expect(try desk.refusal { _ = try desk.acting("omar").act(.approve, on: id, seen: nil) } != nil)
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `an approval is lost with an edit`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.acting("mira").propose(desk.writeOff(1_500_000)).id
        try desk.approve(id, "sue")
        _ = try desk.acting("mira").revise(id, desk.writeOff(1_600_000))
        #expect(try desk.approve(id, "cleo").status == .open)
        #expect(try desk.approve(id, "sue").status == .released)
    }

    @Test(arguments: StoreKind.all)
    func `one person counts once, however often and by however many accounts they approve at once`(
        store: StoreKind
    ) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.acting("omar").propose(desk.writeOff(60_000)).id
        let seen = try desk.seen(id)
        let approved = Mutex(0)
        let planes = try (0..<50).flatMap { _ in
            [Sent(plane: desk.acting("sue")), Sent(plane: try desk.actingElsewhere("sue"))]
        }
        DispatchQueue.concurrentPerform(iterations: 100) { index in
            let outcome = try? planes[index].plane.act(.approve, on: id, seen: seen)  // All but one are refused.
            if outcome != nil { approved.withLock { $0 += 1 } }
        }
        #expect(approved.withLock { $0 } == 1)
        let proposal = try desk.plane.inquiry(for: .audit, by: "test").proposal(id).item.proposal
        #expect(proposal.decisions.count == 1 && proposal.status == .open)
    }

    @Test(arguments: StoreKind.all)
    func `a decision is not made by a policy that was not seen`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let seen = try desk.seen(id)
        try desk.acting("cleo").adoptApprovalPolicy(.shippedApprovalPolicy, reason: "Adopted as it ships.")
        #expect(try desk.refusal { try desk.approve(id, "omar", seen: seen) } != nil)
        #expect(try desk.approve(id, "omar").status == .released)
    }

    @Test(arguments: StoreKind.all)
    func `what changes while an approval is on its way is seen before it is on record`(store: StoreKind) throws {
        for change in [
            { try $0.acting(as: "user:ada").revoke("denialSpecialist", from: "user:omar", reason: "Has left.") },
            { try $0.acting(as: "user:cleo").adoptApprovalPolicy(.shippedApprovalPolicy, reason: "As it ships.") },
        ] as [@Sendable (ControlPlane) throws -> Void] {
            let desk = try ProposalDesk(store)
            let id = try desk.acting("mira").propose(desk.appeal()).id
            let other = try desk.acting("mira").propose(desk.appeal()).id
            let seen = try (desk.seen(id), desk.seen(other))
            // An approval reads the clock last when it is appended.
            _ = desk.clock.takeReads()
            try desk.approve(other, "omar", seen: seen.1)
            let last = desk.clock.takeReads()
            let meanwhile = Sent(plane: try desk.actingElsewhere("ada"))
            let isDone = Mutex(false)
            desk.clock.interrupt(atReading: last) {
                let done = (try? change(meanwhile.plane)) != nil  // What failed is seen below.
                isDone.withLock { $0 = done }
            }
            #expect(try desk.refusal { try desk.approve(id, "omar", seen: seen.0) } != nil)
            #expect(isDone.withLock { $0 })
            #expect(try desk.plane.inquiry(for: .audit, by: "test").proposal(id).item.proposal.decisions.isEmpty)
        }
    }

    // MARK: - Between the approval and the effect

    @Test(arguments: StoreKind.all)
    func `a revoked role takes back what was approved by it`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        try desk.approve(id, "omar")
        try desk.acting("ada").revoke("denialSpecialist", from: "user:omar", reason: "Has left.")
        #expect(try desk.nothingLeaves())
        #expect(try desk.plane.inquiry(for: .audit, by: "test").effects(in: ["refused"]).count == 1)
    }

    @Test(arguments: StoreKind.all)
    func `an ended account takes back what it approved`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        try desk.approve(id, "omar")
        try desk.acting("ada").endAccount("user:omar", reason: "Has left.")
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `two accounts that turn out to be one person take back the second approval`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.acting("omar").propose(desk.writeOff(60_000)).id
        try desk.approve(id, "sue")
        #expect(try desk.approve(id, "mira2").status == .released)
        #expect(throws: ControlPlaneError.self) {
            try desk.acting("ada").addAccount("user:sue", human: "mira", reason: "She is.")
        }
    }

    @Test(arguments: StoreKind.all)
    func `a changed policy takes back what was approved under another`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        try desk.approve(try desk.propose(), "omar")
        try desk.acting("cleo").adoptApprovalPolicy(.shippedApprovalPolicy, reason: "Adopted as it ships.")
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `a redirected destination takes back what was approved for it`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        try desk.approve(try desk.propose(), "omar")
        let elsewhere = desk.store.root.appendingPathComponent("elsewhere")
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
        try desk.plane.setDestination("outbox", folder: elsewhere.path, reason: "A redirection.")
        #expect(try desk.nothingLeaves())
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
    }

    @Test(arguments: StoreKind.all)
    func `a mark that asks for more people takes back what too few approved`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        try desk.approve(try desk.propose(), "omar")
        try desk.plane.markSensitive(desk.claim, [.legalThreat], reason: "A letter from a lawyer came.")
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `an approval that is too old counts no longer`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        try desk.approve(try desk.propose(), "omar")
        desk.clock.advance(31 * 86_400)
        #expect(try desk.nothingLeaves())
    }

    // MARK: - Past the desk

    /// A proposal that says of itself that it was approved, written by somebody who has the journal's keys but not the right.
    @Test(arguments: StoreKind.all)
    func `a request for an effect without a release leads to nothing`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let stream = try #require(PublicID.proposal(id))
        let recorded = try #require(try RecordedProposal(stream, in: desk.journal))
        let content = try #require(recorded.proposal.current)
        let document = try #require(ProposalDocument(content.content))
        var append = Append(command: .random(), principal: "user:mira", purpose: "test")
        append.evidence = [
            NewEvidence(
                bytes: document.bytes,
                mediaType: "text/plain",
                name: "",
                subject: recorded.subject,
                retention: .correspondence
            )
        ]
        append.request(
            EffectRequest(
                approval: EffectApproval(
                    kind: ProposalAuthority.kind,
                    stream: stream.value,
                    contentHash: content.hash.bytes
                ),
                destination: "outbox",
                destinationEntry: try #require(content.content.destination).entry,
                content: EffectContent(
                    evidence: desk.journal.evidenceID(of: document.bytes).bytes,
                    digest: ContentHash.sha256(document.bytes).bytes,
                    mediaType: "text/plain",
                    fileExtension: "txt"
                ),
                patients: [],
                purpose: "appeal"
            ),
            subject: recorded.subject,
            at: desk.clock.now
        )
        _ = try desk.journal.append(append, at: desk.clock.now)
        #expect(try desk.nothingLeaves())
    }

    @Test(arguments: StoreKind.all)
    func `a row that says that it was approved changes nothing`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        let stream = try #require(PublicID.proposal(id))
        var recorded = try #require(try RecordedProposal(stream, in: desk.journal))
        let current = try #require(recorded.proposal.current)
        recorded.take([
            .released(
                ProposalRelease(
                    revision: current.number,
                    contentHash: current.hash,
                    policy: 0,
                    rules: ["appeal"],
                    by: PrincipalID("user:mira"),
                    at: Instant(desk.clock.now)
                )
            )
        ])
        var append = Append(command: .random(), principal: "user:mira", purpose: "test")
        append.rows = [ProposalRow.row(stream, subject: recorded.subject, state: recorded.proposal)]
        _ = try desk.journal.append(append, at: desk.clock.now)
        #expect(try desk.plane.inquiry(for: .audit, by: "test").proposal(id).item.proposal.status == .open)
        #expect(try desk.problems().count == 1)
        #expect(try desk.nothingLeaves())
        #expect(try desk.approve(id, "omar").status == .released)
        #expect(try desk.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `an entry that was changed approves nothing`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let id = try desk.propose()
        try desk.approve(id, "omar")
        let stream = try #require(PublicID.proposal(id))
        let entry = try #require(try desk.journal.entries(of: stream).first)
        try desk.store.tamper(
            "UPDATE entry SET payload = zeroblob(length(payload)) WHERE position = \(entry.header.position)"
        )
        #expect(try desk.nothingLeaves())
        #expect(try desk.plane.jobs().map(\.status) == [.dead])
    }

    // MARK: - The roster

    @Test(arguments: StoreKind.all)
    func `nobody gives themselves a role, and nobody but an administrator anybody`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        #expect(try desk.refusal { try desk.acting("ada").grant("supervisor", to: "user:ada", reason: "x") } != nil)
        #expect(try desk.refusal { try desk.acting("sue").grant("supervisor", to: "user:omar", reason: "x") } != nil)
        #expect(try desk.refusal { try desk.acting("nobody").grant("supervisor", to: "user:omar", reason: "x") } != nil)
        #expect(try desk.refusal { try desk.acting("ada").grant("king", to: "user:omar", reason: "x") } != nil)
        #expect(try desk.refusal { try desk.acting("ada").grant("supervisor", to: "user:omar", reason: " ") } != nil)
        #expect(throws: ControlPlaneError.self) {
            try desk.acting("ada").grant("supervisor", to: "user:nobody", reason: "x")
        }
        for (name, person) in [("omar", "x"), ("user:", "x"), ("user:a b", "x"), ("service:a", "x")] {
            #expect(try desk.refusal { try desk.acting("ada").addAccount(name, human: person, reason: "x") } != nil)
        }
        #expect(try desk.refusal { try desk.acting("ada").addAccount("user:new", human: nil, reason: "x") } != nil)
        try desk.acting("ada").grant(
            "supervisor",
            to: "user:omar",
            until: desk.clock.now.advanced(by: .seconds(60)),
            reason: "For an hour."
        )
        let omar = try #require(try desk.plane.roster().account(PrincipalID("user:omar")))
        #expect(omar.roles(at: desk.clock.now).count == 2)
        #expect(omar.roles(at: desk.clock.now.advanced(by: .seconds(60))).count == 1)
    }

    @Test(arguments: StoreKind.all)
    func `nobody but compliance adopts a policy, and none with faults`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let policy = RuleText.shippedApprovalPolicy
        #expect(try desk.refusal { try desk.acting("sue").adoptApprovalPolicy(policy, reason: "x") } != nil)
        let faulty = RuleText(file: "x.toml", text: policy.text.replacing("supervisor", with: "king"))
        #expect(throws: ControlPlaneError.self) { try desk.acting("cleo").adoptApprovalPolicy(faulty, reason: "x") }
        #expect(try desk.plane.approvalPolicyText().text == policy.text)
    }
}

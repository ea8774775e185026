import Access
import Foundation
import RevenueCycle
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

/// A store with a month's claims, people with roles, a destination, and a denied claim that is proposed to be appealed.
final class ProposalDesk {
    let store: TemporaryStore
    let clock = MovedClock()
    let outbox: URL
    let claim: String
    private var other: ControlPlane?

    var plane: ControlPlane { store.plane }
    var journal: TenantJournal { store.plane.journal }

    static let letter = "To whom it may concern.\n\nPlease look again at this claim."

    init(_ kind: StoreKind = .sqlite) throws {
        let clock = clock
        // The same ids each time, so that the same claim comes first.
        store = try TemporaryStore(kind, idKey: Array(1...32), clock: { clock.now })
        outbox = store.root.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for file in simulateMonth(seed: 71, claims: 60).files {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
        try store.plane.setDestination("outbox", folder: outbox.path, reason: "A test.")
        claim = try Self.deniedClaim(store.plane)
        try store.plane.markSensitive(claim, [], reason: "Looked at.")
        try people()
    }

    deinit {
        other?.close()
        store.remove()
    }

    private static func deniedClaim(_ plane: ControlPlane) throws -> String {
        let day = CalendarDate(plane.clock())
        for account in try plane.accounts(asOf: day) {
            for (id, claim) in zip(account.claimIDs, account.position.claims)
            where isPlainDenial(claim) { return id }
        }
        return try #require(nil as String?, "a month has a denied claim")
    }

    /// Whether everything that is denied is of a kind and amount that one person may approve the appeal of.
    private static func isPlainDenial(_ claim: ClaimPosition) -> Bool {
        let denials = claim.findings.filter { $0.kind == .denial }
        return !denials.isEmpty
            && denials.allSatisfy { finding in
                finding.category.map { $0 != .medicalNecessity } == true
                    && (1..<2_000_000).contains(finding.atStake.cents)
            }
    }

    /// mira and omar work denials, sue supervises, cleo is compliance, ada administers; mira has a second account.
    private func people() throws {
        let roles: [(String, String, [String])] = [
            ("user:mira", "mira", ["denialSpecialist"]), ("user:mira2", "mira", ["appealWriter", "supervisor"]),
            ("user:omar", "omar", ["denialSpecialist"]), ("user:sue", "sue", ["supervisor"]),
            ("user:cleo", "cleo", ["compliance"]), ("user:pat", "pat", ["patientSupport"]),
            ("user:ada", "ada", ["administrator"]),
        ]
        for (account, person, granted) in roles {
            try plane.addAccount(account, human: person, reason: "A test.")
            for role in granted { try plane.grant(role, to: account, reason: "A test.") }
            if account == "user:ada" { break }
        }
    }

    func acting(_ name: String) -> ControlPlane { plane.acting(as: "user:\(name)") }

    /// The store for an account on another node, where it lets a second one in.
    func actingElsewhere(_ name: String) throws -> ControlPlane {
        if other == nil { other = try store.anotherNode() }
        return (other ?? plane).acting(as: "user:\(name)")
    }

    func appeal(_ letter: String = letter) throws -> ProposalDraft {
        try plane.appealDraft(
            of: claim,
            AppealRequest(grounds: ["The authorization was there."], letter: letter),
            reason: "The payer has it.",
            destination: "outbox"
        )
    }

    /// Proposes the appeal as mira.
    func propose() throws -> String { try acting("mira").propose(appeal()).id }

    func writeOff(_ cents: Int64, _ reason: ProposedChange.WriteOffReason = .administrative) -> ProposalDraft {
        ProposalDraft(
            subject: claim,
            change: .writeOff(.init(amount: Money(cents: cents), reason: reason, balance: .payer)),
            rationale: Rationale(text: "Not worth more work.")
        )
    }

    /// The word for what the proposal shows now.
    func seen(_ id: String) throws -> String {
        try #require(try plane.inquiry(for: .operations, by: "test").proposal(id).seen)
    }

    @discardableResult
    func approve(_ id: String, _ name: String, seen: String? = nil) throws -> ProposalOutcome {
        try acting(name).act(.approve, on: id, seen: try seen ?? self.seen(id))
    }

    /// Why something is refused; nil when it is not.
    func refusal(_ body: () throws -> Void) throws -> String? {
        do {
            try body()
            return nil
        } catch ControlPlaneError.notAsSeen(let id) {
            return ControlPlaneError.notAsSeen(proposal: id).description
        } catch ControlPlaneError.refused(let why) {
            return why
        } catch ControlPlaneError.forbidden(let why) {
            return why
        }
    }

    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: outbox.path).sorted() }

    /// Whether nothing leaves, now and later.
    func nothingLeaves() throws -> Bool {
        for _ in 0..<3 {
            _ = try plane.carryOutEffects()
            clock.advance(4000)
        }
        return try files() == []
    }

    func problems() throws -> [String] {
        try (journal.verifyIntegrity().problems + plane.deepAudit()).map(\.description)
    }
}

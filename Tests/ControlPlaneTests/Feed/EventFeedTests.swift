import Access
import Journal
import RevenueCycle
import SeededRandomness
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("The event feed") struct EventFeedTests {
    private let why = "A test."

    /// A program that follows, by a key of its own.
    private func follower(
        _ desk: ProposalDesk,
        _ bounds: GrantBounds = GrantBounds(),
        scopes: Set<Right>? = nil
    ) throws -> ControlPlane {
        let name = "service:follower"
        if try desk.plane.roster().accounts.allSatisfy({ $0.principal.rawValue != name }) {
            try desk.plane.addAccount(name, human: nil, reason: why)
            try desk.plane.grant("integration", to: name, within: bounds, reason: why)
        }
        let end = desk.clock.now.advanced(by: .seconds(3600))
        let token = try desk.plane.issueKey(for: name, scopes: scopes, until: end, reason: why)
        return try #require(try desk.plane.acting(through: token))
    }

    /// Everything that somebody is told, in parts of a size.
    private func all(
        _ plane: ControlPlane,
        _ kinds: Set<PublicEvent.Kind>? = nil,
        by limit: Int = 1000
    ) throws
        -> [PublicEvent]
    {
        var events: [PublicEvent] = []
        var position: Position = 0
        while true {
            let page = try plane.events(after: position, of: kinds, limit: limit)
            #expect(page.events.count <= limit)
            events += page.events
            position = page.next
            guard page.hasMore else { return events }
        }
    }

    @Test(arguments: StoreKind.all)
    func `tells the story of an appeal in the order of its entries`(store: StoreKind) throws {
        let desk = try ProposalDesk(store)
        let start = try desk.plane.lastEntry()
        let proposal = try desk.propose()
        let effect = try #require(try desk.approve(proposal, "omar").effect)
        _ = try desk.plane.carryOutEffects()
        let told = try follower(desk).events(after: start).events
        #expect(
            told.filter { $0.kind.resource != .case }.map(\.kind) == [
                .proposalCreated, .proposalChanged, .proposalReleased, .effectRequested, .effectDelivered,
            ]
        )
        #expect(told.map(\.entry) == told.map(\.entry).sorted())
        #expect(told.contains { $0.subject == .proposal(proposal) })
        #expect(told.last { $0.kind == .effectDelivered }?.subject == .effect(effect))
    }

    @Test func `leads to things that are there, and a claim's to that very claim`() throws {
        let desk = try ProposalDesk()
        let inquiry = desk.plane.inquiry(for: .operations, by: "test")
        let day = desk.plane.today
        let told = try all(desk.plane)
        #expect(told.contains { $0.kind == .claimChanged } && told.contains { $0.kind == .remittanceRecorded })
        let remittances = Set(try inquiry.remittances().map(\.item.id))
        var claims = 0
        for event in told {
            switch event.subject {
            case .claim(let claim, let account):
                #expect(try inquiry.account(account, asOf: day).item.answers(to: account, desk.journal))
                guard let claim else { continue }
                let found = try inquiry.claim(claim, asOf: day).item
                let names = found.position.claims[0].claim.namingFacts.map {
                    PublicID.claim($0.id, journal: desk.journal)
                }
                #expect(found.claimIDs.count == 1 && names.contains(claim))
                claims += 1
            case .remittance(let id): #expect(remittances.contains(id))
            case .held(let id): #expect(try inquiry.heldItems().contains { $0.item.id == id })
            case .workCase, .proposal, .effect, .emergency: Issue.record("there is none yet")
            }
        }
        #expect(claims > 60)
    }

    @Test func `is the same in parts of any size, and of any kinds the same but for the others`() throws {
        let desk = try ProposalDesk()
        _ = try desk.approve(desk.propose(), "omar")
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let whole = try all(desk.plane)
        for _ in 0..<5 {
            let kinds = Set(PublicEvent.Kind.allCases.filter { _ in Bool.random(using: &generator) })
            let limit = Int.random(in: 1...40, using: &generator)
            #expect(try all(desk.plane, kinds, by: limit) == whole.filter { kinds.contains($0.kind) })
        }
        #expect(throws: ControlPlaneError.listChanged) {
            try desk.plane.events(after: desk.plane.lastEntry() + 1)
        }
    }

    @Test func `is told only by whoever has the right to it, and within the scopes of their key`() throws {
        let desk = try ProposalDesk()
        #expect(try !all(follower(desk)).isEmpty)
        for name in ["mira", "sue", "pat"] {
            #expect(throws: ControlPlaneError.self, "\(name)") { try desk.acting(name).events(after: 0) }
        }
        let claimsOnly = try follower(desk, scopes: [Right(.read, .eventFeed), Right(.read, .claim)])
        #expect(Set(try all(claimsOnly).map(\.kind)) == [.claimChanged])
        let nothing = try follower(desk, scopes: [Right(.read, .claim)])
        #expect(throws: ControlPlaneError.self) { try nothing.events(after: 0) }
        // Who administers reads of all these things the settings alone.
        #expect(try all(desk.acting("ada")).allSatisfy { $0.kind.resource == .effect })
    }

    @Test func `is refused to whoever sees a part of the tenant`() throws {
        let desk = try ProposalDesk()
        let bound = try follower(desk, GrantBounds(facilities: [FacilityID("1234567893")]))
        #expect(throws: ControlPlaneError.self) { try bound.events(after: 0) }
    }

    @Test func `has nothing of what its reader may not see, from the moment on at which they may not`() throws {
        let desk = try ProposalDesk()
        let proposal = try desk.propose()
        _ = try desk.plane.openCase(CaseDraft(subject: desk.claim, kind: .appeal, reason: why))
        let reader = try follower(desk)
        let before = try all(reader)
        let own = desk.plane.inquiry(for: .operations, by: "test")
        let account = try own.claim(desk.claim, asOf: desk.plane.today).item.id
        try desk.plane.markSensitive(desk.claim, [.vip], reason: why)
        let after = try all(reader)
        let gone = before.filter { !after.contains($0) }
        #expect(gone.contains { $0.subject == .proposal(proposal) })
        #expect(gone.contains { $0.kind == .caseOpened })
        #expect(gone.contains { $0.kind == .claimChanged })
        #expect(after.allSatisfy { before.contains($0) })
        let inquiry = reader.inquiry(for: .payment, by: "test")
        for event in gone {
            guard case .claim(_, let id) = event.subject else { continue }
            #expect(throws: ControlPlaneError.self) { try inquiry.account(id, asOf: desk.plane.today) }
        }
        for event in after {
            guard case .claim(_, let id) = event.subject else { continue }
            #expect(try inquiry.account(id, asOf: desk.plane.today).item.id != account)
        }
        // Whoever may see it is still told.
        #expect(try all(desk.plane).filter { gone.contains($0) } == gone)
    }

    @Test func `ends with the key of whoever follows`() throws {
        let desk = try ProposalDesk()
        let reader = try follower(desk)
        _ = try reader.events(after: 0)
        desk.clock.advance(3600)
        #expect(throws: ControlPlaneError.self) { try reader.events(after: 0) }
    }

    @Test func `is not changed by a rebuild after requests were answered`() throws {
        let desk = try ProposalDesk()
        let draft = try desk.appeal()
        _ = try desk.acting("mira").answering("first", asking: [[1]]).propose(draft)
        let told = try all(desk.plane)
        let proposals = try desk.plane.inquiry(for: .operations, by: "test").proposals().map(\.item.id)
        _ = try desk.plane.rebuild()
        #expect(try all(desk.plane) == told)
        #expect(try desk.plane.inquiry(for: .operations, by: "test").proposals().map(\.item.id) == proposals)
        #expect(try desk.problems() == [])
    }

    @Test func `has nothing of an answer from before these had a number of their own, nor has a rebuild`() throws {
        let desk = try ProposalDesk()
        var writer = FieldWriter()
        writer.raw(1, Array(repeating: 7, count: 32))
        writer.text(2, "{}")
        let event = NewEvent(type: 75, schema: 1, subject: .tenant, retention: .governance, payload: writer.bytes)
        var append = Append(command: .random(), principal: "user:test", purpose: "answer to a request")
        append.writes = [StreamWrite(stream: .random(), expectedVersion: 0, events: [event])]
        let told = try all(desk.plane)
        _ = try desk.journal.append(append, at: desk.clock.now)
        #expect(try all(desk.plane) == told)
        _ = try desk.plane.rebuild()
        #expect(try desk.plane.inquiry(for: .operations, by: "test").proposals().isEmpty)
        #expect(try desk.problems() == [])
    }

    @Test func `tells what another node writes`() throws {
        guard StoreKind.all.contains(.postgreSQL) else { return print("skipped: PostgreSQL is not there") }
        let desk = try ProposalDesk(.postgreSQL)
        let start = try desk.plane.lastEntry()
        let draft = CaseDraft(subject: desk.claim, kind: .appeal, reason: why)
        _ = try desk.actingElsewhere("sue").openCase(draft)
        let told = try desk.plane.events(after: start, of: [.caseOpened]).events
        #expect(told.count == 1)
    }
}

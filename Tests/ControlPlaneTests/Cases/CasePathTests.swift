import Access
import Dispatch
import Foundation
import RevenueCycle
import Simulator
import Synchronization
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

/// A control plane on its way to the one thread that uses it: each has one of its own, and what they share is safe to share.
private struct Sent: @unchecked Sendable {
    let plane: ControlPlane
}

/// Cases from their findings to their end.
@Suite("The way of a case") struct CasePathTests {
    private static let month = simulateMonth(seed: 71, claims: 60)

    private func world(_ store: StoreKind = .sqlite) throws -> CaseWorld {
        let world = try CaseWorld(store)
        world.advance(days: 60)
        try world.take(Self.month.files)
        return world
    }

    /// Two open cases, ordered.
    private func pair(_ world: CaseWorld) throws -> (String, String) {
        try world.plane.refreshCases()
        let open = try world.openCases()
        try #require(open.count > 2)
        return (open[0], open[1])
    }

    @Test(arguments: StoreKind.all)
    func `opens one for each finding, also when several review at once on two nodes`(store: StoreKind) throws {
        let world = try world(store)
        let other = try world.store.anotherNode()
        defer { other?.close() }
        let planes = [world.plane, other ?? world.plane].flatMap { [Sent(plane: $0), Sent(plane: $0)] }
        let opened = Mutex(0)
        DispatchQueue.concurrentPerform(iterations: planes.count) { index in
            let report = try? planes[index].plane.acting(as: "user:test").refreshCases()  // What failed opened nothing.
            opened.withLock { $0 += report?.opened ?? 0 }
        }
        try world.plane.refreshCases()
        #expect(try world.faults() == [])
        #expect(try opened.withLock { $0 } == world.cases().count)
        #expect(try world.problems() == [])
    }

    @Test func `looks again at what a day may have changed, and only at that`() throws {
        let world = try CaseWorld()
        try world.take(Self.month.files)
        try world.plane.refreshCases()
        var opened = 0
        for _ in 0..<45 {
            world.advance(days: 1)
            opened += try world.plane.refreshCases().opened
            #expect(try world.faults() == [])
        }
        #expect(opened > 0)
        // No entry but those of reviews and cases came meanwhile.
        let types = Set(try world.journal.entries(from: 1, limit: .max).suffix(60).map(\.header.type))
        #expect(types.isSubset(of: Set(Case.Event.types).union([CaseReviewStep.type])))
    }

    @Test func `records nothing when nothing is new, not even that somebody looked`() throws {
        let world = try world()
        try world.plane.refreshCases()
        let head = try world.journal.head()
        for _ in 0..<3 {
            _ = try world.plane.inquiry(for: .operations, by: "test").cases(asOf: world.today)
            try world.plane.refreshCases()
        }
        #expect(try world.journal.head() == head)
    }

    @Test(arguments: StoreKind.all)
    func `works linked cases as one, all or none`(store: StoreKind) throws {
        let world = try world(store)
        let (one, other) = try pair(world)
        let third = try world.openCases()[2]
        try world.plane.linkCase(one, to: [other, third], reason: "One cause.")
        #expect(try world.shown(other).links == [one])
        let changed = try world.plane.act(.note("All of them."), onCase: other, isForLinked: true)
        #expect(Set(changed) == [one, other, third])
        // What is so already stays, and the others follow.
        try world.plane.act(.send(to: CaseQueue("coding")), onCase: third)
        #expect(try world.plane.act(.send(to: CaseQueue("coding")), onCase: one, isForLinked: true).count == 2)
        // One that is closed refuses for all.
        try world.plane.act(.close(.noAction, reason: "A test."), onCase: third)
        let close = CaseAction.close(.recovered, reason: "Paid.")
        #expect(try world.refusal { try world.plane.act(close, onCase: one, isForLinked: true) } != nil)
        #expect(try world.shown(one).state.isOpen && world.shown(other).state.isOpen)
        try world.plane.linkCase(third, to: [one], reason: "It is another.", isUndone: true)
        #expect(try world.plane.act(close, onCase: one, isForLinked: true).count == 2)
        #expect(try world.refusal { try world.plane.linkCase(one, to: [one], reason: "x") } != nil)
        #expect(try world.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `counts each decision on an appeal once, by payer and category, and keeps its evidence`(
        store: StoreKind
    ) throws {
        let world = try world(store)
        _ = try pair(world)
        let shown = try world.cases().first { $0.value.opening?.cause?.category != nil }
        let (stream, state) = try #require(shown)
        let id = PublicID.workCase(stream)
        let letter = CaseAction.AnswerFile(name: "letter.txt", bytes: Array("We were wrong.".utf8))
        let answer = CaseAction.answer(CaseAnswer(.appealOutcome(.overturned), text: "They pay."), file: letter)
        try world.plane.act(answer, onCase: id)
        for _ in 0..<3 { #expect(try world.shown(id).priority.count == OverturnCount(decided: 1, halves: 2)) }
        let evidence = try #require(try world.shown(id).state.answers.first?.content.evidence)
        #expect(try world.journal.readEvidence(#require(EvidenceID(bytes: evidence))) == letter.bytes)
        // When all is looked at again, it is not counted again.
        try world.plane.adopt([.shipped, RuleText(file: "payers.toml", text: Self.month.payerRules)])
        try world.plane.adopt([.shipped])
        #expect(try world.shown(id).priority.count.decided == 1)
        let alike = try world.cases().filter { $0.value.overturnKey == state.overturnKey }.keys.map(PublicID.workCase)
        #expect(try alike.allSatisfy { other throws in try world.shown(other).priority.count.decided == 1 })
        #expect(try world.problems() == [])
    }

    @Test func `is opened by hand about a claim, an account, a patient and a remittance`() throws {
        let world = try world()
        let account = try #require(try world.plane.accounts(asOf: world.today).first)
        let keys = FactKeys(journal: world.journal)
        let patient = try #require(account.position.claims.flatMap { keys.patients(of: $0.claim) }.first)
        let payment = try #require(try world.plane.remittances().first)
        for subject in [account.id, account.claimIDs[0], PublicID.patient(patient), payment.id] {
            let draft = CaseDraft(
                subject: subject,
                kind: .patientQuestion,
                value: Money(cents: 10_000),
                reason: "Asks about a bill."
            )
            let named = try world.shown(world.plane.openCase(draft))
            #expect(named.subject == subject && named.state.isOpen && named.queues == ["patient-accounts"])
            #expect(named.priority.value == Money(cents: 10_000))
        }
        let draft = CaseDraft(subject: account.id, kind: .appeal, reason: " ")
        #expect(try world.refusal { _ = try world.plane.openCase(draft) } != nil)
        for subject in ["c_0000000000000000", "r_0000000000000000", "p_1", "k_1", ""] {
            let draft = CaseDraft(subject: subject, kind: .appeal, reason: "x")
            #expect(
                try world.refusal { _ = try world.plane.openCase(draft) } == .notFound(what: "record \(subject)")
            )
        }
        try world.plane.refreshCases()
        #expect(try world.problems() == [])
    }

    @Test func `is listed by queue, assignee, kind and day, the most pressing first, without what is snoozed`() throws {
        let world = try world()
        let (one, other) = try pair(world)
        try world.plane.act(.assign(to: PrincipalID("user:test")), onCase: one)
        let inquiry = world.plane.inquiry(for: .operations, by: "test")
        let ids = { (filter: CaseFilter) in try inquiry.cases(filter, asOf: world.today).cases.map(\.item.id) }
        #expect(try ids(CaseFilter(assignee: PrincipalID("user:test"))) == [one])
        let all = try inquiry.cases(asOf: world.today)
        #expect(all.count == all.cases.count)
        #expect(try all.cases.map(\.item.id).sorted() == world.openCases())
        #expect(all.cases.map(\.item.priority.score) == all.cases.map(\.item.priority.score).sorted(by: >))
        let queue = try #require(all.cases.first { $0.item.id == other }?.item.queues.first)
        let inQueue = try inquiry.cases(CaseFilter(queue: CaseQueue(queue)), asOf: world.today).cases.map(\.item)
        #expect(inQueue.contains { $0.id == other } && inQueue.allSatisfy { $0.queues.contains(queue) })
        let soon = world.today.adding(days: 5)
        try world.plane.act(.setDue(soon), onCase: one)
        #expect(try ids(CaseFilter(dueBefore: soon)).contains(one) == false)
        #expect(try ids(CaseFilter(dueBefore: soon.adding(days: 1))).contains(one))
        try world.plane.act(.snooze(until: soon), onCase: one)
        #expect(try !ids(CaseFilter()).contains(one) && ids(CaseFilter(includesSnoozed: true)).contains(one))
        world.advance(days: 5)
        #expect(try ids(CaseFilter()).contains(one))
        try world.plane.act(.close(.noAction, reason: "A test."), onCase: one)
        #expect(try !ids(CaseFilter()).contains(one) && ids(CaseFilter(includesClosed: true)).contains(one))
        #expect(try inquiry.cases(limit: 1, asOf: world.today).cases.count == 1)
    }

    // MARK: - Effects, and the end of records

    @Test(arguments: StoreKind.all)
    func `is opened by an effect of which nobody knows whether it arrived, and settled with it`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.plane.recordRestoring()
        try world.work()
        #expect(try world.plane.refreshCases() == CaseReviewReport(opened: 1))
        let inquiry = world.plane.inquiry(for: .operations, by: "test")
        let day = CalendarDate(world.clock.now)
        let named = try #require(try inquiry.cases(asOf: day).cases.first?.item)
        #expect(named.state.opening?.kind == .unconfirmedEffect && named.queues == ["operations"])
        #expect(named.state.opening?.effect == request.stream.value)
        #expect(named.subject == PublicID.patient(EffectWorld.patient))
        #expect(try world.plane.refreshCases() == CaseReviewReport())
        let id = PublicID.effect(request.stream)
        try world.plane.resolveEffect(id, as: .delivered, reason: "They have it.")
        #expect(try world.plane.refreshCases() == CaseReviewReport(changed: 1, closed: 1))
        #expect(try inquiry.workCase(named.id, asOf: day).item.state.ending?.content.outcome == .findingWent)
        #expect(try world.problems() == [])
        try world.plane.rebuild()
        #expect(try world.problems() == [])
    }

    @Test func `is about what a proposal is about whose effect is in doubt`() throws {
        let desk = try ProposalDesk()
        try desk.plane.refreshCases()
        try desk.approve(desk.propose(), "omar")
        try desk.plane.recordRestoring()
        _ = try desk.plane.carryOutEffects()
        let inquiry = desk.plane.inquiry(for: .operations, by: "test")
        let day = CalendarDate(desk.clock.now)
        let found = try inquiry.cases(CaseFilter(kind: .unconfirmedEffect), asOf: day).cases.map(\.item)
        #expect(found.map(\.subject) == [desk.claim])
        #expect(found.first?.state.sight?.scope.facility != nil)
        #expect(try desk.problems() == [])
    }

    @Test func `goes with the keys of whom it is about, and is not begun anew`() throws {
        let world = try world()
        let (one, other) = try pair(world)
        try world.plane.linkCase(one, to: [other], reason: "One cause.")
        let before = try world.cases().count
        world.advance(days: 11 * 366)
        let day = world.today
        _ = try world.plane.runRetention(code: world.plane.retentionPlan(asOf: day).code, asOf: day)
        #expect(try world.cases().count < before)
        #expect(try world.problems() == [])
        for _ in 0..<2 {
            try world.plane.refreshCases()
            #expect(try world.faults() == [])
            #expect(try world.problems() == [])
        }
        for id in [one, other] {
            _ = try world.refusal { try world.plane.act(.note("x"), onCase: id, isForLinked: true) }
        }
        try world.plane.rebuild()
        #expect(try world.problems() == [])
    }

    @Test func `whose beginning cannot be read any more is not begun anew, and holds up no other`() throws {
        let world = try world()
        let found = try world.found().findings
        let work = try #require(found.keys.min { $0.claim < $1.claim })
        let stream = PublicID.caseStream(of: work.claim, work.cause, journal: world.journal)
        let entry = CaseEntry(CaseNote("Seen."), by: PrincipalID("user:test"), at: Instant(world.clock.now))
        let note = Case.Event.noted(entry)
        let event = NewEvent(type: note.type, schema: 1, subject: .random(), payload: note.encoded())
        let write = StreamWrite(stream: stream, expectedVersion: 0, events: [event])
        _ = try world.journal.append(
            Append(command: .random(), principal: "user:test", purpose: "test", writes: [write]),
            at: world.clock.now
        )
        #expect(try world.plane.refreshCases().opened == found.count - 1)
        #expect(try world.refusal { _ = try world.shown(PublicID.workCase(stream)) } != nil)
        #expect(try world.problems() == [])
    }

    // MARK: - Who may

    @Test func `is given to nobody who may not see it`() throws {
        let world = try world()
        let (one, other) = try pair(world)
        _ = try world.somebody("bea", .biller)
        _ = try world.somebody("ada", .administrator)
        try world.plane.act(.assign(to: PrincipalID("user:bea")), onCase: one)
        for name in ["user:ada", "user:nobody"] {
            #expect(try world.refusal { try world.plane.act(.assign(to: PrincipalID(name)), onCase: other) } != nil)
        }
    }

    @Test func `is nobody's within a facility but its own, neither to look at nor to work`() throws {
        let world = try world()
        try world.plane.refreshCases()
        let cases = try world.cases()
        let facilities = Set(cases.values.compactMap { $0.sight?.scope.facility })
        try #require(facilities.count > 1)
        let facility = try #require(facilities.min())
        let bea = try world.somebody("bea", .biller, at: [FacilityID(facility)])
        let seen = try bea.inquiry(for: .payment, by: "test").cases(asOf: world.today).cases.map(\.item)
        #expect(!seen.isEmpty)
        #expect(seen.allSatisfy { $0.state.sight?.scope.facility == facility })
        #expect(seen.count == cases.values.count { $0.isOpen && $0.sight?.scope.facility == facility })
        let stream = try #require(cases.first { $0.value.sight?.scope.facility != facility }?.key)
        let foreign = PublicID.workCase(stream)
        let absent = ControlPlaneError.notFound(what: "case \(foreign)")
        let own = try #require(seen.first?.id)
        let attempts: [() throws -> Void] = [
            { _ = try bea.inquiry(for: .payment, by: "test").workCase(foreign, asOf: world.today) },
            { try bea.act(.note("x"), onCase: foreign) }, { try bea.act(.assign(to: nil), onCase: foreign) },
            { try bea.act(.close(.noAction, reason: "x"), onCase: foreign) },
            { try bea.linkCase(own, to: [foreign], reason: "x") },
        ]
        for attempt in attempts { #expect(try world.refusal(attempt) == absent) }
        // What is linked to one's own is worked with it only by somebody who may work all.
        try world.plane.linkCase(own, to: [foreign], reason: "One cause.")
        #expect(try world.refusal { try bea.act(.note("x"), onCase: own, isForLinked: true) } != nil)
        #expect(try world.shown(own).state.notes.isEmpty)
    }

    @Test func `about what is sensitive is seen by the queue that the policy names, and by who is cleared for it`()
        throws
    {
        let world = try world()
        let (one, _) = try pair(world)
        let bea = try world.somebody("bea", .biller)
        let subject = try world.shown(one).subject
        #expect(try bea.inquiry(for: .payment, by: "test").workCase(one, asOf: world.today).item.id == one)
        try world.plane.markSensitive(subject, [.substanceUse], reason: "A test.")
        #expect(try world.shown(one).queues.contains("privacy"))
        #expect(
            try world.refusal { _ = try bea.inquiry(for: .payment, by: "test").workCase(one, asOf: world.today) }
                == .notFound(what: "case \(one)")
        )
        #expect(try !bea.inquiry(for: .payment, by: "test").cases(asOf: world.today).cases.map(\.item.id).contains(one))
    }

    @Test func `puts on record whose data a look shows`() throws {
        let world = try world()
        let (one, _) = try pair(world)
        let before = try world.plane.accessLog.journal.head()
        let patients = Set(try world.shown(one).state.sight?.scope.patients ?? [])
        let entries = try world.plane.accessLog.journal.entries(from: before + 1)
        #expect(entries.count == 1)
        let look = try Look(decoding: #require(entries.first?.payload), purpose: "operations")
        #expect(look.patients == patients && !patients.isEmpty && look.fields.groups.contains(.freeText))
    }
}

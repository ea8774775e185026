import Access
import Connect
import Foundation
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

@Suite("An effect") struct EffectTrustTests {
    // MARK: - What it rests on

    @Test(arguments: StoreKind.all)
    func `is not delivered when its approval was withdrawn before`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.decide(StreamID(request.approval.stream), [])
        try world.work()
        #expect(try world.isRefused(request))
    }

    @Test(arguments: StoreKind.all)
    func `is not delivered when its approval is withdrawn between the look and the start`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        var authority = TestAuthority(journal: world.journal)
        var isWithdrawn = false
        authority.afterwards = { [world] in
            guard !isWithdrawn else { return }
            isWithdrawn = true
            try world.decide(StreamID(request.approval.stream), [])
        }
        let results = try world.work(world.executor(authority: authority))
        #expect(results.map(\.end) == ["Somebody else changed the effect, or what it rests on, meanwhile."])
        #expect(try world.stage(of: request) == .requested)
        try world.workToTheEnd()
        #expect(try world.isRefused(request))
    }

    @Test(arguments: StoreKind.all)
    func `is not delivered when its destination is led elsewhere between the look and the start`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        var isMoved = false
        let executor = world.executor(connector: { [world] destination in
            if !isMoved {
                isMoved = true
                #expect(throws: Never.self) {
                    try world.plane.setDestination(EffectWorld.destination, folder: "/tmp", reason: "A redirection.")
                }
            }
            return destination.connector
        })
        let results = try world.work(executor)
        #expect(results.map(\.end) == ["Somebody else changed the effect, or what it rests on, meanwhile."])
        #expect(try world.stage(of: request) == .requested)
        try world.workToTheEnd()
        #expect(try world.isRefused(request))
    }

    @Test(arguments: StoreKind.all)
    func `is not delivered on a decision of a kind that nobody knows`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request { $0.approval.kind = "rumour" }
        try world.work()
        #expect(try world.isRefused(request))
    }

    @Test(arguments: StoreKind.all)
    func `is not delivered with other content than was approved`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request { $0.content.digest[0] ^= 1 }
        try world.work()
        #expect(try world.isRefused(request))
        let other = try world.request { $0.approval.contentHash[0] ^= 1 }
        try world.work()
        #expect(try world.isRefused(other))
    }

    @Test(arguments: StoreKind.all)
    func `is not delivered to a destination that leads elsewhere than when it was approved`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.plane.setDestination(EffectWorld.destination, folder: "/tmp", reason: "A redirection.")
        try world.work()
        #expect(try world.isRefused(request))
        let other = try world.request()
        try world.plane.removeDestination(EffectWorld.destination, reason: "No more.")
        try world.work()
        #expect(try world.isRefused(other))
    }

    @Test(arguments: StoreKind.all)
    func `that may have left after the copy was made that the store was put back from is in doubt`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.plane.recordRestoring()
        let later = try world.request()
        try world.work()
        guard case .unknown = try world.stage(of: request) else { return #expect(Bool(false), "not in doubt") }
        #expect(try world.stage(of: later) == .delivered(reference: nil))
        let id = PublicID.effect(request.stream)
        #expect(throws: ControlPlaneError.self) { try world.plane.resolveEffect(id, as: .retry, reason: " ") }
        try world.plane.resolveEffect(id, as: .retry, reason: "The payer has nothing.")
        try world.work()
        #expect(try world.stage(of: request) == .delivered(reference: nil))
        #expect(throws: ControlPlaneError.self) { try world.plane.resolveEffect(id, as: .retry, reason: "Again.") }
        #expect(try world.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `that was called off is not delivered`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.plane.resolveEffect(PublicID.effect(request.stream), as: .abandon, reason: "Paid meanwhile.")
        try world.work()
        #expect(try world.isRefused(request))
        #expect(throws: ControlPlaneError.self) {
            try world.plane.resolveEffect("e_nothing", as: .abandon, reason: "There is none.")
        }
    }

    // MARK: - Rows that were changed

    @Test(arguments: StoreKind.all)
    func `is carried out by its entries, whatever its row says`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        let refused = try #require(Effect([.requested(request), .refused(reason: "by a hand in the database")]))
        var append = Append(command: .random(), principal: "user:intruder", purpose: "test")
        append.rows = [EffectRow.row(request.stream, subject: SubjectID(EffectWorld.patient.value), state: refused)]
        _ = try world.journal.append(append, at: world.clock.now)
        #expect(try world.problems() == ["row \(request.stream) of table 8 is not what follows from the entries"])
        try world.work()
        #expect(try world.stage(of: request) == .delivered(reference: nil))
        #expect(try world.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `that no entry asks for is not carried out, whatever rows and jobs say`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        var forged = try world.request()
        try world.work()
        try world.receive()
        forged.approval.stream ^= 1
        let state = try #require(Effect([.requested(forged)]))
        var append = Append(command: .random(), principal: "user:intruder", purpose: "test")
        append.rows = [EffectRow.row(forged.stream, subject: SubjectID(EffectWorld.patient.value), state: state)]
        append.jobs = [.delivery(of: forged.stream, at: world.clock.now)]
        _ = try world.journal.append(append, at: world.clock.now)
        #expect(try world.problems().count == 2)
        #expect(try world.work().map(\.end) == ["The effect is no more: its keys were destroyed."])
        #expect(try world.files() == [])
    }

    @Test(arguments: StoreKind.all, ["header", "payload", "leaf"])
    func `is not carried out by an entry that was changed`(store: StoreKind, column: String) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        let position = try #require(try RecordedEffect(request.stream, in: world.journal)).requested
        try world.store.tamper(
            "UPDATE entry SET \(column) = (SELECT \(column) FROM entry WHERE position = 1) WHERE position = \(position)"
        )
        try world.work()
        #expect(try world.files() == [])
        #expect(try world.plane.jobs().map(\.status) == [.dead])
    }

    @Test(arguments: StoreKind.all)
    func `whose job was changed or taken away is found, and is carried out by a job made anew`(store: StoreKind) throws
    {
        let world = try EffectWorld(store)
        let request = try world.request()
        let second = try world.request()
        try world.store.tamper("UPDATE job SET payload = zeroblob(length(payload))")
        #expect(try world.problems().count == 4)
        try world.work()
        #expect(try world.files() == [])
        for job in try world.plane.jobs() {
            #expect(job.status == .dead && job.about == nil)
            try world.plane.discardJob("\(job.id)", reason: "Damaged.")
        }
        #expect(
            Set(try world.problems())
                == Set(
                    [request, second].map {
                        "effect \(PublicID.effect($0.stream)) is open, and no job will carry it out"
                    }
                )
        )
        try world.plane.rebuild()
        #expect(try world.problems() == [])
        try world.work()
        #expect(try world.files().count == 2)
        try world.plane.rebuild()
        #expect(try world.plane.jobs().isEmpty)
    }

    // MARK: - A destination that is away

    @Test(arguments: StoreKind.all)
    func `waits for its destination, becomes a dead letter, and is delivered when a person says so`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        let away = world.outbox.path + "-away"
        try FileManager.default.moveItem(atPath: world.outbox.path, toPath: away)
        try world.work()
        #expect(try world.work() == [], "it waits before it is tried again")
        try world.workToTheEnd()
        let job = try #require(try world.plane.jobs().first)
        #expect(job.status == .dead && job.reason?.contains("There is no folder") == true)
        #expect(throws: ControlPlaneError.self) { try world.plane.discardJob("\(job.id)", reason: "Give it up.") }
        try FileManager.default.moveItem(atPath: away, toPath: world.outbox.path)
        try world.workToTheEnd()
        #expect(try world.stage(of: request) == .requested)
        try world.plane.retryJob("\(job.id)", reason: "The folder is back.")
        try world.work()
        #expect(try world.stage(of: request) == .delivered(reference: nil))
        #expect(throws: (any Error).self) { try world.plane.retryJob("\(job.id)", reason: "Again.") }
    }

    @Test(arguments: StoreKind.all)
    func `is given up when its receiver refuses it, and waits when it is away`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let receiver = SpokenReceiver(.atMostOnce)
        receiver.answers = [DeliveryFault(.notDone, "busy"), DeliveryFault(.refused, "no such account")]
        let request = try world.request()
        let executor = world.executor(connector: { _ in receiver })
        try world.work(executor)
        #expect(try world.stage(of: request) == .requested)
        world.clock.advance(4000)
        try world.work(executor)
        #expect(try world.stage(of: request) == .refused(reason: "no such account"))
        receiver.answers = [DeliveryFault(.unclear, "no answer")]
        let other = try world.request()
        try world.work(executor)
        #expect(try world.stage(of: other) == .unknown(reason: "no answer"))
    }

    @Test(arguments: StoreKind.all)
    func `is unknown when a receiver that knows its name never answers`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let receiver = SpokenReceiver(.receiverHonoursName)
        receiver.answers = Array(repeating: DeliveryFault(.unclear, "no answer"), count: 20)
        let request = try world.request()
        for _ in 0..<12 {
            try world.work(world.executor(connector: { _ in receiver }))
            world.clock.advance(4000)
        }
        #expect(try world.stage(of: request) == .unknown(reason: "no answer"))
        #expect(try world.plane.jobs().isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `is not taken for undone when its receiver is busy while it is asked again`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let receiver = SpokenReceiver(.receiverHonoursName)
        let executor = world.executor(connector: { _ in receiver })
        receiver.answers = [DeliveryFault(.unclear, "no answer")]
        let request = try world.request()
        try world.work(executor)
        // What was sent arrives later than the answer was waited for.
        let id = PublicID.effect(request.stream)
        let sent = Delivery(name: id, fileExtension: "txt", mediaType: "text/plain", bytes: EffectWorld.letter)
        _ = try receiver.deliver(try #require(sent), as: "late")
        receiver.answers = [DeliveryFault(.notDone, "busy")]
        world.clock.advance(4000)
        try world.work(executor)
        guard case .started = try world.stage(of: request) else {
            Issue.record("it is \(try world.stage(of: request)), though it may have been done")
            return
        }
        try world.decide(StreamID(request.approval.stream), [])
        world.clock.advance(4000)
        try world.work(executor)
        guard case .unknown = try world.stage(of: request) else {
            Issue.record("it is \(try world.stage(of: request)), though it was done")
            return
        }
    }

    @Test(arguments: StoreKind.all)
    func `is unknown when a receiver that knows its name is busy for good`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let receiver = SpokenReceiver(.receiverHonoursName)
        receiver.answers = Array(repeating: DeliveryFault(.notDone, "busy"), count: 20)
        let request = try world.request()
        for _ in 0..<12 {
            try world.work(world.executor(connector: { _ in receiver }))
            world.clock.advance(4000)
        }
        #expect(try world.stage(of: request) == .unknown(reason: "busy"))
        #expect(try world.plane.jobs().isEmpty)
    }

    // MARK: - Receipts

    @Test(arguments: StoreKind.all)
    func `keeps what its receiver says, each thing once`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.put("accepted", for: request)
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [false], "it was not even tried")
        try world.work()
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [true])
        try world.put("accepted", for: request)
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [true])
        try world.put("rejected: closed", for: request)
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [true])
        #expect(try world.plane.takeReceipts().isEmpty)
        let effect = try #require(try RecordedEffect(request.stream, in: world.journal)).effect
        #expect(effect.receipts.map(\.outcome) == [.accepted, .rejected])
        #expect(try world.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `takes no receipt from another destination, nor of an effect that is none`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let other = world.store.root.appendingPathComponent("other")
        try FileManager.default.createDirectory(
            at: other,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try world.plane.setDestination("other", folder: other.path, reason: "A test.")
        let request = try world.request()
        try world.work()
        let name = "\(PublicID.effect(request.stream)).receipt"
        try Data("accepted".utf8).write(to: other.appendingPathComponent(name))
        try Data("accepted".utf8).write(to: other.appendingPathComponent("e_0.receipt"))
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [false, false])
        #expect(try #require(try RecordedEffect(request.stream, in: world.journal)).effect.receipts.isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func `in doubt is settled by a receipt`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        try world.plane.recordRestoring()
        try world.work()
        try world.put("accepted", for: request)
        #expect(try world.plane.takeReceipts().map(\.isTaken) == [true])
        #expect(try world.stage(of: request) == .delivered(reference: nil))
    }

    // MARK: - Disclosures

    @Test(arguments: StoreKind.all)
    func `that left, or may have, is a disclosure about its patient and whoever is the same person`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let inquiry = world.plane.inquiry(for: .patientRequest, by: "test")
        let id = PublicID.patient(EffectWorld.patient)
        let sent = try world.request()
        #expect(try inquiry.disclosures(about: id).isEmpty)
        try world.work()
        let refused = try world.request()
        try world.decide(StreamID(refused.approval.stream), [])
        let doubted = try world.request { $0.purpose = "answer to a question" }
        let receiver = SpokenReceiver(.atMostOnce)
        receiver.answers = [DeliveryFault(.unclear, "no answer")]
        try world.work(world.executor(connector: { _ in receiver }))
        let disclosures = try inquiry.disclosures(about: id).map(\.item)
        #expect(disclosures.map(\.effect.id) == [sent, doubted].map { PublicID.effect($0.stream) })
        #expect(disclosures.map(\.isCertain) == [true, false])
        #expect(disclosures.map(\.effect.effect.request.purpose) == ["appeal", "answer to a question"])
        #expect(try inquiry.disclosures(about: PublicID.patient(SourcePatientID(5))).isEmpty)
        #expect(throws: ControlPlaneError.self) { try inquiry.disclosures(about: "c_1") }
        let looks = try inquiry.looks(
            at: id,
            within: Timestamp(microsecondsSince1970: 0)..<world.clock.now.advanced(by: .seconds(1))
        )
        #expect(looks.count { $0.item.look.surface == "test" } >= 2)
    }

    // MARK: - Destinations

    @Test(arguments: StoreKind.all)
    func `has destinations with plain names and whole paths, and each change is on record`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        for (name, folder, reason) in [
            ("Outbox", "/srv/out", "x"), ("", "/srv/out", "x"), ("a b", "/srv/out", "x"), ("a", "srv/out", "x"),
            ("a", "/srv/out", " "), ("a/b", "/srv", "x"),
        ] {
            #expect(throws: ControlPlaneError.self) {
                try world.plane.setDestination(name, folder: folder, reason: reason)
            }
        }
        #expect(throws: ControlPlaneError.self) { try world.plane.removeDestination("none", reason: "x") }
        try world.plane.setDestination("b", folder: "/srv/b", reason: "First.")
        try world.plane.setDestination("b", folder: "/srv/c", reason: "Moved.")
        let destinations = try world.plane.destinations()
        #expect(destinations.map(\.name) == ["b", "outbox"])
        #expect(destinations.first?.place == .folder("/srv/c") && destinations.first?.reason == "Moved.")
    }
}

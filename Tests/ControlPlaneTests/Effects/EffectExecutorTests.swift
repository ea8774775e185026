import Access
import Connect
import Foundation
import Journal
import RevenueCycle
import StoreFailure
import Synchronization
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("An effect that is carried out") struct EffectExecutorTests {
    // MARK: - As it should be

    @Test(arguments: StoreKind.all)
    func `is delivered once, and all of it is on record`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        let id = PublicID.effect(request.stream)
        #expect(try world.work() == [EffectResult(effect: id, end: "Delivered to outbox.")])
        #expect(try world.files() == ["\(id).txt"])
        #expect(
            FileManager.default.contents(atPath: world.outbox.path + "/\(id).txt") == Data(EffectWorld.letter)
        )
        #expect(try world.work() == [])
        #expect(try world.stage(of: request) == .delivered(reference: nil))
        #expect(try world.plane.jobs().isEmpty)
        let inquiry = world.plane.inquiry(for: .audit, by: "test")
        let (named, steps) = try inquiry.effect(id)
        #expect(named.item.patients == [PublicID.patient(EffectWorld.patient)])
        #expect(steps.map(\.item.event.type) == [90, 91, 93])
        #expect(steps.dropFirst().allSatisfy { $0.item.principal == "service:worker" })
        #expect(try inquiry.effects(in: ["delivered"]).map(\.item.id) == [id])
        #expect(try inquiry.effects(in: ["unknown"]).isEmpty)
        #expect(try world.problems() == [])
        try world.plane.rebuild()
        #expect(try world.problems() == [])
    }

    @Test(arguments: StoreKind.all)
    func `is asked for once for each content that was approved`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        let stream = StreamID(request.approval.stream)
        #expect(throws: JournalError.self) {
            try world.decide(stream, request.approval.contentHash, requesting: request)
        }
    }

    @Test(arguments: StoreKind.all)
    func `among many is one of many`(store: StoreKind) throws {
        let world = try EffectWorld(store)
        let requests = try (0..<40).map { _ in try world.request() }
        #expect(try world.work().count == 40)
        try world.receive()
        #expect(world.taken.count == 40 && world.taken.values.allSatisfy { $0 == 1 })
        for request in requests { #expect(try world.stage(of: request) == .delivered(reference: nil)) }
    }

    // MARK: - Cut short

    /// What can happen at a moment, and whether the receiver is there at once.
    private static let failures = Failure.Kind.allCases.flatMap { kind in [(kind, true), (kind, false)] }

    @Test(arguments: StoreKind.all, failures)
    func `is delivered once, whenever the process ends or the store does not answer`(
        store: StoreKind,
        failure: (kind: Failure.Kind, isTakenAtOnce: Bool)
    ) throws {
        let (kind, isTakenAtOnce) = failure
        var moment = 0
        var isOver = false
        while !isOver {
            moment += 1
            let world = try EffectWorld(store)
            let request = try world.request()
            let failure = Failure(kind, at: moment)
            let place = world.store.root.appendingPathComponent("node")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let journal = try world.journal.failing(failure, in: place.path)
            let executor = world.executor(
                journal,
                connector: { InterruptedConnector(whole: $0.connector, failure: failure) }
            )
            // What went wrong is what the next run finds.
            _ = try? world.work(executor)
            isOver = failure.touched < moment
            if isTakenAtOnce { try world.receive() }
            try world.workToTheEnd()
            try world.receive()
            #expect(world.taken == ["\(PublicID.effect(request.stream)).txt": 1], "\(kind) at moment \(moment)")
            #expect(try world.stage(of: request) == .delivered(reference: nil), "\(kind) at moment \(moment)")
            #expect(try world.plane.jobs().isEmpty, "\(kind) at moment \(moment)")
            #expect(try world.problems() == [], "\(kind) at moment \(moment)")
        }
        #expect(moment > 6, "there are not as few moments as \(moment)")
    }

    @Test(arguments: StoreKind.all, 2...9)
    func `is delivered once, also when whoever goes on is cut short too`(store: StoreKind, first: Int) throws {
        for second in 1...8 {
            let world = try EffectWorld(store)
            let request = try world.request()
            for moment in [first, second] {
                let failure = Failure(.endedBefore, at: moment)
                let place = world.store.root.appendingPathComponent("node-\(StreamID.random())")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                let executor = world.executor(
                    try world.journal.failing(failure, in: place.path),
                    connector: { InterruptedConnector(whole: $0.connector, failure: failure) }
                )
                _ = try? world.work(executor)  // What went wrong is what the next run finds.
                world.clock.advance(4000)
            }
            try world.workToTheEnd()
            try world.receive()
            #expect(world.taken == ["\(PublicID.effect(request.stream)).txt": 1], "moments \(first) and \(second)")
            #expect(try world.stage(of: request) == .delivered(reference: nil), "moments \(first) and \(second)")
        }
    }

    @Test(arguments: StoreKind.all, Failure.Kind.allCases)
    func `is done at most once by a receiver that cannot be asked, and is unknown rather than repeated`(
        store: StoreKind,
        kind: Failure.Kind
    ) throws {
        for moment in 1...8 {
            let world = try EffectWorld(store)
            let request = try world.request()
            let failure = Failure(kind, at: moment)
            let place = world.store.root.appendingPathComponent("node")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let receiver = SpokenReceiver(.atMostOnce)
            let executor = world.executor(
                try world.journal.failing(failure, in: place.path),
                connector: { _ in InterruptedConnector(whole: receiver, failure: failure) }
            )
            _ = try? world.work(executor)  // What went wrong is what the next run finds.
            for _ in 0..<3 {
                world.clock.advance(4000)
                try world.work(world.executor(connector: { _ in receiver }))
            }
            let count = receiver.effects(PublicID.effect(request.stream))
            switch try world.stage(of: request) {
            case .delivered: #expect(count == 1, "\(kind) at moment \(moment)")
            case .unknown: #expect(count <= 1, "\(kind) at moment \(moment)")
            case let stage: Issue.record("\(stage) after \(kind) at moment \(moment)")
            }
        }
    }

    @Test(arguments: StoreKind.all, Failure.Kind.allCases)
    func `is asked for again of a receiver that knows its name, which does it once`(
        store: StoreKind,
        kind: Failure.Kind
    ) throws {
        for moment in 1...8 {
            let world = try EffectWorld(store)
            let request = try world.request()
            let failure = Failure(kind, at: moment)
            let place = world.store.root.appendingPathComponent("node")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let receiver = SpokenReceiver(.receiverHonoursName)
            let executor = world.executor(
                try world.journal.failing(failure, in: place.path),
                connector: { _ in InterruptedConnector(whole: receiver, failure: failure) }
            )
            _ = try? world.work(executor)  // What went wrong is what the next run finds.
            for _ in 0..<3 {
                world.clock.advance(4000)
                try world.work(world.executor(connector: { _ in receiver }))
            }
            let id = PublicID.effect(request.stream)
            #expect(receiver.effects(id) == 1, "\(kind) at moment \(moment)")
            #expect(try world.stage(of: request) == .delivered(reference: "R-\(id.suffix(4))"))
        }
    }

    // MARK: - Two workers

    @Test(arguments: StoreKind.all, [true, false])
    func `is delivered once when another worker comes in between, at any step`(store: StoreKind, isBefore: Bool) throws
    {
        for step in 1...4 {
            let world = try EffectWorld(store)
            let request = try world.request()
            let steps = Mutex(0)
            let intrude: () throws -> Void = { [unowned world] in
                let isNow = steps.withLock { count in
                    count += 1
                    return count == step
                }
                guard isNow else { return }
                // The lease has run out, and the other worker goes on to the end.
                try world.workToTheEnd(world.executor(world.anotherWorkersJournal()))
                try world.receive()
            }
            let nothing: () throws -> Void = {}
            let executor = world.executor(connector: {
                InterruptedConnector(
                    whole: $0.connector,
                    failure: Failure(),
                    before: isBefore ? intrude : nothing,
                    after: isBefore ? nothing : intrude
                )
            })
            _ = try? world.work(executor)  // The first worker may be refused what the other has done.
            try world.workToTheEnd()
            try world.receive()
            #expect(world.taken == ["\(PublicID.effect(request.stream)).txt": 1], "step \(step)")
            #expect(try world.stage(of: request) == .delivered(reference: nil), "step \(step)")
            #expect(try world.files() == [], "step \(step)")
            #expect(try world.problems() == [], "step \(step)")
        }
    }

    @Test(arguments: StoreKind.all)
    func `is delivered once though a worker who was late has left a try behind that is on no record`(
        store: StoreKind
    ) throws {
        let world = try EffectWorld(store)
        let request = try world.request()
        var isLate = true
        // The late worker stands before its first step while the other delivers and ends before it could say so.
        let late = world.executor(connector: { [world] in
            InterruptedConnector(
                whole: $0.connector,
                failure: Failure(),
                before: {
                    guard isLate else { return }
                    isLate = false
                    world.clock.advance(4000)
                    let failure = Failure(.endedAfter, at: 2)
                    _ = try? world.work(
                        world.executor(
                            world.anotherWorkersJournal(),
                            connector: { InterruptedConnector(whole: $0.connector, failure: failure) }
                        )
                    )
                    try world.receive()
                },
                after: { throw CancellationError() }
            )
        })
        try world.work(late)
        #expect(try world.files().count { $0.hasSuffix(".part") } == 1)
        #expect(world.taken.count == 1)
        try world.workToTheEnd()
        try world.receive()
        #expect(world.taken == ["\(PublicID.effect(request.stream)).txt": 1])
        #expect(try world.stage(of: request) == .delivered(reference: nil))
        #expect(try world.files() == [])
    }
}

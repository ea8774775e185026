import Foundation
import SeededRandomness
import Synchronization
import TestDatabases
import Testing

@testable import Journal

/// Writes down what clients do at once.
private final class Recorder: Sendable {
    private let state = Mutex((tick: 0, history: History()))

    var history: History { state.withLock { $0.history } }

    private func tick() -> Int {
        state.withLock { state in
            state.tick += 1
            return state.tick
        }
    }

    /// Does something, and notes it with the ticks around it.
    func note<Value>(_ client: Int, _ body: () throws -> (Value, History.Act)) rethrows -> Value {
        let begun = tick()
        let (value, act) = try body()
        state.withLock { state in
            state.tick += 1
            state.history.events.append(History.Event(client: client, ticks: begun...state.tick, act: act))
        }
        return value
    }
}

/// One of several clients of a journal, which decides by what it has seen of a stream.
private struct Client {
    let number: Int
    let journal: TenantJournal
    let recorder: Recorder
    var generator: SeededGenerator
    /// The version of each stream that it has seen last.
    private var seen: [StreamID: UInt64] = [:]
    private var count = 0

    static let streams = (1...3).map { StreamID($0) }

    init(_ number: Int, of journal: TenantJournal, recorder: Recorder, seed: UInt64) {
        self.number = number
        self.journal = journal
        self.recorder = recorder
        generator = SeededGenerator(seed: seed)
    }

    mutating func act() throws {
        let stream = Self.streams[Int.random(in: 0..<Self.streams.count, using: &generator)]
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<6: try write(to: stream)
        case 6..<9: try read(stream)
        default: try sign()
        }
    }

    private mutating func write(to stream: StreamID) throws {
        count += 1
        let text = "\(number).\(count)"
        let version = seen[stream, default: 0]
        seen[stream] = try recorder.note(number) {
            do {
                try journal.append(text, to: stream, after: version)
                return (version + 1, .written(text, to: stream, after: version))
            } catch JournalError.conflict(_, _, let found) {
                return (found, .refused(text, to: stream, after: version, found: found))
            }
        }
    }

    private mutating func read(_ stream: StreamID) throws {
        seen[stream] = try recorder.note(number) {
            let texts = try journal.entries(of: stream).compactMap(\.text)
            return (UInt64(texts.count), .read(stream, texts))
        }
    }

    private func sign() throws {
        try recorder.note(number) {
            let note = try journal.signCheckpoint()
            return ((), .signed(try Checkpoint(note, signedBy: journal.verifier).head))
        }
    }
}

@Suite("Clients that share a journal")
struct HistoryTests {
    @Test(arguments: StoreKind.all)
    func `see one order of each stream, their own writes, nothing lost, and a tree that grows`(
        kind: StoreKind
    ) async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let rounds = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap(Int.init) ?? 3
        for round in 0..<rounds {
            let store = try TemporaryStore(kind)
            let nodes = kind == .postgreSQL ? [store.journal, try store.anotherNode()] : [store.journal]
            let recorder = Recorder()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    let journal = nodes[number % nodes.count]
                    group.addTask {
                        let own = seed &+ UInt64(round * 4 + number)
                        var client = Client(number, of: journal, recorder: recorder, seed: own)
                        for _ in 0..<60 { try client.act() }
                    }
                }
                try await group.waitForAll()
            }
            var final: [StreamID: [String]] = [:]
            for stream in Client.streams { final[stream] = try store.journal.entries(of: stream).compactMap(\.text) }
            let history = recorder.history
            #expect(history.violations(final: final) == [], "seed \(seed), round \(round)")
            #expect(final.values.joined().count == Int(try store.journal.head()))
            // Every tree that was signed is one over the first entries.
            var signed: [Checkpoint] = []
            for event in history.events {
                guard case .signed(let head) = event.act else { continue }
                signed.append(Checkpoint(origin: store.journal.verifier.name, head: head))
            }
            #expect(try store.journal.verifyIntegrity(against: signed).problems == [])
            // A run in which nobody was refused would not have tried much.
            #expect(history.events.contains { if case .refused = $0.act { true } else { false } })
        }
    }
}

@Suite("The checker of histories")
struct HistoryCheckerTests {
    private static let stream = StreamID(1)

    private func history(_ acts: (ClosedRange<Int>, History.Act)...) -> History {
        History(events: acts.map { History.Event(client: 0, ticks: $0.0, act: $0.1) })
    }

    private func violations(_ history: History, final: String...) -> [String] {
        history.violations(final: [Self.stream: final])
    }

    private static func head(_ size: UInt64, _ byte: UInt8) throws -> History.Act {
        .signed(TreeHead(size: size, root: try #require(TreeHash(bytes: Data(repeating: byte, count: 32)))))
    }

    @Test
    func `takes what was done at once in either order`() {
        let acts = history(
            (1...4, .written("a", to: Self.stream, after: 0)),
            (2...3, .read(Self.stream, [])),
            (2...5, .refused("b", to: Self.stream, after: 0, found: 1)),
            (6...7, .read(Self.stream, ["a"]))
        )
        #expect(violations(acts, final: "a") == [])
    }

    @Test
    func `finds a lost update`() {
        let acts = history(
            (1...2, .written("a", to: Self.stream, after: 0)),
            (3...4, .written("b", to: Self.stream, after: 0))
        )
        #expect(!violations(acts, final: "b").isEmpty)
        #expect(!violations(acts, final: "a", "b").isEmpty)
    }

    @Test
    func `finds what was refused and yet done, or done and never told`() {
        let refused = history((1...2, .refused("a", to: Self.stream, after: 1, found: 0)))
        #expect(violations(refused, final: "a").count == 2)
        #expect(violations(history(), final: "a").count == 1)
    }

    @Test
    func `finds a read of another order`() {
        let acts = history(
            (1...2, .written("a", to: Self.stream, after: 0)),
            (3...4, .written("b", to: Self.stream, after: 1)),
            (5...6, .read(Self.stream, ["b", "a"]))
        )
        #expect(violations(acts, final: "a", "b").count == 1)
    }

    @Test
    func `finds a read that lacks what was written or read before it`() {
        let own = history((1...2, .written("a", to: Self.stream, after: 0)), (3...4, .read(Self.stream, [])))
        #expect(violations(own, final: "a").count == 1)
        let others = history(
            (1...9, .written("a", to: Self.stream, after: 0)),
            (2...3, .read(Self.stream, ["a"])),
            (4...5, .read(Self.stream, []))
        )
        #expect(violations(others, final: "a").count == 1)
    }

    @Test
    func `finds a tree that shrinks, splits or lacks what was written`() throws {
        let shrinks = history((1...2, try Self.head(2, 1)), (3...4, try Self.head(1, 2)))
        #expect(violations(shrinks).count == 1)
        let splits = history((1...2, try Self.head(2, 1)), (1...3, try Self.head(2, 2)))
        #expect(violations(splits).count == 1)
        let lacks = history((1...2, .written("a", to: Self.stream, after: 0)), (3...4, try Self.head(0, 0)))
        #expect(violations(lacks, final: "a").count == 1)
    }
}

import Synchronization
import Testing

@testable import Server

@Suite("Turns of tenants") struct TenantTurnsTests {
    /// What happened, in order.
    private final class Record: Sendable {
        private let served = Mutex<[String]>([])
        var all: [String] { served.withLock { $0 } }
        func add(_ tenant: String) { served.withLock { $0.append(tenant) } }
    }

    /// How much is done at once, of all and of one.
    private final class Count: Sendable {
        private struct State {
            var running: [String: Int] = [:]
            var most = (all: 0, one: 0)
        }

        private let state = Mutex(State())
        var most: (all: Int, one: Int) { state.withLock(\.most) }

        func begin(_ tenant: String) {
            state.withLock { state in
                state.running[tenant, default: 0] += 1
                let now = (all: state.running.values.reduce(0, +), one: state.running[tenant] ?? 0)
                state.most = (max(state.most.all, now.all), max(state.most.one, now.one))
            }
        }

        func end(_ tenant: String) { state.withLock { $0.running[tenant]? -= 1 } }
    }

    /// Asks for a turn, tells when it came, and waits until it stands in line.
    private func ask(_ turns: TenantTurns, _ tenant: String, _ record: Record) -> Task<Void, any Error> {
        Task {
            try await turns.take(for: tenant)
            record.add(tenant)
        }
    }

    private func wait(until isSo: () -> Bool) async throws {
        for _ in 0..<2000 where !isSo() { try await Task.sleep(for: .milliseconds(1)) }
        try #require(isSo())
    }

    @Test(.timeLimit(.minutes(1))) func `are taken one by one, however many one of them asks for`() async throws {
        let turns = TenantTurns(atOnce: 1, ofTenant: 1, waiting: 100)
        let record = Record()
        try await turns.take(for: "loud")
        var asked: [Task<Void, any Error>] = []
        for number in 1...20 {
            asked.append(ask(turns, "loud", record))
            try await wait { turns.waiting(for: "loud") == number }
        }
        for tenant in ["quiet", "calm"] {
            asked.append(ask(turns, tenant, record))
            try await wait { turns.waiting(for: tenant) == 1 }
        }
        var holder = "loud"
        for served in 1...22 {
            turns.giveBack(of: holder)
            try await wait { record.all.count == served }
            holder = record.all[served - 1]
        }
        for task in asked { try await task.value }
        #expect(record.all.prefix(3) == ["loud", "quiet", "calm"])
        #expect(record.all.dropFirst(3) == Array(repeating: "loud", count: 19)[...])
    }

    @Test(.timeLimit(.minutes(1))) func `leave room for others, and are refused beyond what may wait`() async throws {
        let turns = TenantTurns(atOnce: 4, ofTenant: 2, waiting: 1)
        let record = Record()
        try await turns.take(for: "loud")
        try await turns.take(for: "loud")
        let third = ask(turns, "loud", record)
        try await wait { turns.waiting(for: "loud") == 1 }
        await #expect(throws: Problem.self) { try await turns.take(for: "loud") }
        // Two places are left, which are for others.
        try await turns.take(for: "quiet")
        try await turns.take(for: "calm")
        #expect(record.all.isEmpty)
        // All four are taken: a place of another's is no use to one who has their share.
        turns.giveBack(of: "quiet")
        try await turns.take(for: "quiet")
        #expect(record.all.isEmpty)
        turns.giveBack(of: "loud")
        try await third.value
        #expect(record.all == ["loud"])
    }

    @Test(.timeLimit(.minutes(1))) func `are never more than there are, and none is lost`() async throws {
        let turns = TenantTurns(atOnce: 3, ofTenant: 2, waiting: 1000)
        let count = Count()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                let tenant = ["a", "b", "c"][number % 7 % 3]
                group.addTask {
                    try await turns.take(for: tenant)
                    count.begin(tenant)
                    await Task.yield()
                    count.end(tenant)
                    turns.giveBack(of: tenant)
                }
            }
            try await group.waitForAll()
        }
        #expect(count.most.all <= 3 && count.most.one <= 2)
        #expect(["a", "b", "c"].allSatisfy { turns.waiting(for: $0) == 0 })
    }
}

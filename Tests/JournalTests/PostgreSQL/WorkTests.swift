import Foundation
import Synchronization
import TestDatabases
import Testing

@testable import Journal

/// What was done, by whichever worker.
private final class Done: Sendable {
    private let jobs = Mutex<[LeasedJob]>([])

    func note(_ job: LeasedJob) { jobs.withLock { $0.append(job) } }

    var all: [LeasedJob] { jobs.withLock { $0 } }
}

@Suite("Two nodes of one PostgreSQL database share work", .enabled(if: PostgreSQLProcess.programs != nil))
struct WorkTests {
    private let store: TemporaryStore
    private let nodes: [TenantJournal]

    init() throws {
        store = try TemporaryStore(.postgreSQL)
        nodes = [store.journal, try store.anotherNode()]
    }

    @Test
    func `each job is done by one of them, with tokens that never come twice`() async throws {
        defer { withExtendedLifetime(store) {} }
        let count = 200
        for start in stride(from: 0, to: count, by: 20) {
            var append = Append(command: .random(), principal: "tester", purpose: "test")
            append.jobs = (start..<start + 20).map { number in
                NewJob(
                    kind: 1,
                    notBefore: .march2025,
                    attemptLimit: 3,
                    subject: SubjectID(5),
                    payload: Array("\(number)".utf8)
                )
            }
            _ = try nodes[0].append(append, at: .march2025)
        }
        let done = Done()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, node) in nodes.enumerated() {
                for worker in 0..<3 {
                    group.addTask {
                        while case let taken = try node.lease(
                            [1],
                            owner: "\(number).\(worker)",
                            now: .march2025,
                            for: .seconds(60),
                            limit: 7
                        ), !taken.isEmpty {
                            for job in taken {
                                try node.complete(job)
                                done.note(job)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let ended = done.all
        #expect(Set(ended.map(\.id)).count == count && ended.count == count)
        #expect(Set(ended.map(\.token)).count == count)
        #expect(try nodes[1].jobs().isEmpty)
    }

    @Test
    func `a follower's position is moved by one of them, and its answers are appended once`() async throws {
        defer { withExtendedLifetime(store) {} }
        let texts = (1...40).map { "\($0)" }
        for (number, text) in texts.enumerated() { try nodes[0].append(text, to: StreamID(number + 1), after: 0) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for node in nodes {
                group.addTask {
                    let scribe = Scribe(name: "scribe", journal: node)
                    while try node.drain(scribe).first?.position ?? 0 < 40 {}
                }
            }
            try await group.waitForAll()
        }
        let notes = try nodes[0].texts(of: StreamID(900))
        #expect(notes == texts.enumerated().map { "\($0 + 1) \($1)" })
        #expect(try nodes[1].verifyIntegrity().problems == [])
    }
}

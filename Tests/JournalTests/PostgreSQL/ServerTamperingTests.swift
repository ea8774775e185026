import Foundation
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

@Suite("Whoever owns the tables of a journal in PostgreSQL", .enabled(if: PostgreSQLProcess.programs != nil))
struct ServerTamperingTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let owner: LibPQConnection
    private var tenant: StreamID { StreamID(journal.tenantID) }
    private var generator: SeededGenerator
    private let seed = UInt64.random(in: .min ... .max)
    private let rounds = ProcessInfo.processInfo.environment["RECOURSE_DAMAGES"].flatMap(Int.init) ?? 20

    /// The tables that the entries and what was signed of them vouch for.
    private static let vouched: [ServerRowDamage.Table] = [
        .init(name: "entry", keys: ["position"]), .init(name: "tile", keys: ["level", "number"]),
        .init(name: "checkpoint", keys: ["size"]), .init(name: "command", keys: ["id"]),
        // Of the head's leaf only writers take notice, which compare it with the edge that they keep.
        .init(name: "journal_head", keys: ["position"], unvouched: ["leaf"]),
    ]
    /// The tables of which the sealed part speaks for itself.
    private static let sealed: [ServerRowDamage.Table] = [
        .init(name: "inline_row", keys: ["kind", "id"]), .init(name: "evidence", keys: ["id"]),
        .init(name: "evidence_chunk", keys: ["body", "number"]), .init(name: "job", keys: ["id"]),
        .init(name: "follower", keys: ["name"]),
    ]

    init() throws {
        print("seed \(seed)")
        generator = SeededGenerator(seed: seed)
        store = try TemporaryStore(.postgreSQL)
        owner = try PostgreSQLProcess.shared.get().connect(as: PostgreSQLProcess.owner)
        try owner.send("SELECT set_config('recourse.tenant', '\(StreamID(store.journal.tenantID))', false)")
        try owner.send("SET search_path = \(PostgreSQLSchema.journals.name), public")
        _ = try owner.finish()
        for start in stride(from: 1, through: 145, by: 29) {
            try store.journal.append(
                writes: (start..<start + 29).map { number in
                    // Streams have one to three entries.
                    let events = (0...number % 3).map { NewEvent("event \($0) of \(number)") }
                    return StreamWrite(stream: StreamID(number), expectedVersion: 0, events: events)
                }
            )
            _ = try store.journal.signCheckpoint()
        }
    }

    /// Does so many damages of a kind to tables in turn, and undoes each once it was looked at.
    private mutating func damage(
        _ kind: ServerRowDamage.Kind,
        _ tables: [ServerRowDamage.Table],
        _ look: (ServerRowDamage, ServerRowDamage.Table) throws -> Void
    ) throws {
        var done = 0
        for attempt in 0..<rounds * 10 where done < rounds {
            let table = tables[attempt % tables.count]
            let drawn = try ServerRowDamage(kind, of: table, on: owner, using: &generator)
            guard let damage = drawn, damage.apply(on: owner, tenant: tenant) else { continue }
            try look(damage, table)
            try damage.undo(on: owner, tenant: tenant)
            done += 1
        }
        #expect(done == rounds)
    }

    @Test(arguments: ServerRowDamage.Kind.allCases)
    func `is found, and the first wrong entry is named`(kind: ServerRowDamage.Kind) throws {
        defer { owner.close() }
        #expect(try journal.verifyIntegrity().problems == [])
        var tests = self
        // Entries are most of what there is to change.
        let tables = Self.vouched.flatMap { $0.name == "entry" ? [$0] : [$0, Self.vouched[0]] }
        try tests.damage(kind, tables) { damage, table in
            let report = try journal.verifyIntegrity()
            #expect(!report.problems.isEmpty, "\(kind) of \(damage.description), seed \(seed)")
            if table.name == "entry" {
                #expect(
                    report.firstWrongEntry == damage.numbers.min(),
                    "\(kind) of \(damage.description), seed \(seed)"
                )
            }
        }
        #expect(try journal.verifyIntegrity().problems == [])
    }

    @Test(arguments: ServerRowDamage.Kind.allCases)
    func `never has anything that was sealed read as something else`(kind: ServerRowDamage.Kind) throws {
        defer { owner.close() }
        let written = try Sealed(in: journal)
        var tests = self
        try tests.damage(kind, Self.sealed) { damage, _ in
            let differences = try written.differences(in: journal)
            #expect(differences == [], "\(kind) of \(damage.description), seed \(seed)")
        }
        #expect(try written.isWhole(in: journal))
    }
}

/// What was written into tables that can be made again, and must be read as that, as forgotten or gone, or not at all.
private struct Sealed {
    private var rows: [RowID: String] = [:]
    private var evidence: [EvidenceID: [UInt8]] = [:]
    private var jobs: [JobID: [UInt8]] = [:]
    private static let reason = "the scribe cannot read this"

    /// Writes rows, evidence and jobs, and has two followers stop.
    init(in journal: TenantJournal) throws {
        let chunk = EvidenceRecord.chunkSize
        for (number, size) in [0, 1, 64, 4096, chunk, chunk + 1, 2 * chunk, 3 * chunk].enumerated() {
            let bytes = [UInt8](repeating: UInt8(number), count: size)
            let id = try journal.storeEvidence(
                bytes,
                mediaType: "text/plain",
                name: "evidence \(number)",
                subject: .tenant,
                retention: .claims,
                at: .march2025
            )
            evidence[id] = bytes
        }
        var append = Append(command: .random(), principal: "tester", purpose: "test")
        for number in 1...20 {
            append.rows.append(InlineRow(table: UInt16(1 + number % 2), number, group: number % 3, "row \(number)"))
            rows[RowID(table: UInt16(1 + number % 2), id: StreamID(number))] = "row \(number)"
            let payload = Array("job \(number)".utf8)
            append.jobs.append(NewJob(kind: 1, notBefore: .march2025, subject: SubjectID(5), payload: payload))
            jobs[JobID(of: append.command, ordinal: UInt32(number - 1))] = payload
        }
        _ = try journal.append(append, at: .march2025)
        var generator = SeededGenerator(seed: 1)
        for job in try journal.lease([1], owner: "w", now: .march2025, for: .seconds(60), limit: 10) {
            let reason = Self.reason
            try journal.fail(job, reason: reason, now: .march2025, backoff: Backoff(), using: &generator)
        }
        for name in ["one", "other"] {
            try journal.drain(Scribe(name: name, journal: journal, count: { _ in throw Unreadable() }))
        }
    }

    /// What is read as something that was not written.
    func differences(in journal: TenantJournal) throws -> [String] {
        var found: [String] = []
        for (id, text) in rows {
            let read = try unlessTold { () throws(JournalError) in try journal.row(table: id.table, id: id.id) }
            if let payload = read??.payload, payload != Array(text.utf8) { found.append("a row") }
        }
        for (id, bytes) in evidence {
            let read = try unlessTold { () throws(JournalError) in try journal.readEvidence(id) }
            if let read = read ?? nil, read != bytes { found.append("evidence of \(bytes.count) bytes") }
        }
        for job in try unlessTold({ () throws(JournalError) in try journal.jobs() }) ?? [] {
            if case .bytes(let bytes) = job.payload, bytes != jobs[job.id] { found.append("a job") }
            if let reason = job.reason, reason != Self.reason, !reason.contains("cannot be read") {
                found.append("the reason of a job")
            }
        }
        for follower in try unlessTold({ () throws(JournalError) in try journal.followers() }) ?? [] {
            if let reason = follower.stop?.reason, reason != Self.reason { found.append("why a follower stopped") }
        }
        return found
    }

    /// Whether everything is there.
    func isWhole(in journal: TenantJournal) throws -> Bool {
        guard try differences(in: journal).isEmpty, try journal.jobs().count == jobs.count else { return false }
        for id in rows.keys where try journal.row(table: id.table, id: id.id)?.payload == nil { return false }
        for id in evidence.keys where try journal.readEvidence(id) == nil { return false }
        return try journal.followers().count == 2
    }

    private func unlessTold<Value>(_ read: () throws(JournalError) -> Value) throws -> Value? {
        do throws(JournalError) {
            return try read()
        } catch {
            guard case .damaged = error else { throw error }
            return nil
        }
    }
}

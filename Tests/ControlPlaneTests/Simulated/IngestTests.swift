import Foundation
import Journal
import RevenueCycle
import Simulator
import SeededRandomness
import Testing

@testable import ControlPlane

@Suite("An ingest") struct IngestTests {
    private static func answer(_ store: TemporaryStore, _ month: SimulatedMonth) throws -> [String] {
        let day = try #require(CalendarDate(iso: month.asOf))
        return store.plane.claimRows(try store.plane.accounts(asOf: day)).map(\.text)
    }

    @Test func `of the same bytes changes nothing and says so`() throws {
        let month = simulateMonth(seed: 11, claims: 200)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let before = try Self.answer(store, month)
        let head = try store.plane.journal.head()
        for file in month.files {
            let report = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
            #expect(report.duplicates.count == 1, "\(file.name) is not reported as known")
        }
        #expect(try store.plane.journal.head() == head)
        #expect(try Self.answer(store, month) == before)
    }

    @Test func `of the same bodies under other control numbers changes no answer and says so`() throws {
        let month = simulateMonth(seed: 12, claims: 200)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let before = try Self.answer(store, month)
        var duplicates = 0
        for file in shuffledDelivery(of: month, seed: 12) {
            let report = try Ingestion.ingest(file.bytes, name: "again-\(file.name)", into: store.plane)
            #expect(report.facts == 0, "\(file.name) told something new")
            duplicates += report.duplicates.count
        }
        #expect(duplicates > 0)
        #expect(try Self.answer(store, month) == before)
    }

    @Test func `can be rebuilt from the journal with the same answers`() throws {
        let month = simulateMonth(seed: 13, claims: 250)
        let store = try TemporaryStore()
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        let half = month.files.count / 2
        for file in month.files[..<half] { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        try store.plane.rebuild()
        for file in month.files[half...] { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let before = try Self.answer(store, month)
        let held = try store.plane.heldItems()
        try store.plane.rebuild()
        #expect(try Self.answer(store, month) == before)
        #expect(try store.plane.heldItems() == held)
        #expect(before.count == month.truth.count)
        #expect(try store.plane.journal.verifyIntegrity().problems.isEmpty)
    }

    @Test func `can be rehearsed to be rebuilt, which tells its rows and changes nothing`() throws {
        let month = simulateMonth(seed: 15, claims: 200)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let journal = store.plane.journal
        let before = (rows: try Self.rows(of: journal), lookups: try journal.lookups(limit: .max))
        var told = 0
        let (entries, rows) = try store.plane.rehearseRebuild { done, all in told = done * 2 - all }
        #expect(try entries == Int(journal.head()) && told == entries)
        #expect(rows == before.rows.count)
        #expect(try Self.rows(of: journal) == before.rows && journal.lookups(limit: .max) == before.lookups)
    }

    @Test func `is not begun to be rebuilt when the rehearsal meets an entry that says nothing`() throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        let journal = store.plane.journal
        let event = NewEvent(type: 1, schema: 99, subject: .tenant, retention: .claims, payload: [1])
        var append = Append(command: .random(), principal: "user:test", purpose: "test")
        append.writes = [StreamWrite(stream: .random(), expectedVersion: 0, events: [event])]
        _ = try journal.append(append, at: Timestamp(microsecondsSince1970: 0))
        #expect(throws: DecodingFault.self) { try store.plane.rehearseRebuild() }
    }

    private static func rows(of journal: TenantJournal) throws -> [StoredRow] {
        var rows: [StoredRow] = []
        while case let batch = try journal.rowsByGroup(after: rows.last?.cursor), !batch.isEmpty { rows += batch }
        return rows
    }

    @Test func `joins many claim files into one, whatever they were joined with before`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let store = try TemporaryStore()
        defer { store.remove() }
        // Small numbers are the streams of decisions.
        let streams = (1...40).map { StreamID(UInt128($0) << 64) }
        var groups = Dictionary(uniqueKeysWithValues: streams.map { ($0, $0) })
        var versions: [StreamID: UInt64] = [:]
        for _ in 0..<60 {
            let one = streams.randomElement(using: &generator) ?? streams[0]
            let other = streams.randomElement(using: &generator) ?? streams[0]
            let joined = ClaimFileEvent.fileJoined(BodyHash(other))
            // Each has an event of its own first, as a claim file has.
            for (stream, event) in [
                (one, .paymentReleased(BodyHash(one))), (other, .paymentReleased(BodyHash(one))), (one, joined),
            ] {
                let written = NewEvent(
                    type: event.type,
                    schema: ClaimFileEvent.schema,
                    subject: .tenant,
                    retention: .claims,
                    payload: event.encoded()
                )
                var append = Append(command: .random(), principal: "user:test", purpose: "test")
                append.writes = [
                    StreamWrite(stream: stream, expectedVersion: versions[stream] ?? 0, events: [written])
                ]
                _ = try store.plane.journal.append(append, at: Timestamp(microsecondsSince1970: 0))
                versions[stream, default: 0] += 1
            }
            let (kept, gone) = (groups[one], groups[other])
            for stream in streams where groups[stream] == gone { groups[stream] = kept }
        }
        try store.plane.rebuild()
        let rows = try Self.rows(of: store.plane.journal).filter { $0.table == RowTable.claimFile.rawValue }
        #expect(rows.count == versions.count)
        for row in rows { #expect(row.group == groups[row.id], "seed \(seed)") }
    }

    @Test func `finds a claim by each of its numbers`() throws {
        let month = simulateMonth(seed: 14, claims: 200)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        for account in try store.plane.accounts(asOf: day).prefix(40) {
            for (id, claim) in zip(account.claimIDs, account.position.claims) {
                for number in [id, account.id, claim.claim.patientControlNumber] + claim.claim.payerControlNumbers {
                    let found = try store.plane.accounts(named: number, asOf: day)
                    #expect(found.contains { $0.id == account.id })
                }
            }
        }
    }

    @Test func `leaves no identifier of a patient in the data folder`() throws {
        let month = simulateMonth(seed: 15, claims: 250)
        let store = try TemporaryStore()
        defer { store.remove() }
        for file in month.files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let data = store.root.appendingPathComponent("data")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: data.path)
        var stored: Set<String> = []
        for path in paths {
            let file = data.appendingPathComponent(path).path
            guard let bytes = FileManager.default.contents(atPath: file) else { continue }
            for run in bytes.split(whereSeparator: { $0 < 0x20 || $0 > 0x7E }) where run.count >= 7 {
                stored.insert(String(decoding: run, as: UTF8.self))
            }
        }
        let everything = stored.joined(separator: "\n")
        for identifier in month.identifiers { #expect(!everything.contains(identifier)) }
        #expect(month.identifiers.count > 500)
    }

    @Test(arguments: ["", "no X12 at all", "ISA", "ISA*00*", String(repeating: "A", count: 5000)])
    func `of what is no X12 says so and keeps nothing`(text: String) throws {
        let store = try TemporaryStore()
        defer { store.remove() }
        let head = try store.plane.journal.head()
        let report = try Ingestion.ingest(Array(text.utf8), name: "given", into: store.plane)
        #expect(report.facts == 0)
        #expect(try store.plane.accounts(asOf: CalendarDate(dayNumber: 20_000)).isEmpty)
        #expect(try store.plane.journal.head() <= head + 1)
    }

    @Test func `of files cut off at a thousand bytes, and then whole, answers as if they came whole only`() throws {
        let month = simulateMonth(seed: 16, claims: 100)
        let idKey = [UInt8](repeating: 16, count: 32)
        let store = try TemporaryStore(idKey: idKey)
        let other = try TemporaryStore(idKey: idKey)
        defer {
            store.remove()
            other.remove()
        }
        var generator = SeededGenerator(seed: 16)
        for _ in 0..<1000 {
            let file = try #require(month.files.randomElement(using: &generator))
            let end = Int.random(in: 0..<file.bytes.count, using: &generator)
            _ = try Ingestion.ingest(Array(file.bytes[..<end]), name: "cut", into: store.plane)
        }
        for file in month.files {
            for plane in [store.plane, other.plane] {
                _ = try Ingestion.ingest(file.bytes, name: file.name, into: plane)
            }
        }
        #expect(try Self.answer(store, month) == Self.answer(other, month), "seed 16")
        #expect(try store.plane.journal.verifyIntegrity().problems.isEmpty)
    }

    @Test func `of a transaction that came before without its end counts, and takes what was held off the list`() throws
    {
        let month = simulateMonth(seed: 17, claims: 200)
        let file = try #require(month.files.first { String(decoding: $0.bytes, as: UTF8.self).contains("CLP") })
        let end = try #require(file.bytes.firstRange(of: Array("SE".utf8) + [file.bytes[3]])?.lowerBound)
        let store = try TemporaryStore()
        defer { store.remove() }
        let cut = try Ingestion.ingest(Array(file.bytes[..<end]), name: "cut", into: store.plane)
        #expect(cut.facts == 0)
        #expect(cut.held.count == 1)
        let again = try Ingestion.ingest(Array(file.bytes[..<end]), name: "cut again", into: store.plane)
        #expect(again.duplicates.map(\.of) == ["cut"])
        let whole = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        #expect(whole.adjudications > 0)
        #expect(try store.plane.heldItems().allSatisfy { $0.kind != .reading })
        let late = try Ingestion.ingest(Array(file.bytes[..<end]), name: "late", into: store.plane)
        #expect(late.held.isEmpty)
    }

    @Test func `answers alike however much of it is held in memory at once, and however its files are gathered`() throws
    {
        let month = simulateMonth(seed: 18, claims: 250)
        let idKey = [UInt8](repeating: 5, count: 32)
        var answers: Set<[String]> = []
        for limit in [1, 40, 100_000] {
            let store = try TemporaryStore(idKey: idKey)
            defer { store.remove() }
            let x12 = store.root.appendingPathComponent("x12")
            try FileManager.default.createDirectory(at: x12, withIntermediateDirectories: true)
            for file in month.files { try Data(file.bytes).write(to: x12.appendingPathComponent(file.name)) }
            try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
            _ = try Ingestion.ingest([x12.path], into: store.plane, batchSize: 100, workingSetLimit: limit)
            answers.insert(try Self.answer(store, month))
            #expect(try store.plane.journal.verifyIntegrity().problems.isEmpty)
        }
        #expect(answers.count == 1)
        #expect(answers.first?.count == month.truth.count)
    }
}

import Foundation
import GRDB
import Testing

@testable import Journal

@Suite("Entries that someone acts on")
struct VerifiedEntryTests {
    private let store: TemporaryStore
    private var journal: TenantJournal { store.journal }
    private let stream = StreamID(1)

    init() throws {
        store = try TemporaryStore()
        try store.journal.append("other", to: StreamID(2), after: 0)
        try store.journal.append("asked", "approved", to: stream, after: 0)
    }

    private func change(_ sql: String, _ arguments: StatementArguments = []) throws {
        try journal.sqlite.transact { db in try db.execute(sql: sql, arguments: arguments) }
    }

    private func isRefused() -> Bool {
        do throws(JournalError) {
            _ = try journal.verifiedEntries(of: stream)
            return false
        } catch {
            guard case .damaged = error else { return false }
            return true
        }
    }

    @Test(arguments: [false, true])
    func `are those of the stream, signed or not`(isSigned: Bool) throws {
        if isSigned { _ = try journal.signCheckpoint() }
        #expect(try journal.verifiedEntries(of: stream).map(\.text) == ["asked", "approved"])
        #expect(try journal.verifiedEntries(of: StreamID(3)) == [])
        try journal.append("later", to: stream, after: 2)
        #expect(try journal.verifiedEntries(of: stream).map(\.text) == ["asked", "approved", "later"])
    }

    @Test
    func `are refused when a byte differs, or one is missing between others`() throws {
        for column in ["header", "payload", "leaf"] {
            let before = try #require(
                try journal.sqlite.perform { db in
                    try Data.fetchOne(db, sql: "SELECT \(column) FROM entry WHERE position = 3")
                }
            )
            var after = before
            after[after.count - 3] ^= 1
            try change("UPDATE entry SET \(column) = ? WHERE position = 3", [after])
            #expect(isRefused(), "\(column)")
            try change("UPDATE entry SET \(column) = ? WHERE position = 3", [before])
        }
        #expect(!isRefused())
        try change("DELETE FROM entry WHERE position = 2")
        #expect(isRefused())
    }

    @Test
    func `are refused when their principal was changed and the leaf made anew, once they were signed`() throws {
        _ = try journal.signCheckpoint()
        let row = try #require(
            try journal.sqlite.perform { db in
                try Row.fetchOne(db, sql: "SELECT header, payload FROM entry WHERE position = 3")
            }
        )
        var header = try EntryHeader(canonicalBytes: [UInt8](row[0] as Data))
        header.principal = "mallory"
        let bytes = Data(header.canonicalBytes)
        let leaf = TreeHash.leaf(LeafHash.data(header: bytes, sealedPayload: row[1]))
        try change("UPDATE entry SET header = ?, leaf = ? WHERE position = 3", [bytes, leaf.blob])
        #expect(
            try journal.entries(of: stream).last?.header.principal == "mallory",
            "nobody else looks at what was signed"
        )
        #expect(isRefused())
    }

    @Test
    func `are refused when the journal is shorter than what was signed`() throws {
        try journal.append("later", to: StreamID(2), after: 1)
        _ = try journal.signCheckpoint()
        try change("DELETE FROM entry WHERE position = 4")
        #expect(isRefused())
    }
}

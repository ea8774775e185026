import JournalModel
import SeededRandomness
import TestDatabases
import Testing

@testable import Journal

@Suite("The journal beside its model")
struct ModelTests {
    @Test(arguments: StoreKind.all)
    func `any sequence of appends has the same receipts, refusals and contents`(kind: StoreKind) throws {
        let seed = UInt64.random(in: .min ... .max)
        print("seed \(seed)")
        let store = try TemporaryStore(kind)
        var draw = AppendDraw(generator: SeededGenerator(seed: seed), journal: store.journal)
        var model = JournalModel()
        var outcomes: [String: Int] = [:]
        for round in 1...300 {
            let append = draw.append(after: model)
            let expected = Result { () throws(JournalError) in try model.append(append, at: .march2025) }
            let found = Result { () throws(JournalError) in try store.journal.append(append, at: .march2025) }
            #expect(found == expected, "round \(round) of seed \(seed)")
            outcomes[Self.kind(expected), default: 0] += 1
            if round.isMultiple(of: 100) {
                try store.reopen()
                #expect(try model.difference(of: store.journal) == nil, "round \(round) of seed \(seed)")
                #expect(try store.journal.verifyIntegrity().problems == [])
            }
        }
        // A run in which a kind of outcome never comes would not try the rule behind it.
        for kind in ["appended", "alreadyDone", "conflict", "keyTaken", "duplicateStream"] {
            #expect(outcomes[kind, default: 0] > 0, "no \(kind) with seed \(seed)")
        }
    }

    private static func kind(_ result: Result<AppendReceipt, JournalError>) -> String {
        switch result {
        case .success(let receipt): "\(receipt.outcome)"
        case .failure(.conflict): "conflict"
        case .failure(.keyTaken): "keyTaken"
        case .failure(.duplicateStream): "duplicateStream"
        case .failure: "other"
        }
    }

    @Test(arguments: StoreKind.all)
    func `threads that append at once lose nothing and leave no gap`(kind: StoreKind) async throws {
        let store = try TemporaryStore(kind)
        let journal = store.journal
        let shared = StreamID(99)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in 0..<20 {
                        try journal.append("\(number)", to: StreamID(worker), after: UInt64(number))
                        try Self.appendUntilDone("\(worker).\(number)", to: shared, of: journal)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try journal.head() == 320)
        #expect(try journal.version(of: shared) == 160)
        #expect(Set(try journal.entries(of: shared).map(\.text)).count == 160)
        #expect(try journal.verifyIntegrity().problems == [])
    }

    private static func appendUntilDone(_ text: String, to stream: StreamID, of journal: TenantJournal) throws {
        while true {
            do {
                try journal.append(text, to: stream, after: try journal.version(of: stream))
                return
            } catch JournalError.conflict {
                continue
            }
        }
    }
}

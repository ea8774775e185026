import Foundation
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

/// What Recourse concludes, held against what the Simulator drew.
///
/// `RECOURSE_SEEDS` says how many seeds; the quick form takes three.
@Suite("A simulated month") struct TruthTests {
    static let seeds: [UInt64] = {
        let count = ProcessInfo.processInfo.environment["RECOURSE_SEEDS"].flatMap { UInt64($0) } ?? 3
        return Array(1...max(1, count))
    }()

    @Test("is concluded exactly as it was drawn, in shuffled orders", arguments: seeds)
    func truth(seed: UInt64) throws {
        let month = simulateMonth(seed: seed, claims: 250)
        let idKey = [UInt8](repeating: 7, count: 32)
        let (straight, answers) = try Self.rows(of: month.files, month: month, idKey: idKey)
        #expect(straight == month.truth, "seed \(seed): the truth and the rows differ")
        let (shuffled, again) = try Self.rows(
            of: shuffledDelivery(of: month, seed: seed),
            month: month,
            idKey: idKey
        )
        #expect(shuffled == month.truth, "seed \(seed): the truth and the rows of a shuffled delivery differ")
        #expect(answers == again, "seed \(seed): the answer of `claims --json` depends on the order of delivery")
    }

    /// `RECOURSE_ORDERS` says how many orders; the quick form takes four.
    @Test func `is answered alike, byte for byte, in every order and split of its files`() throws {
        let orders = ProcessInfo.processInfo.environment["RECOURSE_ORDERS"].flatMap { UInt64($0) } ?? 4
        let idKey = [UInt8](repeating: 9, count: 32)
        let month = simulateMonth(seed: 900, claims: 200)
        let (_, first) = try Self.rows(of: month.files, month: month, idKey: idKey)
        for order in 1...max(1, orders) {
            let (_, answer) = try Self.rows(
                of: shuffledDelivery(of: month, seed: order),
                month: month,
                idKey: idKey
            )
            #expect(answer == first, "order \(order) of seed 900 answers otherwise")
        }
    }

    /// Rows without ids, sorted, and the whole answer.
    private static func rows(
        of files: [SimulatedFile],
        month: SimulatedMonth,
        idKey: [UInt8]
    ) throws -> (stripped: [String], answer: [String]) {
        let store = try TemporaryStore(idKey: idKey)
        defer { store.remove() }
        try store.plane.adopt([.shipped, RuleText(file: "payers.toml", text: month.payerRules)])
        for file in files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane) }
        let day = try #require(CalendarDate(iso: month.asOf))
        let rows = store.plane.claimRows(try store.plane.accounts(asOf: day))
        return (
            rows.map { StrippedRow.claim($0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) },
            rows.map(\.text)
        )
    }
}

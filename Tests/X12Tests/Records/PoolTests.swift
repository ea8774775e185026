import SeededRandomness
import Testing

@testable import X12

@Suite("A pool of records")
struct PoolTests {
    @Test func `keeps each run together in its order, however runs are mixed`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("Runs in a pool: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var pool = Pool<UInt64>()
            let count = Int.random(in: 1...12, using: &generator)
            var runs = Array(repeating: Run(), count: count)
            var expected = Array(repeating: [UInt64](), count: count)
            for _ in 0..<Int.random(in: 0...400, using: &generator) {
                let run = Int.random(in: 0..<count, using: &generator)
                let value = generator.next()
                pool.add(value, to: &runs[run])
                expected[run].append(value)
            }
            #expect(runs.map { run in run.places.map { pool[$0] } } == expected)
        }
    }

    @Test func `takes no more than a few times the room of what is in it`() {
        var pool = Pool<UInt64>()
        var runs = (Run(), Run())
        for value in 0..<100_000 as Range<UInt64> {
            pool.add(value, to: &runs.0)
            pool.add(value, to: &runs.1)
        }
        #expect(runs.0.count == 100_000 && runs.1.count == 100_000)
        #expect(pool.count < 4 * 200_000)
    }
}

@Suite("A transaction set that is too long")
struct LongSetTests {
    @Test func `is not read, and says so`() throws {
        let bytes = Wire.remittance("10", "CLP*A*1*20*10**CI*P~")
        let set = try #require(X12File(reading: bytes).transactionSets.first)
        let reading = set.read(from: bytes, longest: 100)
        guard case .other = reading.content else {
            Issue.record("it was read")
            return
        }
        #expect(reading.diagnostics.map(\.code) == [.setTooLong])
        #expect(reading.diagnostics.first?.place.segmentID == "ST")
    }
}

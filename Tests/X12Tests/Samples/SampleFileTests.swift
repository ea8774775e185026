import SeededRandomness
import Testing
import X12

@Suite("The sample files")
struct SampleFileTests {
    @Test(arguments: Samples.rows)
    func `are read to the last interchange, set and claim`(row: Samples.Row) throws {
        let bytes = try Samples.bytes(row)
        let file = X12File(reading: bytes)
        #expect(file.interchanges.count == row.count(of: "ISA"))
        #expect(file.transactionSets.count == (row.path.hasPrefix("TA1/") ? 0 : row.count(of: "ST")))
        #expect(claims(in: bytes).count + remittances(in: bytes).flatMap(\.claims).count == row.claims)
        if row.path.hasPrefix("TA1/") { #expect(file.acknowledgements.count == 1) }
    }

    @Test(arguments: Samples.rows)
    func `have the errors that are known of them, each with its place`(row: Samples.Row) throws {
        let bytes = try Samples.bytes(row)
        let file = X12File(reading: bytes)
        let errors = file.diagnostics.filter { $0.severity == .error }
        func has(_ codes: Diagnostic.Code...) -> Bool { errors.contains { codes.contains($0.code) } }
        if row.errors.contains("SE01 count wrong") { #expect(has(.segmentCount)) }
        if row.errors.contains("ST02/SE02 differ") { #expect(has(.transactionControlNumber)) }
        if row.errors.contains("ST/SE mismatch") { #expect(has(.missingTransactionTrailer, .misplacedSegment)) }
        if row.errors.contains("GS/GE mismatch") { #expect(has(.missingGroupTrailer, .misplacedSegment)) }
        if row.errors.contains("ISA/IEA mismatch") { #expect(has(.missingInterchangeTrailer, .misplacedSegment)) }
        let problems = remittances(in: bytes).flatMap { $0.balanceProblems() }
        for (words, equation) in [
            ("BPR02 out of balance x", BalanceCheck.Equation.payment), ("claim out of balance x", .claim),
        ] {
            // The list did not look at the balance of files whose control numbers differ.
            guard !row.errors.contains("ST02/SE02 differ") else { continue }
            let known = row.errors.components(after: words)
            #expect(problems.count { $0.equation == equation } == known)
        }
        for error in errors {
            #expect(error.place.line > 0)
            #expect(error.place.byteOffset <= bytes.count)
        }
    }

    @Test func `hold segments that come back byte for byte from their places`() throws {
        for row in Samples.rows {
            let bytes = try Samples.bytes(row)
            for set in X12File(reading: bytes).transactionSets {
                var last = set.bytes.lowerBound
                for segment in set.segments(in: bytes) where !segment.segmentID.isEmpty {
                    #expect(segment.source.start >= last)
                    #expect(bytes[segment.source.bytes].starts(with: segment.segmentID.utf8.prefix(1)))
                    last = segment.source.end
                }
            }
        }
    }

    @Test func `cut off or changed anywhere never crash`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        print("Sample files, cut off or changed: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let small = try Samples.rows.map { try Samples.bytes($0) }.filter { $0.count < 20_000 }
        guard !small.isEmpty else { return }
        for turn in 0..<1_000 {
            var bytes = small.randomElement(using: &generator) ?? []
            if turn % 2 == 0 {
                bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)))
            } else {
                for _ in 0..<5 {
                    bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                        in: 0...255,
                        using: &generator
                    )
                }
            }
            _ = codes(of: bytes)
            _ = singleTransactionFiles(from: bytes)
        }
    }
}

extension String {
    /// The number right after some words; zero when they are not there.
    fileprivate func components(after words: String) -> Int {
        guard let range = self.firstRange(of: words) else { return 0 }
        return Int(self[range.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}

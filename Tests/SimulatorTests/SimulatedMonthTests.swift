import Simulator
import Testing

@Suite("A simulated month")
struct SimulatedMonthTests {
    @Test(arguments: [1, 2_026, UInt64.max])
    func `is the same for the same seed`(seed: UInt64) {
        let one = simulateMonth(seed: seed, claims: 120)
        let two = simulateMonth(seed: seed, claims: 120)
        #expect(one.files == two.files)
        #expect(one.truth == two.truth)
        #expect(one.identifiers == two.identifiers)
        #expect(one.files != simulateMonth(seed: seed &- 1, claims: 120).files)
    }

    @Test func `that follows others uses no number of theirs again`() {
        /// The first interchange control number of each file, and everything that is named by a prefix and a count.
        func numbers(of month: SimulatedMonth) -> Set<String> {
            var numbers: Set<String> = []
            for file in month.files {
                let text = String(decoding: file.bytes, as: UTF8.self)
                // ISA13 lies at the same place of every interchange.
                if text.hasPrefix("ISA") { numbers.insert("ISA13 \(text.dropFirst(90).prefix(9))") }
                for reference in text.matches(of: /(?:TRC|CA|ST|BH)\d{7,}/) { numbers.insert(String(reference.0)) }
            }
            return numbers
        }
        let first = numbers(of: simulateMonth(seed: 3, claims: 200))
        let next = numbers(of: simulateMonth(seed: 4, claims: 200, usedNumbers: 2_000))
        #expect(first.count > 100 && next.count > 100)
        #expect(first.isDisjoint(with: next))
        #expect(!first.isDisjoint(with: numbers(of: simulateMonth(seed: 4, claims: 200))))
    }

    @Test func `may be as small as one claim, and in any month`() {
        let one = simulateMonth(seed: 3, claims: 1, from: (2027, 12))
        #expect(one.asOf == "2028-01-31")
        #expect(one.cases.values.reduce(0, +) == 1)
        #expect(simulateMonth(seed: 3, claims: 0).files.isEmpty)
    }

    @Test func `tells its truth at the last day of the month after, and nothing happens later`() {
        let month = simulateMonth(seed: 5, claims: 400)
        #expect(month.asOf == "2026-10-31")
        for file in month.files {
            #expect(file.name.prefix(8) <= "20261031", "\(file.name)")
        }
    }

    @Test func `names its files without an identifier and each but once`() {
        let month = simulateMonth(seed: 9, claims: 400)
        #expect(Set(month.files.map(\.name)).count == month.files.count)
        #expect(Set(month.damaged).isSubset(of: Set(month.files.map(\.name))))
        #expect(!month.damaged.isEmpty)
        let names = month.files.map(\.name).joined(separator: "\n") + month.payerRules
        for identifier in month.identifiers {
            #expect(!names.contains(identifier))
        }
    }

    @Test func `lists every identifier that its files carry`() {
        let month = simulateMonth(seed: 11, claims: 300)
        let identifiers = Set(month.identifiers)
        for file in month.files {
            for segment in InterchangeText.segments(file.bytes) {
                switch segment[0] {
                case "CLM": #expect(identifiers.contains(segment[1]))
                case "CLP":
                    #expect(identifiers.contains(segment[1]))
                    #expect(identifiers.contains(segment[7]))
                case "DMG": #expect(identifiers.contains(segment[2]))
                case "NM1" where ["IL", "QC"].contains(segment[1]):
                    #expect(identifiers.contains(segment[3]))
                    #expect(identifiers.contains(segment[4]))
                    if segment.count > 9 { #expect(identifiers.contains(segment[9])) }
                default: continue
                }
            }
        }
    }
}

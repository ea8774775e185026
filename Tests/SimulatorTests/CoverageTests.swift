import Foundation
import Testing

@testable import Simulator

@Suite("A month of two thousand claims")
struct CoverageTests {
    /// Drawn once, since it is large.
    static let month = simulateMonth(seed: 7, claims: 2_000)
    let month = Self.month

    @Test func `has every scenario twenty times, and one of two hundred has it once`() {
        let small = simulateMonth(seed: 7, claims: 200)
        for scenario in Scenario.allCases {
            #expect(month.cases[scenario.rawValue, default: 0] >= 20, "\(scenario)")
            #expect(small.cases[scenario.rawValue, default: 0] >= 1, "\(scenario)")
        }
        #expect(month.cases.values.reduce(0, +) >= 2_000)
        #expect(small.cases.values.reduce(0, +) == 200)
    }

    @Test func `draws something for every scenario`() {
        for (place, scenario) in Scenario.allCases.enumerated() {
            var month = HospitalMonth(seed: UInt64(place), year: 2026, month: 9)
            month.play(scenario, ordinal: place)
            let drawn = month.submissions.count + month.payments.count + month.acknowledgements.count
            #expect(drawn > 0, "\(scenario) draws nothing")
        }
    }

    @Test func `denies every category in CO and PR, at lines and at claims, twenty times`() throws {
        var counts: [String: Int] = [:]
        for row in try month.truth.map(Self.row) {
            for finding in row["findings"] as? [[String: Any]] ?? [] where finding["kind"] as? String == "denial" {
                let category = try #require(finding["category"] as? String)
                let code = try #require((finding["codes"] as? [String])?.first)
                let level = (finding["lines"] as? [String])?.isEmpty == true ? "claim" : "line"
                counts["\(category) \(code.prefix(2)) \(level)", default: 0] += 1
            }
        }
        let categories = [
            "eligibility", "coverage", "authorization", "medicalNecessity", "coding", "bundling", "information",
            "documentation", "duplicate", "timelyFiling", "coordinationOfBenefits", "credentialing", "other",
        ]
        for category in categories {
            for group in ["CO", "PR"] {
                for level in ["line", "claim"] {
                    let cell = "\(category) \(group) \(level)"
                    #expect(counts[cell, default: 0] >= 20, "\(cell): \(counts[cell, default: 0])")
                }
            }
        }
    }

    @Test func `carries balances and recoveries across two remittances twenty times`() {
        var signs: [String: [String: Set<Int>]] = [:]
        for file in month.files {
            for segment in InterchangeText.segments(file.bytes, named: ["PLB"]) {
                for place in stride(from: 3, to: segment.count - 1, by: 2) {
                    let parts = segment[place].split(separator: ":").map(String.init)
                    let cents = InterchangeText.cents(segment[place + 1]) ?? 0
                    signs[parts[0], default: [:]][parts[1], default: []].insert(cents.signum())
                }
            }
        }
        for reason in ["WO", "FB"] {
            let pairs = signs[reason, default: [:]].values.filter { $0.count == 2 }
            #expect(pairs.count >= 20, "\(reason): \(pairs.count)")
        }
    }

    @Test func `varies delimiters and line ends`() {
        var met: Set<[UInt8]> = []
        for file in month.files {
            // Element, repetition and component separator, terminator, and what follows it.
            let bytes = file.bytes
            let ends = bytes[106..<109].prefix { $0 == 10 || $0 == 13 }
            met.insert([bytes[3], bytes[82], bytes[104], bytes[105]] + ends)
        }
        #expect(met.count == Delimiters.met.count)
        #expect(Set(met.map { Array($0.dropFirst(4)) }) == [[], [10], [13, 10]])
        #expect(
            Set(met.map { $0[0] }).count > 1 && Set(met.map { $0[2] }).count > 1 && Set(met.map { $0[3] }).count > 1
        )
    }

    @Test func `tells the truth of every claim of its sound files, and of nothing else`() throws {
        var sent: Set<String> = []
        var told: Set<String> = []
        var damaged: Set<String> = []
        for file in month.files {
            for segment in InterchangeText.segments(file.bytes, named: ["CLM", "CLP"]) {
                if month.damaged.contains(file.name) { damaged.insert(segment[1]) } else { sent.insert(segment[1]) }
            }
        }
        for row in try month.truth.map(Self.row) { told.insert(try #require(row["patientControlNumber"] as? String)) }
        // A number that came back garbled names no claim of its own.
        #expect(sent.subtracting(told).allSatisfy { $0.hasPrefix("ZZ") })
        #expect(sent.subtracting(told).count == month.cases["matchedByPayerNumber"])
        #expect(told.subtracting(sent).isSubset(of: damaged))
    }

    private static func row(_ line: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require(object as? [String: Any])
    }
}

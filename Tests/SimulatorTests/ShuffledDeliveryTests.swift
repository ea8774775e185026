import Simulator
import Testing

@Suite("A shuffled delivery")
struct ShuffledDeliveryTests {
    let month = simulateMonth(seed: 13, claims: 300)

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `holds the same transaction sets in other files`(seed: UInt64) {
        let delivery = shuffledDelivery(of: month, seed: seed)
        #expect(Self.sets(month.files) == Self.sets(delivery))
        #expect(Set(delivery.map(\.name)).count == delivery.count)
        #expect(Set(delivery.map(\.bytes)) != Set(month.files.map(\.bytes)))
    }

    @Test func `is the same for the same seed and another for another`() {
        #expect(shuffledDelivery(of: month, seed: 4) == shuffledDelivery(of: month, seed: 4))
        #expect(shuffledDelivery(of: month, seed: 4) != shuffledDelivery(of: month, seed: 5))
    }

    @Test func `keeps the group number and the parties that a 999 names`() {
        func routes(_ files: [SimulatedFile]) -> [String: String] {
            var found: [String: String] = [:]
            for file in files {
                var group: [String] = []
                for segment in InterchangeText.segments(file.bytes) {
                    if segment[0] == "GS" { group = segment }
                    if segment[0] == "ST" { found[segment[2]] = "\(group[1]) \(group[2]) \(group[3]) \(group[6])" }
                }
            }
            return found
        }
        #expect(routes(month.files) == routes(shuffledDelivery(of: month, seed: 6)))
    }

    @Test func `counts right in its own envelopes`() {
        for file in shuffledDelivery(of: month, seed: 8) {
            var groups = 0
            var number = ""
            for segment in InterchangeText.segments(file.bytes) {
                switch segment[0] {
                case "ISA":
                    groups = 0
                    number = segment[13]
                case "GS": groups += 1
                case "IEA":
                    #expect(segment[1] == String(groups))
                    #expect(segment[2] == number)
                default: continue
                }
            }
        }
    }

    /// Every transaction with how often it occurs, delimiters and line ends aside.
    private static func sets(_ files: [SimulatedFile]) -> [[[String]]: Int] {
        var counts: [[[String]]: Int] = [:]
        for file in files {
            for transaction in InterchangeText.transactions(file.bytes) { counts[transaction, default: 0] += 1 }
        }
        return counts
    }
}

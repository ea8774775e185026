import Simulator
import Testing

@Suite("X12 that the simulator writes")
struct WrittenX12Tests {
    let month = simulateMonth(seed: 33, claims: 500)

    @Test func `counts its segments, transactions and groups right, but where it is damaged on purpose`() {
        for file in month.files where !month.damaged.contains(file.name) {
            for transaction in InterchangeText.transactions(file.bytes) {
                #expect(transaction.last?.first == "SE")
                #expect(transaction.last?[1] == String(transaction.count))
                #expect(transaction.last?[2] == transaction.first?[2])
            }
            var groups = 0
            var transactions = 0
            for segment in InterchangeText.segments(file.bytes) {
                switch segment[0] {
                case "ISA": groups = 0
                case "GS":
                    groups += 1
                    transactions = 0
                case "ST": transactions += 1
                case "GE": #expect(segment[1] == String(transactions))
                case "IEA": #expect(segment[1] == String(groups))
                default: continue
                }
            }
        }
    }

    @Test func `pays by trace what its claims and provider adjustments add up to, but where it is held`() {
        var payments: [String: (stated: [Int], total: Int)] = [:]
        var seen: Set<[[String]]> = []
        for file in month.files where !month.damaged.contains(file.name) {
            for transaction in InterchangeText.transactions(file.bytes) where transaction[0][1] == "835" {
                guard seen.insert(Array(transaction.dropFirst().dropLast())).inserted else { continue }
                var trace = ""
                var total = 0
                for segment in transaction {
                    switch segment[0] {
                    case "TRN": trace = segment[2]
                    case "CLP": total += InterchangeText.cents(segment[4]) ?? 0
                    case "PLB":
                        for place in stride(from: 4, to: segment.count, by: 2) {
                            total -= InterchangeText.cents(segment[place]) ?? 0
                        }
                    default: continue
                    }
                }
                payments[trace, default: ([], 0)].stated.append(InterchangeText.cents(transaction[1][2]) ?? .min)
                payments[trace, default: ([], 0)].total += total
            }
        }
        let held = payments.values.filter { payment in
            payment.stated.reduce(0, +) != payment.total && !payment.stated.allSatisfy { $0 == payment.total }
        }
        #expect(held.count == (month.cases["missingTransaction"] ?? 0) + (month.cases["unbalancedTransaction"] ?? 0))
        #expect(payments.values.allSatisfy { $0.stated.allSatisfy { $0 >= 0 } })
    }

    @Test func `charges by claim what its lines add up to`() {
        for file in month.files where !month.damaged.contains(file.name) {
            for transaction in InterchangeText.transactions(file.bytes) where transaction[0][1] == "837" {
                var charge = 0
                var lines = 0
                for segment in transaction {
                    switch segment[0] {
                    case "CLM":
                        #expect(charge == lines)
                        charge = InterchangeText.cents(segment[2]) ?? .min
                        lines = 0
                    case "SV1": lines += InterchangeText.cents(segment[2]) ?? .min
                    case "SV2": lines += InterchangeText.cents(segment[3]) ?? .min
                    default: continue
                    }
                }
                #expect(charge == lines)
            }
        }
    }

    @Test func `uses several delimiters and line ends, several groups and interchanges, and every transaction set`() {
        var elements: Set<UInt8> = []
        var versions: Set<String> = []
        var most = (interchanges: 0, groups: 0, transactions: 0)
        for file in month.files {
            elements.insert(file.bytes[3])
            let segments = InterchangeText.segments(file.bytes)
            for segment in segments where segment[0] == "GS" { versions.insert(segment[8]) }
            most.interchanges = max(most.interchanges, segments.filter { $0[0] == "ISA" }.count)
            most.groups = max(most.groups, segments.filter { $0[0] == "GS" }.count)
            most.transactions = max(most.transactions, segments.filter { $0[0] == "ST" }.count)
        }
        #expect(elements.count > 1)
        #expect(most.interchanges > 1 && most.groups > 1 && most.transactions > 2)
        #expect(
            versions == [
                "005010X222A1", "005010X223A2", "005010X221A1", "005010X214", "005010X212", "005010X231A1",
            ]
        )
        #expect(month.files.contains { $0.name.contains("-TA1-") })
    }
}

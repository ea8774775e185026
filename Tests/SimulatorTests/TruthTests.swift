import Foundation
import Simulator
import Testing

/// A row as these tests read it back from its text.
private struct Row {
    let fields: [String: Any]

    init?(_ line: String) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
            return nil
        }
        fields = object
    }

    func text(_ key: String) -> String? { fields[key] as? String }

    func cents(_ key: String) -> Int {
        InterchangeText.cents(fields[key] as? String ?? "") ?? .min
    }

    func amounts(_ key: String) -> [String: Int] {
        (fields[key] as? [String: String] ?? [:]).mapValues { InterchangeText.cents($0) ?? .min }
    }

    var findings: [[String: Any]] { fields["findings"] as? [[String: Any]] ?? [] }

    func has(_ kind: String) -> Bool { findings.contains { $0["kind"] as? String == kind } }
}

@Suite("The truth of a month")
struct TruthTests {
    let month = simulateMonth(seed: 21, claims: 900)

    @Test func `is lines of JSON sorted by their bytes, with the keys of the contract in their order`() {
        #expect(month.truth == month.truth.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        let keys = [
            "sequence", "origin", "patientControlNumber", "payerControlNumbers", "payer", "frequency", "openSubmission",
            "status", "charge", "paid", "interest", "adjustments", "dispositions", "deniedByGroup",
            "patientResponsibility",
            "patientHold", "payerPending", "outstanding", "findings",
        ]
        for line in month.truth {
            var rest = line[...]
            for key in keys {
                guard let place = rest.range(of: "\"\(key)\":") else {
                    Issue.record("\(key) is missing or out of order")
                    return
                }
                rest = rest[place.upperBound...]
            }
            #expect(Row(line)?.fields.count == keys.count)
        }
    }

    @Test func `keeps the money laws of a claim`() throws {
        for line in month.truth {
            let row = try #require(Row(line))
            let adjustments = row.amounts("adjustments")
            let dispositions = row.amounts("dispositions")
            let denied = row.amounts("deniedByGroup")
            #expect(adjustments.keys.sorted() == ["CO", "OA", "PI", "PR"])
            #expect(dispositions.count == 6)
            let adjusted = adjustments.values.reduce(0, +)
            #expect(adjusted == dispositions.values.reduce(0, +))
            #expect(dispositions["denied"] == denied.values.reduce(0, +))
            #expect(row.cents("patientResponsibility") == adjustments["PR"])
            let isAdjudicated = row.cents("paid") != 0 || adjustments.values.contains { $0 != 0 }
            let isWhole = row.text("status") != "pending" && !row.has("mismatch")
            if isAdjudicated, isWhole {
                #expect(row.cents("charge") == row.cents("paid") + adjusted, "\(row.text("status") ?? "")")
            }
        }
    }

    @Test func `never asks the patient for more than the patient's share, nor while something stands open`() throws {
        for line in month.truth {
            let row = try #require(Row(line))
            let outstanding = row.amounts("outstanding")
            let patient = try #require(outstanding["patient"])
            #expect(patient >= 0)
            #expect(patient <= max(0, row.cents("patientResponsibility")))
            if row.fields["payerPending"] as? Bool == true { #expect(patient == 0) }
            if row.fields["patientHold"] as? [String] == ["unbalanced"] { #expect(patient == 0) }
            #expect((outstanding["payer"] ?? -1) >= 0)
        }
    }

    @Test func `gives each finding a deadline and its rule, or neither, and tells what is due within two weeks`() throws
    {
        for line in month.truth {
            let row = try #require(Row(line))
            var due = 0
            for finding in row.findings {
                let deadline = finding["deadline"] as? String
                let rule = finding["deadlineRule"] as? String
                #expect((deadline == nil) == (rule == nil))
                if finding["kind"] as? String == "deadlineAtRisk" {
                    due -= 1
                } else if let deadline, deadline >= "2026-10-31", deadline <= "2026-11-14" {
                    due += 1
                }
            }
            #expect(due == 0)
        }
    }

    @Test func `has every status, every kind of finding and every category of denial`() {
        var statuses: Set<String> = []
        var kinds: Set<String> = []
        var categories: Set<String> = []
        for row in month.truth.compactMap(Row.init) {
            statuses.insert(row.text("status") ?? "")
            for finding in row.findings {
                kinds.insert(finding["kind"] as? String ?? "")
                if finding["kind"] as? String == "denial" { categories.insert(finding["category"] as? String ?? "") }
            }
        }
        #expect(
            statuses == [
                "submitted", "accepted", "pending", "rejected", "denied", "partiallyDenied", "inReview", "settled",
                "reversed",
            ]
        )
        #expect(
            kinds == [
                "denial", "rejection", "underpayment", "missingResponse", "deadlineAtRisk", "takeBack", "duplicate",
                "unmatchedRemittance", "unbalanced", "coordinationOfBenefits", "mismatch", "refund", "review",
            ]
        )
        #expect(categories.count == 13)
    }
}

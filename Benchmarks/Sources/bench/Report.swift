import Foundation

/// Everything that was measured, for people and for programs.
struct Report {
    /// The machine before, between and after.
    var load: [String]
    var x12: X12Figures?
    var ingest: IngestFigures?

    /// The floors that were not reached, each in a sentence.
    var failures: [String] {
        var failures: [String] = []
        let floor = Thresholds.typedReadMegabytesPerCPUSecond
        if let x12, x12.mix < floor {
            failures.append(
                "Typed read of the mix is \(x12.mix.formatted(digits: 1)) MB per CPU-second; the floor is \(floor)."
            )
        }
        let least = Thresholds.claimFactsPerBareRow
        if let ingest, ingest.factsPerBareRow < least {
            failures.append(
                "Ingest takes in \(ingest.factsPerBareRow.formatted(digits: 3)) claim facts per bare row; "
                    + "the floor is \(least)."
            )
        }
        return failures
    }
}

// MARK: - For people

extension Report {
    var table: String {
        var lines = load.map { "machine   \($0)" }
        if let x12 { lines += Self.lines(x12) }
        if let ingest { lines += Self.lines(ingest) }
        lines.append(failures.isEmpty ? "All floors are reached." : "NOT all floors are reached.")
        return lines.joined(separator: "\n")
    }

    private static func lines(_ figures: X12Figures) -> [String] {
        var lines = [
            "",
            row("X12, bytes to places", "GB per CPU-second"),
            row("delimiter index", figures.indexGigabytes.formatted(digits: 2)),
            row("memchr over the same bytes", figures.memchrGigabytes.formatted(digits: 2)),
            row("delimiters in 1,000 bytes", figures.delimitersPerThousand.formatted(digits: 0)),
            "",
            row("X12, bytes to types", "MB per CPU-second", "claims per CPU-second"),
        ]
        for read in figures.typedReads {
            let claims = read.claimsPerCPUSecond.formatted(digits: 0)
            lines.append(row(read.name, read.megabytesPerCPUSecond.formatted(digits: 1), claims))
        }
        lines.append(row("floor for the mix", Thresholds.typedReadMegabytesPerCPUSecond.formatted(digits: 1)))
        return lines
    }

    private static func lines(_ figures: IngestFigures) -> [String] {
        var lines = ["", row("durable ingest", "bare rows/s", "facts/s", "facts per row", "CPU µs/fact", "peak MB")]
        for (number, round) in figures.rounds.enumerated() {
            lines.append(
                row(
                    "round \(number + 1)",
                    round.bareRowsPerSecond.formatted(digits: 0),
                    round.factsPerSecond.formatted(digits: 0),
                    (round.factsPerSecond / round.bareRowsPerSecond).formatted(digits: 3),
                    round.cpuMicrosecondsPerFact.formatted(digits: 0),
                    round.peakMegabytes.formatted(digits: 0)
                )
            )
        }
        lines.append(
            row(
                "median (\(figures.facts) facts)",
                figures.bareRowsPerSecond.formatted(digits: 0),
                figures.factsPerSecond.formatted(digits: 0),
                figures.factsPerBareRow.formatted(digits: 3),
                figures.cpuMicrosecondsPerFact.formatted(digits: 0),
                figures.peakMegabytes.formatted(digits: 0)
            )
        )
        let verified = figures.verifiedPerCPUSecond.formatted(digits: 0)
        lines.append(row("floor", "", "", Thresholds.claimFactsPerBareRow.formatted(digits: 3)))
        lines += ["", row("audit verify", "entries per CPU-second"), row("median", verified)]
        return lines
    }

    private static func row(_ name: String, _ cells: String...) -> String {
        let name = name + String(repeating: " ", count: max(0, 30 - name.count))
        return cells.reduce(name) { $0 + String(repeating: " ", count: max(1, 22 - $1.count)) + $1 }
    }
}

// MARK: - For programs

extension Report {
    var json: String {
        var object: [String: Any] = ["load": load, "failures": failures]
        if let x12 {
            object["x12"] = [
                "delimiterIndexGBPerCPUSecond": x12.indexGigabytes,
                "memchrGBPerCPUSecond": x12.memchrGigabytes,
                "typedRead": x12.typedReads.map {
                    [
                        "kind": $0.name, "megabytesPerCPUSecond": $0.megabytesPerCPUSecond,
                        "claimsPerCPUSecond": $0.claimsPerCPUSecond,
                    ] as [String: Any]
                },
            ]
        }
        if let ingest {
            object["ingest"] = [
                "facts": ingest.facts,
                "bareRowsPerSecond": ingest.bareRowsPerSecond,
                "factsPerSecond": ingest.factsPerSecond,
                "factsPerBareRow": ingest.factsPerBareRow,
                "cpuMicrosecondsPerFact": ingest.cpuMicrosecondsPerFact,
                "peakMegabytes": ingest.peakMegabytes,
                "verifiedEntriesPerCPUSecond": ingest.verifiedPerCPUSecond,
            ]
        }
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

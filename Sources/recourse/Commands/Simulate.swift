import ArgumentParser
import Foundation
import Simulator

/// Writes a simulated month.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write a simulated hospital's month: X12 files, payer rules, and what is true of it.",
        discussion: """
            Example: recourse simulate ./month --seed 7 --claims 2000

            Nothing in it is of a real person. The same seed gives the same bytes.
            """
    )
    @Argument(help: "The folder to write; made when absent.") var folder: String
    @Option(help: "What decides every draw.") var seed: UInt64 = 1
    @Option(help: "How many scenarios at the least; from 2000 on, twenty of each kind.") var claims = 2000
    @Option(help: "Count control numbers, batches and traces on from here, so that one store takes several months.")
    var numbersFrom = 0

    func run() throws {
        // Control numbers have nine digits.
        guard (0...900_000_000).contains(numbersFrom) else {
            throw UsageFault(description: "--numbers-from is a number from 0 to 900000000.")
        }
        let month = simulateMonth(seed: seed, claims: claims, usedNumbers: numbersFrom)
        try MonthFolder(path: folder).write(month)
        Output.note("Wrote \(month.files.count) files to \(folder)/x12; the day of the truth is \(month.asOf).")
    }
}

/// A simulated month on disk.
struct MonthFolder {
    let path: String

    var x12: String { "\(path)/x12" }
    var rules: String { "\(path)/payers.toml" }

    func write(_ month: SimulatedMonth) throws {
        try FileManager.default.createDirectory(atPath: x12, withIntermediateDirectories: true)
        for file in month.files {
            try Data(file.bytes).write(to: URL(fileURLWithPath: "\(x12)/\(file.name)"))
        }
        try write(month.payerRules, to: rules)
        try write(month.truth.joined(separator: "\n") + "\n", to: "\(path)/truth.jsonl")
        try write(month.asOf + "\n", to: "\(path)/as-of")
        try write(month.damaged.map { $0 + "\n" }.joined(), to: "\(path)/damaged")
    }

    private func write(_ text: String, to file: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
}

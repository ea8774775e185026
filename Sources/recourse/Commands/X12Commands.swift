import ArgumentParser
import ControlPlane
import Foundation
import X12

/// Looks into X12 files.
struct X12Command: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "x12",
        abstract: "Show or validate an X12 file.",
        subcommands: [Show.self, Validate.self]
    )

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print each segment with its loop.")
        @Argument(help: "The file.") var file: String
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            let bytes = try X12Command.bytes(of: file)
            for set in X12File(reading: bytes).transactionSets {
                for segment in set.segments(in: bytes) {
                    if json {
                        Output.rows([
                            .object([
                                ("loop", .string("\(segment.loop)")), ("expected", .bool(segment.isExpected)),
                                ("segment", .string("\(segment.segmentID)")),
                                ("elements", .texts(segment.elements.map { "\($0)" })),
                            ])
                        ])
                        continue
                    }
                    let mark = segment.isExpected ? " " : "?"
                    Output.answer(
                        "\(segment.loop)\t\(mark)\t\(([segment.segmentID] + segment.elements).joined(separator: "*"))"
                    )
                }
            }
        }
    }

    struct Validate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print what is not as the standard or the guide says; exit 2 when an error was found."
        )
        @Argument(help: "The files.") var files: [String]
        @Flag(help: "Answer in JSON, one object a line.") var json = false

        func run() throws {
            var hasErrors = false
            for file in files {
                let bytes = try X12Command.bytes(of: file)
                let read = X12File(reading: bytes)
                let found = read.diagnostics + read.transactionSets.flatMap { $0.read(from: bytes).diagnostics }
                if json {
                    Output.rows(found.map { Self.row($0, file: file) })
                } else {
                    for diagnostic in found { Output.answer("\(file): \(diagnostic)") }
                }
                hasErrors = hasErrors || found.contains { $0.severity == .error }
            }
            if hasErrors { throw ExitCode(ExitStatus.findings.rawValue) }
        }

        private static func row(_ diagnostic: Diagnostic, file: String) -> JSONValue {
            .object([
                ("file", .string(file)), ("severity", .string("\(diagnostic.severity)")),
                ("code", .string("\(diagnostic.code)")), ("place", .string("\(diagnostic.place)")),
                ("message", .string(diagnostic.message)),
            ])
        }
    }

    private static func bytes(of path: String) throws -> [UInt8] { Array(try GivenFile.bytes(at: path)) }
}

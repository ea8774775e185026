import Foundation

/// The public sample files beside the repository, where they are present; they are not part of it.
enum Samples {
    /// The root of the package.
    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// One row of the list of samples.
    struct Row: Sendable, CustomStringConvertible {
        let path: String
        let claims: Int
        let special: String
        var description: String { path }

        /// The number before a word in `special`, such as `3 ISA`; one when it is not there.
        func count(of word: String) -> Int {
            for part in special.components(separatedBy: ";") {
                let words = part.split(separator: " ")
                if words.count == 2, words[1] == word, let number = Int(words[0]) { return number }
            }
            return 1
        }

        /// The errors that the list names.
        var errors: String {
            special.components(separatedBy: ";").first { $0.contains("ERRORS:") } ?? ""
        }
    }

    private static let folder = packageRoot.appendingPathComponent("../shared/data/x12")

    /// The rows of the kinds that typed readers know; empty, and said so, when the samples are absent.
    static let rows: [Row] = {
        guard let list = try? String(contentsOf: folder.appendingPathComponent("SOURCES.tsv"), encoding: .utf8) else {
            print("The sample files are not present: tests over them are skipped.")
            return []
        }
        let kinds = ["835", "837", "837P", "837I", "837D", "277CA", "277", "999", "TA1"]
        return list.split(separator: "\n").dropFirst().compactMap { line in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard columns.count >= 7, let kind = columns[0].split(separator: "/").first.map(String.init),
                kinds.contains(kind), let claims = Int(columns[5])
            else { return nil }
            return Row(path: columns[0], claims: claims, special: columns[6])
        }
    }()

    /// The bytes of a sample.
    static func bytes(_ row: Row) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appendingPathComponent(row.path)))
    }
}

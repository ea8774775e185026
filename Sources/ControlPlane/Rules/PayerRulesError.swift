/// What is wrong in a rules file, and where.
package struct PayerRulesError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's name.
    package let file: String
    /// The line, from 1; nil when the whole file is meant.
    package let line: Int?
    /// The column of that line, from 1, in bytes of UTF-8; nil when the whole line or file is meant.
    package let column: Int?
    /// The key that is meant, with the tables that it stands in: `payer.appeal.first_level_days`.
    package let key: String?
    /// What is wrong and what to write instead, for a person.
    package let message: String

    package var description: String {
        let place = line.map { "\(file), line \($0)" } ?? file
        return key.map { "\(place), \($0): \(message)" } ?? "\(place): \(message)"
    }

    /// The error as compilers and editors write it: `deadlines.toml:12:1: deadline.unit: must be …`.
    package var located: String {
        let place = ([line, column].compactMap { $0.map(String.init) }).reduce(file) { "\($0):\($1)" }
        return key.map { "\(place): \($0): \(message)" } ?? "\(place): \(message)"
    }
}

/// Everything that is wrong in a set of rules files.
package struct PayerRulesErrors: Error, Hashable, Sendable, CustomStringConvertible {
    /// The errors, in the order of files and lines; never empty.
    package let errors: [PayerRulesError]

    package var description: String { errors.map(\.description).joined(separator: "\n") }
}

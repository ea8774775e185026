import Foundation

/// Everything that was measured, for people and for programs.
struct Report {
    /// The machine before, between and after.
    var load: [String]
    /// What was measured, in order.
    var sections: [any Section] = []
    /// What was asked for and could not be measured, and why.
    var skipped: [String] = []

    /// The floors that were not reached, each in a sentence.
    var failures: [String] { sections.flatMap(\.failures) }

    /// For people.
    var table: String {
        var lines = load.map { "machine   \($0)" }
        for section in sections { lines += [""] + section.lines }
        lines += skipped.map { "\nskipped: \($0)" }
        lines.append("\n" + (failures.isEmpty ? "All floors are reached." : "NOT all floors are reached."))
        return lines.joined(separator: "\n")
    }

    /// For programs.
    var json: String {
        var object: [String: Any] = ["load": load, "failures": failures, "skipped": skipped]
        for section in sections { object[type(of: section).name] = section.json }
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

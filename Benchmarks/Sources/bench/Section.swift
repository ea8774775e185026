/// What was measured of one subject, for people and for programs.
protocol Section {
    /// The name that `--only` knows it by, and its key in the JSON.
    static var name: String { get }
    /// The lines of its table.
    var lines: [String] { get }
    /// Its figures by name.
    var json: [String: Any] { get }
    /// The floors and limits that were not reached, each in a sentence.
    var failures: [String] { get }
}

/// The rows of the tables.
enum Table {
    /// A name and right-aligned cells.
    static func row(_ name: String, _ cells: String...) -> String {
        let name = name + String(repeating: " ", count: max(0, 30 - name.count))
        return cells.reduce(name) { $0 + String(repeating: " ", count: max(1, 22 - $1.count)) + $1 }
    }
}

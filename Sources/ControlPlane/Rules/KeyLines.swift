/// The lines on which the keys of a TOML text stand.
///
/// The TOML library says where a text is not TOML, but not where a value of a sound text stood. This looks for tables
/// and keys only and takes for granted that the text is TOML; a key within an inline table has the line of the key
/// that holds it.
struct KeyLines {
    private var places: [KeyPath: Place] = [:]

    /// The first statement that the library must not be given; see ``Defect``.
    private(set) var defect: Defect?

    /// Where a statement begins.
    struct Place {
        /// The line, from 1.
        let line: Int
        /// The column, from 1, in bytes of UTF-8.
        let column: Int
    }

    /// A statement that may not be given to the TOML library.
    ///
    /// The library ends the process on some texts instead of refusing them (assertions of toml++ 3 in `parse_key`,
    /// `parse_value` and `parse_time`), so they are found beforehand; `PayerRulesFuzzTests` guards this.
    struct Defect {
        /// The line that is at fault.
        let line: Int
        /// Where the statement begins; what stands before it may be given to the library.
        let offset: Int
        /// What is wrong, for a person.
        let message: String
    }

    /// The place of a key or table; of a path that is unknown, that of the nearest table around it.
    func place(of path: KeyPath) -> Place? {
        var path = path
        while !path.steps.isEmpty {
            if let place = places[path] { return place }
            path.steps.removeLast()
        }
        return nil
    }

    /// Looks through a text.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        var scanner = StatementScanner(bytes: bytes)
        var table = KeyPath()
        var counts: [KeyPath: Int] = [:]
        while let statement = scanner.nextStatement() {
            if let (line, message) = scanner.fault {
                defect = Defect(line: line, offset: statement.offset, message: message)
                return
            }
            let lineStart = bytes[..<statement.offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            let place = Place(line: statement.line, column: statement.offset - lineStart + 1)
            switch statement.kind {
            case .table(let keys):
                table = Self.resolve(keys, counts)
                note(table, place)
            case .element(let keys):
                table = Self.resolve(keys.dropLast(), counts).appending(keys.last ?? "")
                let index = counts[table, default: 0]
                counts[table] = index + 1
                table.steps.append(.index(index))
                note(table, place)
            case .value(let keys):
                note(keys.reduce(table) { $0.appending($1) }, place)
            }
        }
    }

    /// Notes a path, and every table around it that a header or a dotted key makes on the way.
    private mutating func note(_ path: KeyPath, _ place: Place) {
        var path = path
        while !path.steps.isEmpty, places[path] == nil {
            places[path] = place
            path.steps.removeLast()
        }
    }

    /// The path of a table's header: a name of an array of tables means its last element.
    private static func resolve(_ keys: some Sequence<String>, _ counts: [KeyPath: Int]) -> KeyPath {
        var path = KeyPath()
        for key in keys {
            path.steps.append(.key(key))
            if let count = counts[path] { path.steps.append(.index(count - 1)) }
        }
        return path
    }
}

/// Where a value stands in a TOML document.
struct KeyPath: Hashable {
    enum Step: Hashable {
        case key(String)
        /// An element of an array, from 0.
        case index(Int)
    }

    var steps: [Step] = []

    func appending(_ key: String) -> KeyPath { KeyPath(steps: steps + [.key(key)]) }
    func appending(_ index: Int) -> KeyPath { KeyPath(steps: steps + [.index(index)]) }

    /// The keys alone, with dots between.
    var name: String {
        steps.compactMap { if case .key(let key) = $0 { key } else { nil } }.joined(separator: ".")
    }
}

/// A fault of a knowledge table: which table, which line, and what is wrong there.
package struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The table's file name.
    package let table: String
    /// The line in the file, from 1.
    package let line: Int
    /// What is wrong, for a person.
    package let message: String

    package var description: String { "\(table), line \(line): \(message)" }
}

/// A row of a tab-separated table whose first line names the columns.
struct TableRow {
    let table: String
    let line: Int
    private let columns: [String: Int]
    private let cells: [Substring]

    /// Reads every row of a table and hands it on; faults of a row are collected and the row is left out.
    static func forEach(
        of table: KnowledgeTable,
        faults: inout [TableFault],
        _ body: (TableRow) throws(TableFault) -> Void
    ) {
        var columns: [String: Int] = [:]
        var count = 0
        for (index, line) in table.text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
            let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(Substring.init)
            guard index > 0 else {
                for (place, name) in cells.enumerated() { columns[String(name)] = place }
                count = cells.count
                continue
            }
            guard cells.count == count else {
                faults.append(
                    TableFault(
                        table: table.name,
                        line: index + 1,
                        message: "has \(cells.count) cells where the first line names \(count) columns"
                    )
                )
                continue
            }
            do throws(TableFault) {
                try body(TableRow(table: table.name, line: index + 1, columns: columns, cells: cells))
            } catch {
                faults.append(error)
            }
        }
    }

    private init(table: String, line: Int, columns: [String: Int], cells: [Substring]) {
        self.table = table
        self.line = line
        self.columns = columns
        self.cells = cells
    }
}

extension TableRow {
    /// A fault of this row.
    func fault(_ message: String) -> TableFault { TableFault(table: table, line: line, message: message) }

    /// The cell of a column; it may be empty.
    func cell(_ column: String) throws(TableFault) -> String {
        guard let place = columns[column] else { throw fault("there is no column \(column)") }
        return String(cells[place])
    }

    /// The cell of a column that may not be empty.
    func text(_ column: String) throws(TableFault) -> String {
        let text = try cell(column)
        guard !text.isEmpty else { throw fault("\(column) is empty") }
        return text
    }

    /// The cell of a column that may be empty; nil then.
    func optionalText(_ column: String) throws(TableFault) -> String? {
        let text = try cell(column)
        return text.isEmpty ? nil : text
    }

    /// The cell of a column as one of a closed set of values.
    func value<Value: RawRepresentable<String>>(_ column: String) throws(TableFault) -> Value {
        let text = try text(column)
        guard let value = Value(rawValue: text) else { throw fault("\(column) may not be \(text)") }
        return value
    }

    /// The cell of a column that says yes or no.
    func yesOrNo(_ column: String) throws(TableFault) -> Bool {
        switch try text(column) {
        case "yes": true
        case "no": false
        default: throw fault("\(column) is neither yes nor no")
        }
    }

    /// The cell of a column as a whole number.
    func wholeNumber(_ column: String) throws(TableFault) -> Int {
        guard let number = Int(try text(column)) else { throw fault("\(column) is no whole number") }
        return number
    }

    /// The parts of a cell between separators; none when it is empty.
    func list(_ column: String, separator: Character = ",") throws(TableFault) -> [String] {
        try cell(column).split(separator: separator).map(String.init)
    }
}

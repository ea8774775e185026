extension UsageRow {
    /// One row of `usage`, for a tenant.
    package func json(of tenant: String) -> JSONValue {
        .object([
            ("tenant", .string(tenant)), ("account", .string(account)), ("feature", .string(feature.rawValue)),
            ("count", .number(Int(clamping: count))),
        ])
    }

    /// Rows as a table of comma-separated values (RFC 4180), its first line the names of the columns.
    package static func csv(_ rows: [UsageRow], of tenant: String) -> String {
        let lines =
            [["tenant", "account", "feature", "count"]]
            + rows.map { [tenant, $0.account, $0.feature.rawValue, "\($0.count)"] }
        return lines.map { $0.map(CSVCell.text).joined(separator: ",") + "\r\n" }.joined()
    }
}

/// A cell of comma-separated values.
package enum CSVCell {
    /// A text as a cell that no spreadsheet takes for a formula: what could begin one is led by an apostrophe, and what has a mark of
    /// the form stands in quotation marks.
    package static func text(_ text: String) -> String {
        let first = text.unicodeScalars.first
        let isFormula = first.map { "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
        let safe = isFormula ? "'" + text : text
        let needsMarks = safe.unicodeScalars.contains { "\",\r\n;".unicodeScalars.contains($0) }
        return needsMarks ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}

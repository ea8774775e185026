import ControlPlane

/// A column of a table for people: its head, and the members of a row of which it shows the first that is known.
struct Column {
    let head: String
    let members: [[String]]
    let isRight: Bool
    let isCount: Bool

    /// A column of a member, which may stand in another: `payer.name`; of a list perhaps only how many items it has.
    init(_ head: String, _ members: String..., isRight: Bool = false, isCount: Bool = false) {
        self.head = head
        self.members = members.map { $0.split(separator: ".").map(String.init) }
        self.isRight = isRight
        self.isCount = isCount
    }
}

extension Output {
    /// What stands for what is not shown.
    static let hidden = "–"

    /// Rows as a table, made of the same members that `--json` shows, so that neither shows more than the other.
    static func table(_ columns: [Column], of rows: [JSONValue]) {
        table(
            columns.map(\.head),
            rows.map { row in columns.map { row.cell($0) } },
            right: Set(columns.indices.filter { columns[$0].isRight })
        )
        noteHidden(in: rows)
    }

    /// Tells which groups of fields are not shown.
    static func noteHidden(in rows: [JSONValue]) {
        var hidden: [String] = []
        for group in rows.flatMap({ $0.texts(AnswerForm.hiddenMember) ?? [] }) where !hidden.contains(group) {
            hidden.append(group)
        }
        if !hidden.isEmpty { note("Not shown to you: \(hidden.joined(separator: ", ")).") }
    }
}

// What people read of a row. A member that is not there is hidden.
extension JSONValue {
    /// A member by its path.
    func member(at path: [String]) -> JSONValue? {
        var value: JSONValue? = self
        for name in path { value = value?.member(name) }
        return value
    }

    /// The words of a value.
    var words: String {
        switch self {
        case .string(let text): text
        case .number(let number): String(number)
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .array(let items): items.map(\.words).joined(separator: " ")
        case .object(let members): members.map { "\($0.0) \($0.1.words)" }.joined(separator: " ")
        case .null: ""
        }
    }

    /// The words of a member, or what stands for one that is not shown.
    func shown(_ path: String...) -> String {
        member(at: path)?.words ?? Output.hidden
    }

    /// The words of a member; nil when it is not known or not shown.
    func known(_ path: String...) -> String? {
        guard let words = member(at: path)?.words, !words.isEmpty else { return nil }
        return words
    }

    /// The items of a list; none when it is not shown.
    func items(_ name: String) -> [JSONValue] {
        guard case .array(let items)? = member(name) else { return [] }
        return items
    }

    /// The texts of a list; nil when it is not shown.
    func texts(_ name: String) -> [String]? {
        guard case .array(let items)? = member(name) else { return nil }
        return items.map(\.words)
    }

    fileprivate func cell(_ column: Column) -> String {
        let values = column.members.compactMap { member(at: $0) }
        guard !values.isEmpty || column.members.isEmpty else { return Output.hidden }
        if column.isCount, case .array(let items)? = values.first { return String(items.count) }
        return values.lazy.map(\.words).first { !$0.isEmpty } ?? ""
    }
}

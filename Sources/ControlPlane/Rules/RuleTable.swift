import RevenueCycle
import TOMLKit

/// A table of a rules file while it is read: each value is asked for by its key, and what is wrong is collected.
///
/// A key that nobody asked for is an error when the table is done, so that a misspelt rule is never a silent default.
struct RuleTable {
    let file: String
    let path: KeyPath
    private let table: TOMLTable
    private let lines: KeyLines
    private var asked: Set<String> = []
    private(set) var errors: [PayerRulesError] = []

    init(file: String, table: TOMLTable, lines: KeyLines, path: KeyPath = KeyPath()) {
        self.file = file
        self.table = table
        self.lines = lines
        self.path = path
    }

    /// The outermost table of a rules file.
    ///
    /// - Throws: ``PayerRulesError`` when the file is too large or is not TOML, with the line.
    init(root file: RuleText) throws(PayerRulesError) {
        func fault(_ line: Int?, column: Int? = nil, _ message: String) -> PayerRulesError {
            PayerRulesError(file: file.file, line: line, column: column, key: nil, message: message)
        }
        guard file.text.utf8.count <= RuleText.limit else {
            throw fault(nil, "is larger than \(RuleText.limit >> 20) MiB; split it into several files")
        }
        guard !file.text.utf8.contains(0) else { throw fault(nil, "holds a zero byte; save it as plain UTF-8 text") }
        let lines = KeyLines(file.text)
        let sound = lines.defect.map { String(decoding: file.text.utf8.prefix($0.offset), as: UTF8.self) } ?? file.text
        let table: TOMLTable
        do {
            table = try TOMLTable(string: sound)
        } catch let error as TOMLParseError {
            let place = error.source.begin
            throw fault(place.line, column: place.column, "is not TOML here: \(error.description)")
        } catch {
            throw fault(nil, "cannot be read as TOML")
        }
        if let defect = lines.defect { throw fault(defect.line, "is not TOML here: \(defect.message)") }
        self.init(file: file.file, table: table, lines: lines)
    }

    /// Notes an error at a key of this table, or at the table itself.
    mutating func fail(_ key: String?, _ message: String) { errors.append(error(key, message)) }

    /// An error at a key of this table, or at the table itself.
    func error(_ key: String?, _ message: String) -> PayerRulesError {
        let place = key.map(path.appending) ?? path
        let name = place.name
        return PayerRulesError(
            file: file,
            line: lines.place(of: place)?.line,
            column: lines.place(of: place)?.column,
            key: name.isEmpty ? nil : name,
            message: message
        )
    }

    /// Whether a key is stated.
    func has(_ key: String) -> Bool { table.contains(key: key) }

    /// Reports the keys that nobody asked for.
    mutating func finish() {
        let known = asked.sorted().joined(separator: ", ")
        for key in table.keys.sorted() where !asked.contains(key) {
            fail(key, "this key is not known; known here are \(known)")
        }
    }

    private mutating func value(_ key: String) -> TOMLValue? {
        asked.insert(key)
        return table[key]?.tomlValue
    }

    private mutating func refuse(_ key: String, _ value: TOMLValue, wanted: String) {
        fail(key, "must be \(wanted), but is \(Self.plainName(of: value.type))")
    }

    private static func plainName(of type: TOMLType) -> String {
        switch type {
        case .table: "a table"
        case .array: "a list"
        case .string: "a text in quotes"
        case .int: "a whole number"
        case .double: "a number with a decimal point"
        case .bool: "true or false"
        case .date: "a date"
        case .time: "a time of day"
        case .dateTime: "a date with a time"
        }
    }
}

extension RuleTable {
    /// A text that is not empty.
    mutating func text(_ key: String) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else {
            refuse(key, value, wanted: "a text in quotes")
            return nil
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            fail(key, "must not be empty")
            return nil
        }
        return text
    }

    /// A text that must be stated.
    mutating func requiredText(_ key: String) -> String? {
        guard has(key) else {
            _ = value(key)
            fail(nil, "\(key) is missing")
            return nil
        }
        return text(key)
    }

    /// A list of texts, none of them empty; nil when it is not stated.
    mutating func texts(_ key: String) -> [String]? {
        guard let value = value(key) else { return nil }
        guard let array = value.array else {
            refuse(key, value, wanted: "a list of texts, such as [\"A\", \"B\"]")
            return nil
        }
        var texts: [String] = []
        for element in array {
            guard let text = element.string else {
                fail(key, "must hold texts in quotes, but holds \(Self.plainName(of: element.type))")
                continue
            }
            guard text.contains(where: { !$0.isWhitespace }) else {
                fail(key, "must not hold an empty text")
                continue
            }
            texts.append(text)
        }
        return texts
    }

    /// A list of words of a closed set; nil when it is not stated.
    mutating func words(_ key: String, known: [String]) -> [String]? {
        texts(key)?.filter { word in
            if known.contains(word) { return true }
            fail(key, "\"\(word)\" is not known; known here are \(known.joined(separator: ", "))")
            return false
        }
    }

    /// A set of words of a closed set; nil when it is not stated.
    mutating func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(_ key: String) -> Set<Choice>? {
        words(key, known: Choice.allCases.map(\.rawValue)).map { Set($0.compactMap(Choice.init(rawValue:))) }
    }

    /// True or false.
    mutating func flag(_ key: String) -> Bool? {
        guard let value = value(key) else { return nil }
        guard let flag = value.bool else {
            refuse(key, value, wanted: "true or false, without quotes")
            return nil
        }
        return flag
    }

    /// A number of calendar days.
    mutating func days(_ key: String, from least: Int = 1, to most: Int = 3660) -> Int? {
        wholeNumber(key, from: least, to: most, wanted: "a whole number of days")
    }

    /// A whole number within bounds.
    mutating func number(_ key: String, from least: Int, to most: Int) -> Int? {
        wholeNumber(key, from: least, to: most, wanted: "a whole number")
    }

    /// A whole number of something, within bounds.
    mutating func whole(_ key: String, of unit: String, from least: Int, to most: Int) -> Int? {
        wholeNumber(key, from: least, to: most, wanted: "a whole number of \(unit)")
    }

    private mutating func wholeNumber(_ key: String, from least: Int, to most: Int, wanted: String) -> Int? {
        guard let value = value(key) else { return nil }
        let wanted = "\(wanted) from \(least) to \(most), without quotes"
        guard let number = value.int else {
            refuse(key, value, wanted: wanted)
            return nil
        }
        guard (least...most).contains(number) else {
            fail(key, "must be \(wanted), but is \(number)")
            return nil
        }
        return number
    }

    /// An amount of dollars and cents, not below zero.
    mutating func amount(_ key: String) -> Money? {
        decimal(key, wanted: "an amount in quotes, such as \"85.00\"") { text in
            Money(decimal: text).flatMap { $0.isNegative || $0.cents > Money.limit ? nil : $0 }
        }
    }

    /// A percentage, with at most two decimals.
    mutating func percentage(_ key: String) -> Percentage? {
        decimal(key, wanted: "a percentage in quotes from \"0\" to \"1000\", such as \"62.5\"") { text in
            Percentage(decimal: text)
        }
    }

    private mutating func decimal<Value>(_ key: String, wanted: String, _ read: (String) -> Value?) -> Value? {
        guard let value = value(key) else { return nil }
        guard let text = value.string else {
            refuse(key, value, wanted: wanted)
            return nil
        }
        guard let decimal = read(text) else {
            fail(key, "must be \(wanted), with at most two decimals")
            return nil
        }
        return decimal
    }

    /// A day.
    mutating func date(_ key: String) -> CalendarDate? {
        guard let value = value(key) else { return nil }
        guard let date = value.date else {
            refuse(key, value, wanted: "a date without quotes, such as 2026-01-31")
            return nil
        }
        guard let day = CalendarDate(year: date.year, month: date.month, day: date.day) else {
            fail(key, "there is no such day")
            return nil
        }
        return day
    }

    /// One of a closed set of words.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        guard let text = text(key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            fail(key, "must be one of \(Self.words(of: Choice.self))")
            return nil
        }
        return choice
    }

    /// One of a closed set of words, which must be stated.
    mutating func requiredChoice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String) -> Choice? {
        guard has(key) else {
            _ = value(key)
            fail(nil, "\(key) is missing: one of \(Self.words(of: Choice.self))")
            return nil
        }
        return choice(key)
    }

    /// A list of words of a closed set, at least one and none of them twice; nil when it is not stated.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - every: a word that alone stands for every choice, which an empty list then means.
    /// - Returns: the choices.
    mutating func orderedChoices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
        _ key: String,
        orEvery every: String? = nil
    ) -> [Choice]? {
        guard let texts = texts(key) else { return nil }
        if let every, texts == [every] { return [] }
        var choices: [Choice] = []
        for text in texts {
            guard let choice = Choice(rawValue: text) else {
                fail(key, "must hold only \(Self.words(of: Choice.self)), but holds \"\(text)\"")
                continue
            }
            if choices.contains(choice) { fail(key, "holds \"\(text)\" twice") }
            choices.append(choice)
        }
        if texts.isEmpty { fail(key, "must not be an empty list") }
        return choices
    }

    private static func words<Choice: RawRepresentable<String> & CaseIterable>(of _: Choice.Type) -> String {
        Choice.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    }

    /// A table within this one.
    mutating func table<Value>(_ key: String, _ read: (inout RuleTable) -> Value?) -> Value? {
        guard let value = value(key) else { return nil }
        guard let inner = value.table else {
            refuse(key, value, wanted: "a table, headed by [\(path.appending(key).name)]")
            return nil
        }
        return self.read(inner, at: path.appending(key), read)
    }

    /// The tables of a list of tables within this one.
    mutating func tables<Value>(_ key: String, _ read: (inout RuleTable) -> Value?) -> [Value] {
        guard let value = value(key) else { return [] }
        guard let array = value.array else {
            refuse(key, value, wanted: "a list of tables, each headed by [[\(path.appending(key).name)]]")
            return []
        }
        var values: [Value] = []
        for (index, element) in array.enumerated() {
            guard let inner = element.table else {
                fail(key, "must hold tables, but holds \(Self.plainName(of: element.type))")
                continue
            }
            if let value = self.read(inner, at: path.appending(key).appending(index), read) { values.append(value) }
        }
        return values
    }

    private mutating func read<Value>(
        _ inner: TOMLTable,
        at path: KeyPath,
        _ read: (inout RuleTable) -> Value?
    ) -> Value? {
        var table = RuleTable(file: file, table: inner, lines: lines, path: path)
        let value = read(&table)
        table.finish()
        errors += table.errors
        return value
    }
}

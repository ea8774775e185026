import Foundation
import RevenueCycle

/// A value of a body.
enum JSONTree: Decodable, Sendable {
    case text(String)
    case truth(Bool)
    case number(Int)
    case null
    case other
    case list([JSONTree])
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        // What it is not is no error: the next form is tried.
        if single.decodeNil() {
            self = .null
        } else if let text = try? single.decode(String.self) {
            self = .text(text)
        } else if let truth = try? single.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? single.decode(Int.self) {
            self = .number(number)
        } else if let list = try? single.decode([JSONTree].self) {
            self = .list(list)
        } else if let object = try? single.decode([String: JSONTree].self) {
            self = .object(object)
        } else {
            self = .other
        }
    }
}

/// The members of a body, each taken once; what nobody takes is refused.
struct JSONBody {
    private var members: [String: JSONTree]

    /// Reads a body.
    ///
    /// - Throws: ``Problem`` when it is no object in JSON, or its values lie too deep within each other.
    init(_ bytes: [UInt8], depth: Int) throws(Problem) {
        try JSONScan(bytes).check(depth: depth)
        guard String(validating: bytes, as: UTF8.self) != nil,
            case .object(let members)? = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes))
        else { throw Problem(.badRequest, "The body is no object in JSON, in UTF-8.") }
        self.members = members
    }

    private init(members: [String: JSONTree]) { self.members = members }

    /// Whether a member is there.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// A text that must be there.
    mutating func text(_ name: String) throws(Problem) -> String {
        guard let text = try optionalText(name) else { throw Problem(.badRequest, "\(name) is missing.") }
        return text
    }

    /// A text that may be there.
    mutating func optionalText(_ name: String) throws(Problem) -> String? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .text(let text):
            guard !text.unicodeScalars.contains("\u{0}") else {
                throw Problem(.badRequest, "\(name) has a character that no text has.")
            }
            return text
        case .truth, .number, .null, .other, .list, .object: throw Problem(.badRequest, "\(name) is no text.")
        }
    }

    /// A text, or null, that must be there.
    mutating func textOrNull(_ name: String) throws(Problem) -> String? {
        guard case .null = members[name] else { return try text(name) }
        members[name] = nil
        return nil
    }

    /// A list of texts; empty when it is not there.
    mutating func texts(_ name: String) throws(Problem) -> [String] {
        switch members.removeValue(forKey: name) {
        case nil: return []
        case .list(let items):
            return try items.map { item throws(Problem) in
                guard case .text(let text) = item else { throw Problem(.badRequest, "\(name) is no list of texts.") }
                return text
            }
        case .text, .truth, .number, .null, .other, .object: throw Problem(.badRequest, "\(name) is no list of texts.")
        }
    }

    /// A list of some words, without order; it must be there.
    mutating func words<Word: RawRepresentable<String> & Hashable>(
        _ name: String,
        of type: Word.Type
    ) throws(Problem) -> Set<Word> {
        guard has(name) else { throw Problem(.badRequest, "\(name) is missing.") }
        var words: Set<Word> = []
        for text in try texts(name) {
            guard let word = Word(rawValue: text) else {
                throw Problem(.badRequest, "\(name) has a word that is none of it.")
            }
            words.insert(word)
        }
        return words
    }

    /// One of some words.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ name: String,
        default standard: Word? = nil
    ) throws(Problem) -> Word {
        guard let text = try optionalText(name) else {
            if let standard { return standard }
            throw Problem(.badRequest, "\(name) is missing.")
        }
        guard let word = Word(rawValue: text) else {
            throw Problem(.badRequest, "\(name) is one of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return word
    }

    /// An amount.
    mutating func amount(_ name: String) throws(Problem) -> Money {
        guard let amount = Money(decimal: try text(name)) else {
            throw Problem(.badRequest, "\(name) is an amount such as 250.00.")
        }
        return amount
    }

    /// True or false; false when it is not there.
    mutating func truth(_ name: String) throws(Problem) -> Bool {
        switch members.removeValue(forKey: name) {
        case nil: return false
        case .truth(let truth): return truth
        case .text, .number, .null, .other, .list, .object:
            throw Problem(.badRequest, "\(name) is true or false.")
        }
    }

    /// A whole number of a range; a standard one when it is not there.
    mutating func number(
        _ name: String,
        in range: ClosedRange<Int>,
        default standard: Int? = nil
    ) throws(Problem) -> Int {
        let found = members.removeValue(forKey: name)
        if found == nil, let standard { return standard }
        guard case .number(let number) = found, range.contains(number) else {
            throw Problem(.badRequest, "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// A day that may be there, or null.
    mutating func day(_ name: String) throws(Problem) -> CalendarDate? {
        if case .null = members[name] {
            members[name] = nil
            return nil
        }
        guard let text = try optionalText(name) else { return nil }
        guard let day = CalendarDate(iso: text) else { throw Problem(.badRequest, "\(name) is a day, YYYY-MM-DD.") }
        return day
    }

    /// An object that may be there.
    mutating func object(_ name: String) throws(Problem) -> JSONBody? {
        switch members.removeValue(forKey: name) {
        case nil: return nil
        case .object(let members): return JSONBody(members: members)
        case .text, .truth, .number, .null, .other, .list: throw Problem(.badRequest, "\(name) is no object.")
        }
    }

    /// A day that must be there.
    mutating func neededDay(_ name: String) throws(Problem) -> CalendarDate {
        guard let day = try day(name) else { throw Problem(.badRequest, "\(name) is missing.") }
        return day
    }

    /// A list of objects that must be there, each read wholly.
    mutating func objects<Value>(
        _ name: String,
        _ read: (inout JSONBody) throws(Problem) -> Value
    ) throws(Problem) -> [Value] {
        guard case .list(let items) = members.removeValue(forKey: name) else {
            throw Problem(.badRequest, "\(name) is no list of objects.")
        }
        return try items.map { item throws(Problem) in
            guard case .object(let members) = item else { throw Problem(.badRequest, "\(name) is no list of objects.") }
            var body = JSONBody(members: members)
            let value = try read(&body)
            try body.end()
            return value
        }
    }

    /// Says that everything was taken.
    func end() throws(Problem) {
        guard members.isEmpty else {
            throw Problem(.badRequest, "The body has members that this path does not know, or not of this kind.")
        }
    }
}

import Foundation
import RevenueCycle

/// A value of a body.
enum JSONTree: Decodable, Sendable {
    case text(String)
    case other
    case list([JSONTree])
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let single = try decoder.singleValueContainer()
        // What it is not is no error: the next form is tried.
        if let text = try? single.decode(String.self) {
            self = .text(text)
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
        guard Self.depth(of: bytes) <= depth else {
            throw Problem(.badRequest, "The body's values lie deeper within each other than \(depth).")
        }
        guard String(validating: bytes, as: UTF8.self) != nil,
            case .object(let members)? = try? JSONDecoder().decode(JSONTree.self, from: Data(bytes))
        else { throw Problem(.badRequest, "The body is no object in JSON, in UTF-8.") }
        self.members = members
    }

    /// How deep values lie within each other, at most; so that no parser has to go down to find out.
    private static func depth(of bytes: [UInt8]) -> Int {
        var deepest = 0
        var depth = 0
        var isText = false
        var isEscaped = false
        for byte in bytes {
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }

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
        case .other, .list, .object: throw Problem(.badRequest, "\(name) is no text.")
        }
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
        case .text, .other, .object: throw Problem(.badRequest, "\(name) is no list of texts.")
        }
    }

    /// A list of some words, without order; it must be there.
    mutating func words<Word: RawRepresentable<String> & Hashable>(
        _ name: String,
        of type: Word.Type
    ) throws(Problem) -> Set<Word> {
        guard members[name] != nil else { throw Problem(.badRequest, "\(name) is missing.") }
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

    /// Says that everything was taken.
    func end() throws(Problem) {
        guard members.isEmpty else {
            throw Problem(.badRequest, "The body has members that this path does not know, or not of this kind.")
        }
    }
}

/// Goes through a TOML text statement by statement: headers and keys with their lines, values only as to their form.
///
/// It knows the part of TOML that rules files need: texts, decimal numbers, dates, true and false, lists and tables. It
/// takes for granted that the text before a statement is TOML; what else is wrong is for the library to say.
struct StatementScanner {
    enum Kind {
        /// `[a.b]`
        case table([String])
        /// `[[a.b]]`
        case element([String])
        /// `a.b = …`
        case value([String])
    }

    /// What may come next within a value.
    private enum Expectation {
        case value
        case key
        case end
    }

    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    /// What is wrong with the last statement, and on which line; nothing is read after it.
    private(set) var fault: (line: Int, message: String)?

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func nextStatement() -> (kind: Kind, line: Int, offset: Int)? {
        while let byte = peek() {
            let (start, offset) = (line, position)
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "["): return (readHeader(), start, offset)
            default:
                let keys = readKeys(until: UInt8(ascii: "="))
                skipValue()
                return (.value(keys), start, offset)
            }
        }
        return nil
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    private mutating func advance() {
        if peek() == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func skipLine() {
        while let byte = peek(), byte != UInt8(ascii: "\n") { advance() }
    }
}

extension StatementScanner {
    private mutating func readHeader() -> Kind {
        advance()
        let isElement = peek() == UInt8(ascii: "[")
        if isElement { advance() }
        if !beginsKey() { fault = (line, "a table's name must follow the bracket, as in [payer]") }
        let keys = readKeys(until: UInt8(ascii: "]"))
        skipLine()
        return isElement ? .element(keys) : .table(keys)
    }

    /// Whether a bare or quoted key begins here, after blanks.
    private func beginsKey() -> Bool {
        var offset = 0
        while let byte = peek(offset) {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "\""),
                UInt8(ascii: "'"):
                return true
            default: return false
            }
        }
        return false
    }

    /// Reads a dotted key and steps over the byte that ends it; a line end ends it too.
    private mutating func readKeys(until end: UInt8) -> [String] {
        var keys: [String] = []
        var key: [UInt8] = []
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            switch byte {
            case end:
                advance()
                return keys + [String(decoding: key, as: UTF8.self)]
            case UInt8(ascii: "."):
                keys.append(String(decoding: key, as: UTF8.self))
                key = []
                advance()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                let start = position + 1
                skipString()
                key += bytes[start..<max(start, min(position - 1, bytes.count))]
            case UInt8(ascii: " "), UInt8(ascii: "\t"): advance()
            default:
                key.append(byte)
                advance()
            }
        }
        return keys + [String(decoding: key, as: UTF8.self)]
    }
}

extension StatementScanner {
    /// Steps over a value, to the end of its last line or to the first fault.
    private mutating func skipValue() {
        var closers: [UInt8] = []
        var expected = Expectation.value
        while fault == nil, let byte = peek() {
            switch byte {
            case UInt8(ascii: "\n") where closers.isEmpty: return
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                if expected != .value { return fail("a comma or an equals sign is missing before the bracket") }
                closers.append(byte == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}"))
                expected = byte == UInt8(ascii: "[") ? .value : .key
                advance()
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                guard closers.popLast() == byte else {
                    return fail("the bracket that closes does not match the one that opens")
                }
                expected = .end
                advance()
            case UInt8(ascii: ","):
                expected = closers.last == UInt8(ascii: "}") ? .key : .value
                advance()
            case UInt8(ascii: "="):
                expected = .value
                advance()
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                if expected == .end { return fail("a comma or a new line is missing before the text") }
                skipString()
                if expected == .value { expected = .end }
            default:
                readBare(expected)
                if expected == .value { expected = .end }
            }
        }
    }

    private mutating func fail(_ message: String) { fault = (line, message) }

    /// Reads a word without quotes: a key of an inline table, or a number, date, true or false.
    private mutating func readBare(_ expected: Expectation) {
        let start = position
        while let byte = peek(), !Self.endsBare(byte) { advance() }
        let word = bytes[start..<position]
        switch expected {
        case .key: break
        case .end: fail("a comma or a new line is missing after the value")
        case .value:
            if !Self.isPlainValue(word) { fail("this is no text in quotes, number, date, true or false") }
        }
    }

    private static func endsBare(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"), UInt8(ascii: ","),
            UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "#"),
            UInt8(ascii: "="), UInt8(ascii: "\""), UInt8(ascii: "'"):
            true
        default: false
        }
    }

    /// Whether a word is `true`, `false`, a day, or a decimal number.
    private static func isPlainValue(_ word: ArraySlice<UInt8>) -> Bool {
        if word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8) { return true }
        // Every digit becomes 0, so that the form remains.
        let form = word.map { isDigit($0) ? UInt8(ascii: "0") : $0 }
        if form.elementsEqual("0000-00-00".utf8) { return true }
        var digits = form[...]
        if digits.first == UInt8(ascii: "-") || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in
                part.first == UInt8(ascii: "0")
                    && part.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "_") }
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func skipString() {
        guard let quote = peek() else { return }
        let isLong = peek(1) == quote && peek(2) == quote
        for _ in 0..<(isLong ? 3 : 1) { advance() }
        while let byte = peek() {
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
            } else if byte == quote, !isLong {
                break
            } else if byte == quote, peek(1) == quote, peek(2) == quote {
                while peek(3) == quote { advance() }
                advance()
                advance()
                break
            } else if byte == UInt8(ascii: "\n"), !isLong {
                return
            }
            advance()
        }
        advance()
    }
}

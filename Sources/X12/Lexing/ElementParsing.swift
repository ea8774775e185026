/// Numbers and dates out of the bytes of an element.
enum ElementParsing {
    /// A decimal with so many decimals kept, as a whole number of the smallest unit.
    ///
    /// Type R of the standard: optional sign, digits, at most one point, no exponent. Nil when it is none, has
    /// non-zero digits beyond those kept, or is beyond ``Amount/limit``.
    static func decimal(_ bytes: Span<UInt8>, decimals: Int) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        var kept = -1
        var isNegative = false
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "-") where index == 0: isNegative = true
            case UInt8(ascii: "+") where index == 0: break
            case UInt8(ascii: ".") where kept < 0: kept = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let digit = Int64(bytes[index] - UInt8(ascii: "0"))
                digits += 1
                if kept == decimals {
                    if digit != 0 { return nil }
                    continue
                }
                if kept >= 0 { kept += 1 }
                guard value <= Amount.limit / 10 else { return nil }
                value = value * 10 + digit
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        for _ in max(kept, 0)..<decimals {
            guard value <= Amount.limit / 10 else { return nil }
            value *= 10
        }
        guard value <= Amount.limit else { return nil }
        return isNegative ? -value : value
    }

    /// A whole number without sign of at most nine digits; blanks around it are passed over.
    static func number(_ bytes: Span<UInt8>) -> Int? {
        var value = 0
        var digits = 0
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == 0x20 { continue }
            guard byte >= 0x30, byte <= 0x39, digits < 9 else { return nil }
            value = value * 10 + Int(byte - 0x30)
            digits += 1
        }
        return digits > 0 ? value : nil
    }

    /// A day: CCYYMMDD, or YYMMDD with the century of 1970 to 2069.
    ///
    /// Longer values are read by their first eight digits when a time follows.
    static func date(_ bytes: Span<UInt8>) -> X12Date? {
        guard bytes.count >= 6, bytes.count <= 14 else { return nil }
        var value = 0
        for index in 0..<min(bytes.count, 8) {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        switch bytes.count {
        case 6:
            let year = value / 10000
            return X12Date(year: year < 70 ? 2000 + year : 1900 + year, month: value / 100 % 100, day: value % 100)
        case 8, 12, 14: return X12Date(year: value / 10000, month: value / 100 % 100, day: value % 100)
        default: return nil
        }
    }

    /// Text of bytes: UTF-8 where it is, else each byte as its Latin-1 character, so that no byte is lost.
    static func text(_ bytes: ArraySlice<UInt8>, isASCII: Bool) -> String {
        if isASCII { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }
}

extension Amount {
    /// Reads a decimal such as `-12.5`, `100.` or `.07`; nil when it is no decimal of whole cents within ``limit``.
    public init?(decimal text: some StringProtocol) {
        guard let cents = ElementParsing.decimal(Array(text.utf8).span, decimals: 2) else { return nil }
        self.init(cents: cents)
    }
}

extension Quantity {
    /// Reads a decimal of at most three decimals; nil when it is none.
    public init?(decimal text: some StringProtocol) {
        guard let value = ElementParsing.decimal(Array(text.utf8).span, decimals: 3) else { return nil }
        self.init(thousandths: value)
    }
}

extension X12Date {
    /// Reads CCYYMMDD; nil when it is no day of the calendar.
    public init?(ccyymmdd text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8, let day = ElementParsing.date(bytes.span) else { return nil }
        self = day
    }
}

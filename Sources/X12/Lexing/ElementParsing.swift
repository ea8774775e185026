/// Numbers and dates out of the bytes of an element.
enum ElementParsing {
    /// A decimal with so many decimals kept, as a whole number of the smallest unit.
    ///
    /// Type R of the standard: optional sign, digits, at most one point, no exponent. Nil when it is none, has
    /// non-zero digits beyond those kept, or is beyond ``Amount/limit``.
    @inline(__always)
    static func decimal(_ bytes: Span<UInt8>, in range: Range<Int>, decimals: Int) -> Int64? {
        shortDecimal(bytes, in: range, decimals: decimals) ?? decimal(bytes.extracting(range), decimals: decimals)
    }

    /// A decimal of at most eight bytes without sign, all of them at once; nil when it is none or not so simple.
    @inline(__always)
    private static func shortDecimal(_ bytes: Span<UInt8>, in range: Range<Int>, decimals: Int) -> Int64? {
        guard var digits = paddedDigits(bytes, in: range) else { return nil }
        let others = DigitWord.others(in: digits)
        var sent = 0
        if others != 0 {
            // One point and no other byte that is no digit: take it out.
            let shift = UInt64(truncatingIfNeeded: others.trailingZeroBitCount &- 7)
            guard others & (others &- 1) == 0, range.count > 1,
                (digits &>> shift) & 0xFF == DigitWord.point
            else { return nil }
            let before = digits & ((1 &<< shift) &- 1)
            digits = digits &- before &- (DigitWord.point &<< shift) | before &<< 8
            sent = 7 &- Int(truncatingIfNeeded: shift &>> 3)
            guard sent <= decimals else { return nil }
        }
        var value = DigitWord.value(of: digits)
        while sent < decimals {
            value = value &* 10
            sent &+= 1
        }
        return value
    }

    /// The bytes of a range of one to eight bytes as a ``DigitWord`` with zeros before them; nil when it is longer, or
    /// at the very end of the bytes.
    @inline(__always)
    private static func paddedDigits(_ bytes: Span<UInt8>, in range: Range<Int>) -> UInt64? {
        guard range.count <= 8, range.lowerBound <= bytes.count &- 8, !range.isEmpty else { return nil }
        let digits = ByteVector.word(bytes, at: range.lowerBound) ^ ByteScan.copies(UInt8(ascii: "0"))
        return digits &<< UInt64(truncatingIfNeeded: 64 &- 8 &* range.count)
    }

    /// A decimal, byte by byte.
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
    @inline(__always)
    static func date(_ bytes: Span<UInt8>, in range: Range<Int>) -> X12Date? {
        guard range.count == 8, let digits = paddedDigits(bytes, in: range) else {
            return date(bytes.extracting(range))
        }
        guard DigitWord.others(in: digits) == 0 else { return nil }
        let (year, day) = Int(DigitWord.value(of: digits)).quotientAndRemainder(dividingBy: 10_000)
        return X12Date(year: year, month: day / 100, day: day % 100)
    }

    /// A day, byte by byte.
    static func date(_ bytes: Span<UInt8>) -> X12Date? {
        switch bytes.count {
        case 8, 12, 14:
            guard let year = fourDigits(bytes, at: 0), let day = fourDigits(bytes, at: 4) else { return nil }
            return X12Date(year: year, month: day / 100, day: day % 100)
        case 6:
            guard let year = twoDigits(bytes, at: 0), let day = fourDigits(bytes, at: 2) else { return nil }
            return X12Date(year: year < 70 ? 2000 + year : 1900 + year, month: day / 100, day: day % 100)
        default: return nil
        }
    }

    @inline(__always)
    private static func twoDigits(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
        let tens = bytes[offset] &- UInt8(ascii: "0")
        let ones = bytes[offset &+ 1] &- UInt8(ascii: "0")
        return tens < 10 && ones < 10 ? Int(tens) &* 10 &+ Int(ones) : nil
    }

    @inline(__always)
    private static func fourDigits(_ bytes: Span<UInt8>, at offset: Int) -> Int? {
        guard let high = twoDigits(bytes, at: offset), let low = twoDigits(bytes, at: offset &+ 2) else { return nil }
        return high &* 100 &+ low
    }

    /// Text of bytes: UTF-8 where it is, else each byte as its Latin-1 character, so that no byte is lost.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        // Nearly all text is ASCII, for which the check by the standard library is slow.
        if bytes.reduce(0, |) < 0x80 { return String(decoding: bytes, as: UTF8.self) }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
        return text
    }
}

/// Eight characters that may be digits as one word, the first in the lowest byte, each exclusive-or `0`.
private enum DigitWord {
    /// What a point is in it.
    static var point: UInt64 { UInt64(UInt8(ascii: ".") ^ UInt8(ascii: "0")) }

    /// The highest bit of each byte that is no digit.
    ///
    /// What stands after one that is beyond ASCII may be marked too.
    @inline(__always)
    static func others(in digits: UInt64) -> UInt64 {
        ((digits &+ ByteScan.copies(0x76)) | digits) & ByteScan.copies(0x80)
    }

    /// The number that eight digits are: neighbours are put together three times.
    @inline(__always)
    static func value(of digits: UInt64) -> Int64 {
        let pairs = ((digits &* (10 << 8 + 1)) &>> 8) & 0x00FF_00FF_00FF_00FF
        let fours = ((pairs &* (100 << 16 + 1)) &>> 16) & 0x0000_FFFF_0000_FFFF
        return Int64(truncatingIfNeeded: (fours &* (10_000 << 32 + 1)) &>> 32)
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

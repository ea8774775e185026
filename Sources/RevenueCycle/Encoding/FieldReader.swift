/// Reads numbered fields that ``FieldWriter`` wrote.
package struct FieldReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    /// A reader of a whole record.
    package init(_ bytes: [UInt8]) { self.init(bytes, from: 0, to: bytes.count) }

    private init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        position = start
        self.end = end
    }

    /// One field as it was met.
    package struct Field {
        /// The field's number.
        package let number: Int
        fileprivate let bytes: [UInt8]
        fileprivate let start: Int
        fileprivate let end: Int
        fileprivate let integerValue: UInt64

        /// The value as a whole number.
        package var integer: UInt64 { integerValue }
        /// The value as a signed number.
        package var signed: Int64 { Int64(bitPattern: integerValue >> 1) ^ -Int64(bitPattern: integerValue & 1) }
        /// The value as a flag.
        package var flag: Bool { integerValue != 0 }
        /// The value as text.
        package var text: String { String(decoding: bytes[start..<end], as: UTF8.self) }
        /// The value as bytes.
        package var raw: [UInt8] { Array(bytes[start..<end]) }
        /// The value as an amount.
        package var money: Money { Money(cents: signed) }
        /// The value as a day.
        package var date: CalendarDate { CalendarDate(dayNumber: Int32(truncatingIfNeeded: signed)) }
        /// The value as a hash; zeros when it is not one.
        package var hash: BodyHash { BodyHash(bytes[start..<end]) ?? BodyHash(high: 0, low: 0) }
        /// The value as a record of its own.
        package var record: FieldReader { FieldReader(bytes, from: start, to: end) }
        /// The value as a record of a type.
        package func value<Value: FieldDecodable>(_ type: Value.Type) throws(DecodingFault) -> Value {
            try Value(from: record)
        }
    }

    /// The next field, or nil at the end.
    ///
    /// - Throws: ``DecodingFault`` when the bytes end inside a field.
    package mutating func next() throws(DecodingFault) -> Field? {
        guard position < end else { return nil }
        let tag = try variable()
        let number = Int(truncatingIfNeeded: tag >> 1)
        if tag & 1 == 0 {
            return Field(number: number, bytes: bytes, start: 0, end: 0, integerValue: try variable())
        }
        let length = try variable()
        guard length <= UInt64(end - position) else { throw DecodingFault(record: "truncated", field: number) }
        let start = position
        position += Int(length)
        return Field(number: number, bytes: bytes, start: start, end: position, integerValue: 0)
    }

    private mutating func variable() throws(DecodingFault) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return value }
            shift += 7
            guard shift < 64 else { break }
        }
        throw DecodingFault(record: "truncated", field: 0)
    }
}

/// The first and last day of a span, gathered from two fields.
struct DateSpanFields {
    var first: CalendarDate?
    var last: CalendarDate?

    var span: DateSpan? {
        guard let first, let last else { return nil }
        return DateSpan(first, last)
    }
}

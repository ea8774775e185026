/// Writes numbered fields: the form in which events and states are kept.
///
/// Each field is a tag (number × 2, plus 1 when bytes follow) and a value: a variable-length integer, or a length and
/// bytes. A reader skips numbers that it does not know, an absent field keeps its default, and a repeated one is a
/// list; so a record may gain fields without a new version, and a field's number is never given another meaning.
package struct FieldWriter {
    /// What was written so far.
    package private(set) var bytes: [UInt8]

    /// An empty record.
    package init(reserving capacity: Int = 256) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    private mutating func variable(_ value: UInt64) {
        if value < 0x80 { return bytes.append(UInt8(truncatingIfNeeded: value)) }
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A whole number.
    package mutating func integer(_ number: Int, _ value: UInt64) {
        variable(UInt64(number) << 1)
        variable(value)
    }

    /// A signed number, small when its magnitude is.
    package mutating func signed(_ number: Int, _ value: Int64) {
        integer(number, UInt64(bitPattern: value << 1 ^ value >> 63))
    }

    /// A flag; false is not written.
    package mutating func flag(_ number: Int, _ value: Bool) {
        if value { integer(number, 1) }
    }

    /// Bytes as they are.
    package mutating func raw(_ number: Int, _ value: [UInt8]) {
        variable(UInt64(number) << 1 | 1)
        variable(UInt64(value.count))
        bytes.append(contentsOf: value)
    }

    /// A text; nil is not written.
    package mutating func text(_ number: Int, _ value: String?) {
        guard let value else { return }
        variable(UInt64(number) << 1 | 1)
        let utf8 = value.utf8
        variable(UInt64(utf8.count))
        bytes.append(contentsOf: utf8)
    }

    /// A list of texts.
    package mutating func texts(_ number: Int, _ values: [String]) {
        for value in values { text(number, value) }
    }

    /// An amount; nil is not written.
    package mutating func money(_ number: Int, _ value: Money?) {
        if let value { signed(number, value.cents) }
    }

    /// A day; nil is not written.
    package mutating func date(_ number: Int, _ value: CalendarDate?) {
        if let value { signed(number, Int64(value.dayNumber)) }
    }

    /// A first and last day, as fields `number` and `number + 1`.
    package mutating func dates(_ number: Int, _ value: DateSpan?) {
        date(number, value?.first)
        date(number + 1, value?.last)
    }

    /// A hash of 16 bytes; nil is not written.
    package mutating func hash(_ number: Int, _ value: BodyHash?) {
        guard let value else { return }
        variable(UInt64(number) << 1 | 1)
        variable(16)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value.high >> shift))
        }
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: value.low >> shift))
        }
    }

    /// A record inside this one.
    package mutating func record(_ number: Int, _ write: (inout FieldWriter) -> Void) {
        variable(UInt64(number) << 1 | 1)
        let start = bytes.count
        write(&self)
        let length = bytes.count - start
        if length < 0x80 {
            bytes.insert(UInt8(length), at: start)
        } else {
            var prefix = FieldWriter(reserving: 4)
            prefix.variable(UInt64(length))
            bytes.insert(contentsOf: prefix.bytes, at: start)
        }
    }

    /// A value that knows its fields, as a record inside this one; nil is not written.
    package mutating func value(_ number: Int, _ value: (some FieldEncodable)?) {
        if let value { record(number) { value.encode(into: &$0) } }
    }

    /// A list of values, each a record inside this one.
    package mutating func values(_ number: Int, _ values: [some FieldEncodable]) {
        for item in values { value(number, item) }
    }
}

/// A value that writes itself as numbered fields.
package protocol FieldEncodable {
    /// Writes the value's fields.
    func encode(into writer: inout FieldWriter)
}

/// A value that is read from numbered fields.
package protocol FieldDecodable {
    /// Reads a value from its fields.
    ///
    /// - Throws: ``DecodingFault`` when the bytes are no such record.
    init(from reader: FieldReader) throws(DecodingFault)
}

extension FieldEncodable {
    /// The value's fields as bytes.
    package func encoded() -> [UInt8] {
        var writer = FieldWriter()
        encode(into: &writer)
        return writer.bytes
    }
}

extension FieldDecodable {
    /// Reads a value from its bytes.
    ///
    /// - Throws: ``DecodingFault`` when the bytes are no such record.
    package init(decoding bytes: [UInt8]) throws(DecodingFault) {
        try self.init(from: FieldReader(bytes))
    }
}

/// Why stored bytes could not be read as the record they should be.
///
/// It carries no content.
package struct DecodingFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The record that was being read.
    package let record: String
    /// The field number at fault, or 0 for the record as a whole.
    package let field: Int

    /// A fault in a field of a record.
    package init(record: String, field: Int) {
        self.record = record
        self.field = field
    }

    package var description: String {
        "A stored \(record) record could not be read (field \(field)). Run `recourse doctor` to check the store."
    }
}

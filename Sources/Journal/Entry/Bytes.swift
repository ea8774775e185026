/// Collects bytes, integers in big-endian order.
struct ByteWriter {
    private(set) var bytes: [UInt8]

    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    mutating func append<Integer: FixedWidthInteger & UnsignedInteger>(_ integer: Integer) {
        var shift = Integer.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: integer >> Integer(shift)))
        }
    }

    mutating func append(_ integer: UInt128) { bytes.append(bigEndian: integer) }

    mutating func append(_ integer: Int64) { append(UInt64(bitPattern: integer)) }

    mutating func append(contentsOf more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// Appends a text of at most 255 bytes after its length in one byte.
    mutating func append(short text: String) {
        precondition(text.utf8.count <= 255, "The caller has checked the length.")
        append(UInt8(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

/// Takes bytes apart that a `ByteWriter` has put together.
struct ByteReader {
    /// The bytes end too early or say what no writer writes.
    struct Fault: Error {}

    private let bytes: [UInt8]
    private var next = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { next == bytes.count }

    /// What was not read yet.
    var rest: ArraySlice<UInt8> { bytes[next...] }

    mutating func read<Integer: FixedWidthInteger & UnsignedInteger>(
        _ type: Integer.Type = Integer.self
    ) throws(Fault) -> Integer {
        let count = Integer.bitWidth / 8
        guard bytes.count - next >= count else { throw Fault() }
        var integer: Integer = 0
        for offset in next..<next + count { integer = integer << 8 | Integer(bytes[offset]) }
        next += count
        return integer
    }

    mutating func readInt64() throws(Fault) -> Int64 { Int64(bitPattern: try read(UInt64.self)) }

    mutating func readShortText() throws(Fault) -> String {
        let count = Int(try read(UInt8.self))
        guard bytes.count - next >= count else { throw Fault() }
        let slice = bytes[next..<next + count]
        // What is no UTF-8 is repaired, and then reads otherwise; it is quicker than asking first.
        let text = String(decoding: slice, as: UTF8.self)
        guard text.utf8.elementsEqual(slice) else { throw Fault() }
        next += count
        return text
    }
}

extension UInt128 {
    /// The 16 bytes of the number, most significant first.
    var bigEndianBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(bigEndian: self)
        return bytes
    }
}

extension [UInt8] {
    /// Appends the 16 bytes of a number, most significant first, at once: byte by byte took five times as long.
    mutating func append(bigEndian number: UInt128) {
        append(addingCapacity: 16) { output in
            for half in [UInt64(truncatingIfNeeded: number >> 64), UInt64(truncatingIfNeeded: number)] {
                for shift in stride(from: 56, through: 0, by: -8) {
                    output.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
                }
            }
        }
    }
}

extension Sequence<UInt8> {
    /// The bytes as lower-case hexadecimal digits, two to a byte.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in self {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

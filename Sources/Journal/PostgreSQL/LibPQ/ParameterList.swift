import Foundation

/// The parameters of a statement in PostgreSQL's binary form, one after the other.
struct ParameterList: Sendable {
    /// The bytes of all parameters.
    private(set) var bytes: [UInt8] = []
    /// Where each parameter lies.
    private(set) var ranges: [Range<Int>] = []

    /// Adds a parameter of the bytes that `write` appends.
    private mutating func add(_ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        ranges.append(start..<bytes.count)
    }

    /// Adds a `bigint` for each of the integers.
    mutating func add(_ integers: Int64...) { for integer in integers { add { $0.append(integer) } } }

    /// Adds an `integer`.
    mutating func add(_ integer: Int32) { add { $0.append(integer) } }

    /// Adds a `smallint`.
    mutating func add(_ integer: Int16) { add { $0.append(integer) } }

    /// Adds a `uuid`.
    mutating func add(_ identifier: UInt128) { add { $0.append(identifier) } }

    /// Adds a `bytea`.
    mutating func add(_ data: Data) { add { $0.append(contentsOf: data) } }

    /// Adds a `text`.
    mutating func add(_ text: String) { add { $0.append(contentsOf: text.utf8) } }

    /// Adds an array.
    mutating func add(_ array: ParameterArray) { add { $0.append(contentsOf: array.bytes) } }
}

/// An array of one dimension without NULLs in PostgreSQL's binary form.
///
/// Head: dimensions, whether there are NULLs, type of the elements; then count and lower bound; then each element after its
/// length. All are big-endian integers of 32 bits.
struct ParameterArray: Sendable {
    /// The types of elements, by the object ids that PostgreSQL gives its own types.
    enum Element: Int32 {
        case bytea = 17
        case bigint = 20
        case integer = 23
        case uuid = 2950
    }

    private(set) var bytes: [UInt8] = []

    /// The head of an array, with room for `capacity` bytes of elements and their lengths.
    private init(of element: Element, count: Int, capacity: Int) {
        bytes.reserveCapacity(capacity + 20)
        for integer in [1, 0, element.rawValue, Int32(count), 1] as [Int32] { bytes.append(integer) }
    }

    /// An array of the `elements`.
    init(_ elements: some Collection<UInt128>) {
        self.init(of: .uuid, count: elements.count, capacity: elements.count * 20)
        for element in elements {
            bytes.append(Int32(16))
            bytes.append(element)
        }
    }

    /// An array of the `elements`.
    init(_ elements: some Collection<Int64>) {
        self.init(of: .bigint, count: elements.count, capacity: elements.count * 12)
        for element in elements {
            bytes.append(Int32(8))
            bytes.append(element)
        }
    }

    /// An array of the `elements`.
    init(_ elements: some Collection<Int32>) {
        self.init(of: .integer, count: elements.count, capacity: elements.count * 8)
        for element in elements {
            bytes.append(Int32(4))
            bytes.append(element)
        }
    }

    /// An array of the `elements`.
    init(_ elements: some Collection<Data>) {
        self.init(of: .bytea, count: elements.count, capacity: elements.reduce(0) { $0 + $1.count + 4 })
        for element in elements {
            bytes.append(Int32(element.count))
            bytes.append(contentsOf: element)
        }
    }
}

extension [UInt8] {
    /// Appends the bytes of an integer, most significant first.
    fileprivate mutating func append(_ integer: some FixedWidthInteger) {
        for shift in stride(from: integer.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: integer >> shift))
        }
    }
}

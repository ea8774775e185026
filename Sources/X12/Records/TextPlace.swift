/// The text of an element as a place in the bytes it was read from.
///
/// Reading copies no text: a string is made when somebody asks for it, by ``SetRecords/text(_:)``.
struct TextPlace: BitwiseCopyable, Sendable {
    /// An offset from the start of the transaction set, or, with the highest bit, in ``SetRecords/unwrapped``.
    private let place: UInt32
    /// How many bytes there are; 0 for an element that was not sent.
    let length: UInt32

    /// An element that was not sent.
    static var none: TextPlace { TextPlace(0, length: 0) }

    /// A place in the set.
    @inline(__always)
    init(_ offset: Int, length: Int) {
        place = UInt32(truncatingIfNeeded: offset)
        self.length = UInt32(truncatingIfNeeded: length)
    }

    /// A place among the bytes of segments that had line ends inside.
    init(unwrapped offset: Int, length: Int) {
        place = UInt32(truncatingIfNeeded: offset) | Self.mark
        self.length = UInt32(truncatingIfNeeded: length)
    }

    /// A place so far after a ``base(_:)``.
    @inline(__always)
    init(_ place: UInt32, length: UInt32) {
        self.place = place
        self.length = length
    }

    /// What offsets from a byte of the set are raised by.
    @inline(__always)
    static func base(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: offset) }

    /// What offsets from a byte of the segments without line ends are raised by.
    static func base(unwrapped offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: offset) | mark }

    private static var mark: UInt32 { 0x8000_0000 }
    /// How many bytes a set may have, so that a place in it leaves the highest bit free.
    static var limit: Int { 0x8000_0000 }

    /// Whether nothing was sent.
    var isEmpty: Bool { length == 0 }
    /// Whether the bytes are those without line ends.
    var isUnwrapped: Bool { place & Self.mark != 0 }
    /// The first byte.
    var offset: Int { Int(place & ~Self.mark) }

    /// The text without so many bytes at its start.
    func dropping(_ count: Int) -> TextPlace {
        let dropped = min(count, Int(length))
        return isUnwrapped
            ? TextPlace(unwrapped: offset + dropped, length: Int(length) - dropped)
            : TextPlace(offset + dropped, length: Int(length) - dropped)
    }
}

/// A ``Source`` in half its room: offsets from the start of the transaction set.
struct SourcePlace: BitwiseCopyable, Sendable {
    var start: UInt32 = 0
    var end: UInt32 = 0
    var firstSegment: UInt32 = 0
    var lastSegment: UInt32 = 0

    /// Takes in the segment that comes next.
    @inline(__always)
    mutating func extend(to other: SourcePlace) {
        end = other.end
        lastSegment = other.lastSegment
    }
}

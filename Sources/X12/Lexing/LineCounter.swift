/// Counts the lines of a file as far as somebody asks, so that files without faults are hardly counted at all.
struct LineCounter: Sendable {
    private var offset: Int
    private var line: Int
    private let origin: (offset: Int, line: Int)

    /// Starts at an offset whose line is known.
    init(offset: Int = 0, line: Int = 1) {
        self.offset = offset
        self.line = line
        origin = (offset, line)
    }

    /// The line of a byte, from 1.
    ///
    /// Lines end with LF, CR or CRLF.
    mutating func line(at target: Int, in bytes: Span<UInt8>) -> Int {
        if target < offset { (offset, line) = origin }
        let end = min(target, bytes.count)
        let counted = ByteVector.lineEnds(in: bytes, from: offset, to: end)
        line &+= counted.count
        offset = counted.end
        while offset < end {
            if bytes[offset] == 0x0A {
                line &+= 1
            } else if bytes[offset] == 0x0D, offset &+ 1 >= bytes.count || bytes[offset &+ 1] != 0x0A {
                // A CR before an LF counts with it.
                line &+= 1
            }
            offset &+= 1
        }
        return line
    }
}

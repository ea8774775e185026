import CZlib

/// Unpacks gzip (RFC 1952) piece by piece, in memory that does not grow with what comes out.
///
/// Packed zeros are a thousandth of what they stand for, so what comes out is bounded twice: by its size, and by how often it is
/// larger than what went in.
@safe final class GzipReader {
    /// How much larger than what went in that may be which comes out.
    static let largestRatio = 100
    /// What may come out whatever went in.
    private static let free = 64 << 10

    private let stream: UnsafeMutablePointer<z_stream>
    private var piece = [UInt8](repeating: 0, count: 64 << 10)
    private var packed = 0
    private var unpacked = 0
    private let most: Int
    /// Whether its end was read.
    private(set) var isEnded = false

    /// A reader of one stream.
    ///
    /// - Parameter most: the most bytes that may come out.
    /// - Throws: ``Problem`` when there is no memory for it.
    init(atMost most: Int) throws(Problem) {
        self.most = most
        unsafe stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 15 bits of window, and 16 more for the header of gzip and no other.
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Problem(.unavailable) }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Unpacks what comes next.
    ///
    /// - Parameters:
    ///   - bytes: the next packed bytes.
    ///   - take: is given what they stand for, a piece at a time.
    /// - Throws: ``Problem`` when they are no gzip, more follows its end, or too much comes out.
    func read(_ bytes: [UInt8], _ take: (ArraySlice<UInt8>) -> Void) throws(Problem) {
        packed += bytes.count
        var input = bytes
        var place = 0
        while place < input.count {
            guard !isEnded else { throw Problem(.badRequest, "More follows the end of what was packed.") }
            let (read, written, status) = step(&input, from: place)
            place += read
            unpacked += written
            guard unpacked <= most, unpacked <= Self.free + packed * Self.largestRatio else { throw Problem(.tooLarge) }
            if written > 0 { take(piece[..<written]) }
            switch status {
            case Z_STREAM_END: isEnded = true
            case Z_OK: break
            // It wants more than it was given, and took all of that.
            case Z_BUF_ERROR where place == input.count: break
            default: throw Problem(.badRequest, "The body is no gzip.")
            }
            // What fits no piece is asked for again without new bytes.
            while status == Z_OK, written == piece.count, place == input.count {
                guard try drain(take) else { return }
            }
        }
    }

    /// Gives what is left of bytes that were read; false when that was all.
    private func drain(_ take: (ArraySlice<UInt8>) -> Void) throws(Problem) -> Bool {
        var none: [UInt8] = [0]
        let (_, written, status) = step(&none, from: 1)
        unpacked += written
        guard unpacked <= most, unpacked <= Self.free + packed * Self.largestRatio else { throw Problem(.tooLarge) }
        if written > 0 { take(piece[..<written]) }
        if status == Z_STREAM_END { isEnded = true }
        return written == piece.count && status == Z_OK
    }

    private func step(_ input: inout [UInt8], from place: Int) -> (read: Int, written: Int, status: Int32) {
        let count = input.count - place
        let room = piece.count
        let status = unsafe input.withUnsafeMutableBufferPointer { input in
            unsafe piece.withUnsafeMutableBufferPointer { output in
                unsafe stream.pointee.next_in = input.baseAddress.map { unsafe $0 + place }
                unsafe stream.pointee.avail_in = UInt32(count)
                unsafe stream.pointee.next_out = output.baseAddress
                unsafe stream.pointee.avail_out = UInt32(room)
                return unsafe inflate(stream, Z_NO_FLUSH)
            }
        }
        return unsafe (count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status)
    }
}

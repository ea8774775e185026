extension TransactionSet {
    /// Appends what the set says, apart from how it was sent: two deliveries of one set under other control numbers,
    /// delimiters or line ends give equal bytes, and sets that say different things give different ones.
    ///
    /// Segments end with `~`, elements are parted by `*`, components by `:`, repetitions by `^`. Line ends, trailing
    /// empty elements and components, ST02 and the SE segment are left out, so that a set that lost nothing but its SE has
    /// the body of the whole one. Data bytes that equal one of those delimiters are marked with a backslash.
    public func appendCanonicalBody(from bytes: [UInt8], to body: inout [UInt8]) {
        var reader = SegmentReader(self, in: bytes)
        let isUsual =
            interchange.delimiters
            == Delimiters(
                element: UInt8(ascii: "*"),
                component: UInt8(ascii: ":"),
                repetition: UInt8(ascii: "^"),
                segment: UInt8(ascii: "~")
            )
        body.reserveCapacity(body.count + self.bytes.count)
        while reader.next() {
            if reader.id == .se { continue }
            if reader.id == .bin || reader.id == .bds {
                body.append(contentsOf: reader.rawSegment)
                continue
            }
            if isUsual, reader.id != .st, reader.isCanonical {
                body.append(contentsOf: reader.rawSegment)
                continue
            }
            let start = body.count
            var length = start
            for element in 0...reader.count {
                if element > 0 { body.append(UInt8(ascii: "*")) }
                if reader.id == .st, element == 2 { continue }
                if appendCanonical(reader.rawElement(element), to: &body) { length = body.count }
            }
            Self.shorten(&body, to: length)
            body.append(UInt8(ascii: "~"))
        }
    }

    /// Appends an element; false when it has nothing but component separators.
    private func appendCanonical(_ element: ArraySlice<UInt8>, to body: inout [UInt8]) -> Bool {
        let delimiters = interchange.delimiters
        let start = body.count
        var length = start
        for byte in element {
            switch byte {
            case delimiters.component: body.append(UInt8(ascii: ":"))
            case delimiters.repetition:
                Self.shorten(&body, to: length)
                body.append(UInt8(ascii: "^"))
                length = body.count
            case UInt8(ascii: "*"), UInt8(ascii: ":"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "\\"):
                body.append(UInt8(ascii: "\\"))
                body.append(byte)
                length = body.count
            default:
                body.append(byte)
                length = body.count
            }
        }
        Self.shorten(&body, to: length)
        return length > start
    }

    private static func shorten(_ body: inout [UInt8], to length: Int) {
        if body.count > length { body.removeSubrange(length...) }
    }
}

// The elements of the current segment.
extension SegmentReader {
    /// The bytes of an element in the buffer; empty when it was not sent.
    @inline(__always)
    func range(_ element: Int) -> Range<Int> {
        guard element <= count else { return 0..<0 }
        let start =
            element == 0 ? (isWrapped ? base : bytes.lowerBound) : base &+ Int(index.places[first &+ element &- 1]) &+ 1
        return start..<max(start, base &+ Int(index.places[first &+ element]))
    }

    /// The bytes of a component in the buffer; component 1 of a simple element is the element.
    @inline(__always)
    func range(_ element: Int, _ component: Int) -> Range<Int> {
        let whole = range(element)
        var start = whole.lowerBound
        var offset = start
        var wanted = component
        let span = buffer.span
        while offset < whole.upperBound {
            if span[offset] == delimiters.component {
                if wanted == 1 { return start..<offset }
                wanted &-= 1
                start = offset &+ 1
            }
            offset &+= 1
        }
        return wanted == 1 ? start..<whole.upperBound : 0..<0
    }

    /// Whether an element was not sent.
    @inline(__always)
    func isEmpty(_ element: Int) -> Bool { range(element).isEmpty }

    /// The text of an element, from the first on; none when it was not sent.
    @inline(__always)
    func text(_ element: Int) -> TextPlace {
        guard element <= count else { return .none }
        // A place is beyond the one before.
        let start = index.places[first &+ element &- 1] &+ 1
        return TextPlace(start &+ textBase, length: index.places[first &+ element] &- start)
    }

    /// The text of a component.
    @inline(__always)
    func text(_ element: Int, _ component: Int) -> TextPlace { text(in: range(element, component)) }

    @inline(__always)
    private func text(in range: Range<Int>) -> TextPlace {
        isWrapped
            ? TextPlace(unwrapped: range.lowerBound, length: range.count)
            : TextPlace(range.lowerBound &- start, length: range.count)
    }

    /// The text of an element as a string; empty when it was not sent.
    func string(_ element: Int) -> String {
        let range = range(element)
        return range.isEmpty ? "" : ElementParsing.text(buffer[range])
    }

    /// What is left of an element whose components are read one after the other.
    struct Components {
        fileprivate var rest: Range<Int>
        /// Whether the last has been read.
        private(set) var isAtEnd: Bool

        init(_ element: Range<Int>) {
            rest = element
            isAtEnd = element.isEmpty
        }

        /// The next component, which ends before `end`; all that is left when that is nil.
        fileprivate mutating func take(to end: Int?) -> Range<Int> {
            guard let end else {
                isAtEnd = true
                return rest
            }
            let next = rest.lowerBound..<end
            rest = (end &+ 1)..<rest.upperBound
            return next
        }
    }

    /// The bytes of the next component; empty after the last.
    @inline(__always)
    private func next(_ components: inout Components) -> Range<Int> {
        guard !components.isAtEnd else { return 0..<0 }
        let span = buffer.span
        var offset = components.rest.lowerBound
        while offset < components.rest.upperBound {
            if span[offset] == delimiters.component { return components.take(to: offset) }
            offset &+= 1
        }
        return components.take(to: nil)
    }

    /// The text of the next component; empty after the last.
    ///
    /// Mutating, though it changes nothing: a call that borrows the whole reader would copy it.
    mutating func nextText(_ components: inout Components) -> TextPlace { text(in: next(&components)) }

    /// The bytes of an element or component packed into a number, as guides compare them; longer than eight: all ones.
    @inline(__always)
    func code(_ element: Int, _ component: Int) -> UInt64 {
        let whole = component == 0 ? range(element) : range(element, component)
        guard whole.count <= 8 else { return .max }
        return ByteScan.packed(buffer.span, whole.lowerBound, whole.count)
    }

    /// The raw bytes of an element, for the canonical body.
    func rawElement(_ element: Int) -> ArraySlice<UInt8> { buffer[range(element)] }

    /// The bytes of the whole segment in the file.
    var rawSegment: ArraySlice<UInt8> { file[bytes] }

    /// Whether the bytes of the segment are surely its canonical form already, when its delimiters are `*`, `:`, `^` and `~`.
    var isCanonical: Bool {
        guard !isWrapped, bytes.count >= 16, bytes.upperBound < file.count,
            file[bytes.upperBound - 1] == UInt8(ascii: "~")
        else {
            return false
        }
        return !ByteVector.hasLooseEnds(in: file.span, from: bytes.lowerBound, to: bytes.upperBound)
    }

    /// Where the current segment stands in the set.
    @inline(__always)
    var place: SourcePlace {
        SourcePlace(
            start: UInt32(truncatingIfNeeded: bytes.lowerBound &- start),
            end: UInt32(truncatingIfNeeded: bytes.upperBound &- start),
            firstSegment: UInt32(truncatingIfNeeded: ordinal),
            lastSegment: UInt32(truncatingIfNeeded: ordinal)
        )
    }

    /// Where the current segment stands in the file.
    var source: Source {
        Source(start: bytes.lowerBound, end: bytes.upperBound, firstSegment: ordinal, lastSegment: ordinal)
    }

    /// All elements as text.
    func elements() -> [String] { (0..<count).map { string($0 + 1) } }
}

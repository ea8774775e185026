/// Looks a body over before a parser reads it: how deep its values lie within each other, so that no parser has to go down to find
/// out, and whether an object says something twice, of which parsers tell only one.
struct JSONScan {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// What lies around the byte in hand.
    private enum Holder {
        case list
        /// An object, with the names of the members until now.
        case object(Set<ArraySlice<UInt8>>)
    }

    /// Checks a body.
    ///
    /// What is no JSON at all is left to the parser.
    ///
    /// - Parameter depth: how deep values may lie within each other.
    /// - Throws: ``Problem`` when they lie deeper, a member is there twice, or its name is written with escapes, which no name needs.
    func check(depth: Int) throws(Problem) {
        var holders: [Holder] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                guard holders.count < depth else {
                    throw Problem(.badRequest, "The body's values lie deeper within each other than \(depth).")
                }
                holders.append(bytes[place] == UInt8(ascii: "[") ? .list : .object([]))
            case UInt8(ascii: "]"), UInt8(ascii: "}"): _ = holders.popLast()
            case UInt8(ascii: "\""):
                let text = text(from: place + 1)
                place = text.endIndex
                if case .object(var names)? = holders.last, isName(before: place + 1) {
                    guard !text.contains(UInt8(ascii: "\\")) else {
                        throw Problem(.badRequest, "The body has a member whose name is written with escapes.")
                    }
                    guard names.insert(text).inserted else {
                        throw Problem(.badRequest, "The body has a member twice.")
                    }
                    holders[holders.count - 1] = .object(names)
                }
            default: break
            }
            place += 1
        }
    }

    /// The bytes of a text, up to its quotation mark or the end.
    private func text(from start: Int) -> ArraySlice<UInt8> {
        var place = start
        while place < bytes.endIndex, bytes[place] != UInt8(ascii: "\"") {
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bytes[start..<min(place, bytes.endIndex)]
    }

    /// Whether a text that ended here is a member's name: a colon follows.
    private func isName(before place: Int) -> Bool {
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard place <= bytes.endIndex else { return false }
        return bytes[place...].first { !blanks.contains($0) } == UInt8(ascii: ":")
    }
}

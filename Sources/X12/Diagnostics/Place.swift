/// Where in a file something was found, exact enough to show it in the original bytes.
public struct Place: Hashable, Sendable {
    /// ISA13 of the interchange, when it has been read.
    public internal(set) var interchangeControlNumber: String?
    /// GS06 of the functional group, when it has been read.
    public internal(set) var groupControlNumber: String?
    /// ST02 of the transaction set, when the place is in one.
    public internal(set) var transactionControlNumber: String?
    /// The ordinal of the segment in the file, from 1; 0 before the first segment.
    public internal(set) var segmentInFile: Int
    /// The ordinal of the segment in its transaction set, ST being 1 (as IK302 counts).
    public internal(set) var segmentInTransaction: Int?
    /// The offset of the segment's first byte in the file, from 0.
    public internal(set) var byteOffset: Int
    /// The line of the file that the segment starts in, from 1; lines end with LF, CR or CRLF.
    public internal(set) var line: Int
    /// The segment's id, such as `CLM`; empty when there is none that can be shown.
    public internal(set) var segmentID: String
    /// The position of the element in the segment, from 1.
    public internal(set) var element: Int?
    /// The position of the component in the element, from 1.
    public internal(set) var component: Int?
}

extension Place: CustomStringConvertible {
    /// The place in words: `interchange 000000905, group 1, transaction 0021, segment 14 (CLM02), line 15, byte 802`.
    public var description: String {
        var parts: [String] = []
        if let number = interchangeControlNumber { parts.append("interchange \(number)") }
        if let number = groupControlNumber { parts.append("group \(number)") }
        if let number = transactionControlNumber { parts.append("transaction \(number)") }
        var segment = "segment \(segmentInTransaction ?? segmentInFile)"
        if !segmentID.isEmpty {
            var name = segmentID
            if let element {
                name += element < 10 ? "0\(element)" : "\(element)"
                if let component { name += "-\(component)" }
            }
            segment += " (\(name))"
        }
        parts.append(segment)
        parts.append("line \(line)")
        parts.append("byte \(byteOffset)")
        return parts.joined(separator: ", ")
    }
}

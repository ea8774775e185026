/// One segment with its id and elements.
///
/// Inside an element `:` parts components and `^` repetitions, whatever delimiters the file will use; no text that is
/// drawn holds either.
typealias Segment = [String]

/// Delimiters of one interchange and what follows each terminator.
struct Delimiters: Sendable {
    let element: String
    let component: String
    let repetition: String
    let terminator: String
    let lineEnd: String

    /// Legal sets as they are met.
    static let met: [Delimiters] = [
        Delimiters(element: "*", component: ":", repetition: "^", terminator: "~", lineEnd: "\n"),
        Delimiters(element: "*", component: ":", repetition: "^", terminator: "~", lineEnd: ""),
        Delimiters(element: "*", component: ":", repetition: "^", terminator: "~", lineEnd: "\r\n"),
        Delimiters(element: "*", component: ">", repetition: "^", terminator: "~", lineEnd: "\n"),
        Delimiters(element: "|", component: ":", repetition: "^", terminator: "~", lineEnd: "\n"),
        Delimiters(element: "|", component: ">", repetition: "!", terminator: "~", lineEnd: ""),
        Delimiters(element: "*", component: "<", repetition: "^", terminator: "'", lineEnd: "\r\n"),
    ]

    /// The bytes of `segment`, without empty elements and components at its end.
    func append(_ segment: Segment, to bytes: inout [UInt8]) {
        var last = segment.count - 1
        while last > 0, segment[last].isEmpty { last -= 1 }
        for index in 0...last {
            if index > 0 { bytes.append(contentsOf: element.utf8) }
            // The interchange header is written with its delimiters in place.
            if segment[0] == "ISA" {
                bytes.append(contentsOf: segment[index].utf8)
            } else {
                appendElement(segment[index], to: &bytes)
            }
        }
        bytes.append(contentsOf: terminator.utf8)
        bytes.append(contentsOf: lineEnd.utf8)
    }

    private func appendElement(_ text: String, to bytes: inout [UInt8]) {
        var pending = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ":") {
                pending += 1
                continue
            }
            for _ in 0..<pending { bytes.append(contentsOf: component.utf8) }
            pending = 0
            if byte == UInt8(ascii: "^") {
                bytes.append(contentsOf: repetition.utf8)
            } else {
                bytes.append(byte)
            }
        }
    }
}

/// A transaction set before its envelope.
struct OutgoingTransaction: Sendable {
    /// What is wrong with it on purpose.
    enum Flaw: Sendable {
        case none, wrongSegmentCount, missingTrailer, trailerMismatch
    }

    /// ST01.
    let identifier: String
    /// GS01.
    let functionalGroup: String
    /// GS08, and ST03 where the guide has one.
    let version: String
    /// All segments between ST and SE.
    var body: [Segment]
    let date: Day
    var flaw = Flaw.none
    /// ST02.
    var controlNumber = ""

    /// Writes another text into an element of the first segment named `name`.
    mutating func overwrite(_ name: String, _ element: Int, with change: (String) -> String) {
        guard let place = body.firstIndex(where: { $0[0] == name && $0.count > element }) else { return }
        body[place][element] = change(body[place][element])
    }

    /// ST to SE; the 835 has no ST03.
    var segments: [Segment] {
        let header =
            identifier == "835" ? ["ST", identifier, controlNumber] : ["ST", identifier, controlNumber, version]
        let count = body.count + 2
        switch flaw {
        case .none: return [header] + body + [["SE", String(count), controlNumber]]
        case .wrongSegmentCount: return [header] + body + [["SE", String(count + 3), controlNumber]]
        case .missingTrailer: return [header] + body
        case .trailerMismatch: return [header] + body + [["SE", String(count), "9" + controlNumber.dropFirst()]]
        }
    }
}

/// X12 as these tests see it: segments cut by the delimiters that each ISA states, nothing more.
enum InterchangeText {
    /// Every segment of a file, or those named, with its elements; components are parted by `:` whatever the file uses.
    static func segments(_ bytes: [UInt8], named names: [String] = []) -> [[String]] {
        var found: [[String]] = []
        var delimiters: (element: UInt8, component: UInt8, terminator: UInt8) = (0, 0, 0)
        var place = 0
        while place < bytes.count {
            if bytes[place] == 10 || bytes[place] == 13 {
                place += 1
                continue
            }
            if bytes[place...].starts(with: "ISA".utf8), place + 105 < bytes.count {
                delimiters = (bytes[place + 3], bytes[place + 104], bytes[place + 105])
            }
            let end = bytes[place...].firstIndex(of: delimiters.terminator) ?? bytes.count
            let isHeader = bytes[place...].starts(with: "ISA".utf8)
            guard names.isEmpty || names.contains(where: { bytes[place..<end].starts(with: $0.utf8) }) else {
                place = end + 1
                continue
            }
            let elements = bytes[place..<end].split(separator: delimiters.element, omittingEmptySubsequences: false)
            found.append(
                elements.map { element in
                    let text = String(decoding: element, as: UTF8.self)
                    let component = String(decoding: [delimiters.component], as: UTF8.self)
                    return isHeader
                        ? text
                        : text.split(separator: component, omittingEmptySubsequences: false)
                            .joined(separator: ":")
                }
            )
            place = end + 1
        }
        return found
    }

    /// Every transaction set from ST to SE.
    static func transactions(_ bytes: [UInt8]) -> [[[String]]] {
        var found: [[[String]]] = []
        for segment in segments(bytes) {
            switch segment[0] {
            case "ST": found.append([segment])
            case "ISA", "GS", "GE", "IEA", "TA1": continue
            default: if !found.isEmpty { found[found.count - 1].append(segment) }
            }
        }
        return found
    }

    /// A decimal of at most two places in cents.
    static func cents(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0.isEmpty ? "0" : $0) }), parts.count <= 2 else { return nil }
        let part = parts.count == 2 ? String(parts[1]) : ""
        guard part.utf8.count <= 2, let places = Int((part + "00").prefix(2)) else { return nil }
        return (isNegative ? -1 : 1) * (whole * 100 + places)
    }
}

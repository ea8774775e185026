/// Builds compact JSON with its keys in the order in which they are given.
///
/// The answers' keys have a published order, which Foundation's encoder does not keep.
package enum JSONValue: Sendable {
    /// Text.
    case string(String)
    /// A whole number.
    case number(Int)
    /// True or false.
    case bool(Bool)
    /// A list.
    case array([JSONValue])
    /// Named values, in this order.
    case object([(String, JSONValue)])
    /// Unknown.
    case null

    /// Text, or null.
    package static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    /// An amount as a decimal with two places.
    package static func money(_ value: some CustomStringConvertible) -> JSONValue { .string(value.description) }
    /// An object that names one thing.
    package static func naming(_ what: String, _ id: String) -> JSONValue { .object([(what, .string(id))]) }
    /// A list of texts.
    package static func texts(_ values: [String]) -> JSONValue { .array(values.map(JSONValue.string)) }

    /// A member of an object; nil when there is none.
    package func member(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The compact text.
    package var text: String {
        var output = ""
        write(to: &output)
        return output
    }

    private func write(to output: inout String) {
        switch self {
        case .string(let value): Self.quote(value, to: &output)
        case .number(let value): output += String(value)
        case .bool(let value): output += value ? "true" : "false"
        case .null: output += "null"
        case .array(let values):
            output += "["
            for (index, value) in values.enumerated() {
                if index > 0 { output += "," }
                value.write(to: &output)
            }
            output += "]"
        case .object(let members):
            output += "{"
            for (index, member) in members.enumerated() {
                if index > 0 { output += "," }
                Self.quote(member.0, to: &output)
                output += ":"
                member.1.write(to: &output)
            }
            output += "}"
        }
    }

    /// Whether somebody who shows a text may take a scalar for the end of a line, or a terminal for a command.
    ///
    /// JSON itself demands only that those below U+0020 are escaped (RFC 8259, 7).
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    private static func quote(_ text: String, to output: inout String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            default:
                if isControl(scalar) {
                    let hex = String(scalar.value, radix: 16)
                    output += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    output.unicodeScalars.append(scalar)
                }
            }
        }
        output += "\""
    }
}

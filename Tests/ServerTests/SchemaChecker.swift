import Foundation

/// Holds values against the schemas of an OpenAPI document: as much of JSON Schema as the document uses, and anything else fails.
struct SchemaChecker {
    let document: [String: Any]

    /// What is wrong with a value; empty when nothing is.
    func faults(of value: Any, against schema: [String: Any], at place: String = "$") -> [String] {
        let known: Set = [
            "type", "pattern", "enum", "items", "properties", "required", "additionalProperties", "anyOf", "oneOf",
            "$ref",
        ]
        var faults = schema.keys.filter { !known.contains($0) }.map { "\(place): the checker does not know \($0)" }
        if let reference = schema["$ref"] as? String {
            let name = reference.replacingOccurrences(of: "#/components/schemas/", with: "")
            let schemas = (document["components"] as? [String: Any])?["schemas"] as? [String: Any]
            guard let named = schemas?[name] as? [String: Any] else { return ["\(place): there is no schema \(name)"] }
            return self.faults(of: value, against: named, at: place)
        }
        if let forms = schema["anyOf"] as? [[String: Any]] {
            if !forms.contains(where: { self.faults(of: value, against: $0, at: place).isEmpty }) {
                faults.append("\(place): \(value) is none of its forms")
            }
            return faults
        }
        switch schema["type"] as? String {
        case "string": faults += textFaults(value, schema, place)
        case "integer":
            if !(value is NSNumber) || isTruth(value) || (value as? Double)?.rounded() != value as? Double {
                faults.append("\(place): \(value) is no whole number")
            }
        case "boolean": if !isTruth(value) { faults.append("\(place): \(value) is neither true nor false") }
        case "null": if !(value is NSNull) { faults.append("\(place): is not null") }
        case "array":
            guard let items = value as? [Any] else { return faults + ["\(place): is no list"] }
            let schema = schema["items"] as? [String: Any] ?? [:]
            for (index, item) in items.enumerated() {
                faults += self.faults(of: item, against: schema, at: "\(place)[\(index)]")
            }
        case "object": faults += objectFaults(value, schema, place)
        default: faults.append("\(place): the schema has no type")
        }
        return faults
    }

    private func isTruth(_ value: Any) -> Bool {
        guard let number = value as? NSNumber else { return false }
        // Foundation tells numbers and truths apart by this alone.
        return unsafe ["c", "B"].contains(String(cString: number.objCType))
    }

    private func textFaults(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let text = value as? String else { return ["\(place): \(value) is no text"] }
        if let words = schema["enum"] as? [String], !words.contains(text) {
            return ["\(place): \(text) is no such word"]
        }
        if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
            return ["\(place): \(text) is not of the form \(pattern)"]
        }
        return []
    }

    private func objectFaults(_ value: Any, _ schema: [String: Any], _ place: String) -> [String] {
        guard let object = value as? [String: Any] else { return ["\(place): is no object"] }
        guard let properties = schema["properties"] as? [String: [String: Any]] else { return [] }
        var faults: [String] = []
        for name in schema["required"] as? [String] ?? [] where object[name] == nil {
            faults.append("\(place): \(name) is missing")
        }
        for (name, member) in object {
            guard let schema = properties[name] else {
                faults.append("\(place): \(name) is not in the schema")
                continue
            }
            faults += self.faults(of: member, against: schema, at: "\(place).\(name)")
        }
        return faults
    }
}

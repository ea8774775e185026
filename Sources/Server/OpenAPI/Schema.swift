import ControlPlane

/// The form of a value, as OpenAPI 3.1 (JSON Schema 2020-12) says it.
indirect enum Schema: Sendable {
    /// Any text, or one of a form.
    case text(pattern: String? = nil)
    /// One of some words.
    case words([String])
    /// A whole number.
    case number
    /// True or false.
    case truth
    /// A list.
    case list(Schema)
    /// An object with these members, all of them there but the optional ones, and no others.
    case object([Member])
    /// A value, or null.
    case orNull(Schema)
    /// A schema of the document's components.
    case named(String)
    /// The document itself, whose form the OpenAPI specification says.
    case anyObject

    /// A member of an object.
    struct Member: Sendable {
        let name: String
        let schema: Schema
        var isOptional = false

        init(_ name: String, _ schema: Schema, optional: Bool = false) {
            self.name = name
            self.schema = schema
            isOptional = optional
        }

        /// The member, left optional where its part may be hidden.
        ///
        /// A member that the form does not have is shown to nobody, and stays required, so that a test finds it missing.
        func cut(by parts: [AnswerMember]) -> Member {
            guard let own = parts.first(where: { $0.name == name }) else { return self }
            switch own.part {
            case .always: return self
            case .groups: return Member(name, schema, optional: true)
            case .members(let parts): return Member(name, schema.cut(by: parts), optional: isOptional)
            }
        }
    }

    /// The schema with what may be hidden by the parts of a form left optional.
    fileprivate func cut(by parts: [AnswerMember]) -> Schema {
        switch self {
        case .list(let item): .list(item.cut(by: parts))
        case .orNull(let schema): .orNull(schema.cut(by: parts))
        case .object(let members): .object(members.map { $0.cut(by: parts) })
        case .text, .words, .number, .truth, .named, .anyObject: self
        }
    }

    /// An amount in dollars.
    static let amount = Schema.text(pattern: #"^-?[0-9]+\.[0-9]{2}$"#)
    /// A day.
    static let day = Schema.text(pattern: #"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"#)
    /// A moment, to the second.
    static let moment = Schema.text(pattern: #"^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"#)
    /// Any text.
    static let anyText = Schema.text()
    /// A list of texts.
    static let texts = Schema.list(.anyText)

    /// The public id of a kind of thing.
    static func id(_ prefix: Character, _ length: Int) -> Schema {
        .text(pattern: "^\(prefix)_[0-9a-hjkmnp-tv-z]{\(length)}$")
    }

    /// The words of an enumeration.
    static func words<Word: RawRepresentable<String> & CaseIterable>(of type: Word.Type) -> Schema {
        .words(type.allCases.map(\.rawValue))
    }

    /// The schema as JSON.
    var json: JSONValue {
        switch self {
        case .text(let pattern):
            .object([("type", .string("string"))] + (pattern.map { [("pattern", .string($0))] } ?? []))
        case .words(let words): .object([("type", .string("string")), ("enum", .texts(words))])
        case .number: .object([("type", .string("integer"))])
        case .truth: .object([("type", .string("boolean"))])
        case .list(let item): .object([("type", .string("array")), ("items", item.json)])
        case .object(let members):
            .object([
                ("type", .string("object")),
                ("properties", .object(members.map { ($0.name, $0.schema.json) })),
                ("required", .texts(members.filter { !$0.isOptional }.map(\.name))),
                ("additionalProperties", .bool(false)),
            ])
        case .orNull(let schema): .object([("anyOf", .array([schema.json, .object([("type", .string("null"))])]))])
        case .named(let name): .object([("$ref", .string("#/components/schemas/\(name)"))])
        case .anyObject: .object([("type", .string("object"))])
        }
    }
}

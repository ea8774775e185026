package import Access

/// A kind of answer: its members, and to which group of fields each belongs.
///
/// What somebody is shown of a thing is cut to these groups at one place, ``cut(_:to:)``. A member that the table of its form does
/// not have is shown to nobody. ``all`` has every form; `docs/fields.md` is printed from it.
package struct AnswerForm: Sendable {
    /// Its name.
    package let name: String
    /// Its members, in their order.
    package let members: [AnswerMember]
    /// The groups without which it would be half a sentence, so that it is not given at all.
    package let needed: FieldMask
    /// The groups that it has.
    package let groups: FieldMask
    private let rule: AnswerMember.Rule

    init(_ name: String, needs needed: [FieldGroup] = [], _ members: [AnswerMember]) {
        self.name = name
        self.members = members
        self.needed = FieldMask(needed)
        groups = members.reduce(FieldMask(needed)) { $0.union($1.groups) }
        rule = .init(members)
    }

    /// A row, with what a mask shows of it, and where it hides something, the groups that it hides.
    func cut(_ row: JSONValue, to fields: FieldMask) -> JSONValue {
        guard case .object(var members)? = rule.cut(row, to: fields) else { return .object([]) }
        let hidden = groups.subtracting(fields)
        if !hidden.isEmpty { members.append((Self.hiddenMember, .texts(hidden.groups.map(\.name)))) }
        return .object(members)
    }

    /// The member that names the groups which are hidden.
    package static let hiddenMember = "hidden"
}

/// A member of a kind of answer.
package struct AnswerMember: Sendable {
    /// Its name.
    package let name: String
    /// When it is shown.
    package let part: Part

    /// When a member is shown.
    package indirect enum Part: Sendable {
        /// To whoever sees the thing: ids that Recourse made, and what tells nothing but that the thing is there.
        case always
        /// To whom all of these groups are shown.
        case groups(FieldMask)
        /// An object, or a list of objects, of which each member has its own part.
        case members([AnswerMember])
    }

    /// The groups that it, or a member of it, belongs to.
    package var groups: FieldMask {
        switch part {
        case .always: []
        case .groups(let groups): groups
        case .members(let members): members.reduce([]) { $0.union($1.groups) }
        }
    }

    /// Whether whoever sees the thing is shown it, though perhaps not all members of it.
    package var isAlwaysThere: Bool {
        switch part {
        case .always, .members: true
        case .groups: false
        }
    }

    static func always(_ names: String...) -> [AnswerMember] { names.map { AnswerMember(name: $0, part: .always) } }

    static func of(_ group: FieldGroup, _ names: String...) -> [AnswerMember] {
        names.map { AnswerMember(name: $0, part: .groups(FieldMask([group]))) }
    }

    static func ofAll(_ groups: [FieldGroup], _ names: String...) -> [AnswerMember] {
        names.map { AnswerMember(name: $0, part: .groups(FieldMask(groups))) }
    }

    static func each(_ name: String, _ members: [AnswerMember]) -> [AnswerMember] {
        [AnswerMember(name: name, part: .members(members))]
    }

    /// A part by the names of members, so that each of thousands of rows is cut in time that grows with its members alone.
    fileprivate indirect enum Rule: Sendable {
        case always
        case groups(FieldMask)
        case members([String: Rule])

        init(_ members: [AnswerMember]) {
            self = .members(
                Dictionary(members.map { ($0.name, Rule($0.part)) }, uniquingKeysWith: { first, _ in first })
            )
        }

        private init(_ part: Part) {
            switch part {
            case .always: self = .always
            case .groups(let groups): self = .groups(groups)
            case .members(let members): self = Rule(members)
            }
        }

        /// What a mask shows of a value; nil when it shows nothing.
        func cut(_ value: JSONValue, to fields: FieldMask) -> JSONValue? {
            switch (self, value) {
            case (.always, _): return value
            case (.groups(let groups), _): return groups.isSubset(of: fields) ? value : nil
            case (.members(let rules), .object(let members)):
                return .object(
                    members.compactMap { name, value in
                        assert(rules[name] != nil, "\(name) is in no form")
                        return rules[name]?.cut(value, to: fields).map { (name, $0) }
                    }
                )
            case (.members, .array(let items)): return .array(items.compactMap { cut($0, to: fields) })
            case (.members, .null): return .null
            case (.members, .string), (.members, .number), (.members, .bool): return nil
            }
        }
    }
}

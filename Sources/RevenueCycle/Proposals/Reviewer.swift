/// The name of an account that acts: a user's, a service's or an agent's.
package struct PrincipalName: Hashable, Sendable {
    /// The name as the journal has it.
    package let text: String

    /// An account by its name.
    package init(_ text: String) { self.text = text }
}

/// The human being behind an account; the same for each of the accounts and keys that one human has.
package struct HumanID: Hashable, Sendable {
    /// The id, as the roster of accounts has it.
    package let text: String

    /// A human by their id.
    package init(_ text: String) { self.text = text }
}

/// The name of a role, as a policy and the roster of accounts spell it.
package struct RoleName: Hashable, Sendable {
    /// The name.
    package let text: String

    /// A role by its name.
    package init(_ text: String) { self.text = text }
}

extension HumanID: Comparable {
    package static func < (left: HumanID, right: HumanID) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension RoleName: Comparable {
    package static func < (left: RoleName, right: RoleName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

/// An account with what decides whether its word counts: the human behind it and its roles at some moment.
package struct Reviewer: Hashable, Sendable {
    /// The account.
    package var principal: PrincipalName
    /// The human behind it; nil for services and agents, which decide nothing.
    package var human: HumanID?
    /// The roles that it has.
    package var roles: Set<RoleName>

    /// An account, the human behind it and its roles.
    package init(principal: PrincipalName, human: HumanID?, roles: Set<RoleName>) {
        self.principal = principal
        self.human = human
        self.roles = roles
    }
}

extension Reviewer: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, principal.text)
        writer.text(2, human?.text)
        writer.texts(3, roles.sorted().map(\.text))
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var principal: String?
        self.init(principal: PrincipalName(""), human: nil, roles: [])
        while let field = try fields.next() {
            switch field.number {
            case 1: principal = field.text
            case 2: human = HumanID(field.text)
            case 3: roles.insert(RoleName(field.text))
            default: break
            }
        }
        self.principal = PrincipalName(try principal.required(1, of: "reviewer"))
    }
}

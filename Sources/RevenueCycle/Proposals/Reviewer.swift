/// An account with what decides whether its word counts: the human behind it and its roles at some moment.
package struct Reviewer: Hashable, Sendable {
    /// The account.
    package var principal: PrincipalID
    /// The human behind it; nil for services and agents, which decide nothing.
    package var human: HumanID?
    /// The roles that it has.
    package var roles: Set<Role>

    /// An account, the human behind it and its roles.
    package init(principal: PrincipalID, human: HumanID?, roles: Set<Role>) {
        self.principal = principal
        self.human = human
        self.roles = roles
    }
}

extension Reviewer: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, principal.rawValue)
        writer.text(2, human?.rawValue)
        writer.texts(3, roles.sorted().map(\.rawValue))
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var principal: String?
        self.init(principal: PrincipalID(""), human: nil, roles: [])
        while let field = try fields.next() {
            switch field.number {
            case 1: principal = field.text
            case 2: human = HumanID(field.text)
            // A role that only a later version knows counts for nothing here.
            case 3: if let role = Role(rawValue: field.text) { roles.insert(role) }
            default: break
            }
        }
        self.principal = PrincipalID(try principal.required(1, of: "reviewer"))
    }
}

/// What kind of author wrote a revision.
package enum AuthorKind: String, Hashable, Sendable, CaseIterable {
    /// A human at the hospital.
    case person
    /// A rule of the hospital, without a model.
    case rule
    /// A language model.
    case model
}

/// A rule or model by name and version.
package struct AuthorProgram: Hashable, Sendable {
    /// Its name.
    package var name: String
    /// Its version.
    package var version: String

    /// A program by name and version.
    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

/// Who wrote a revision of a proposal.
///
/// A human who has a rule or a model write is an author as much as one who writes, so that nobody approves what they had
/// written for them.
package struct ProposalAuthor: Hashable, Sendable {
    /// What kind of author it is.
    package var kind: AuthorKind
    /// The account under which it came.
    package var principal: PrincipalID
    /// The human who wrote it; of a program all on whose behalf it acted, or who answer for it.
    package var humans: Set<HumanID>
    /// The rule or model; nil for a person.
    package var program: AuthorProgram?

    private init(kind: AuthorKind, principal: PrincipalID, humans: Set<HumanID>, program: AuthorProgram?) {
        self.kind = kind
        self.principal = principal
        self.humans = humans
        self.program = program
    }

    /// A human under their account.
    package static func person(_ human: HumanID, principal: PrincipalID) -> ProposalAuthor {
        ProposalAuthor(kind: .person, principal: principal, humans: [human], program: nil)
    }

    /// A rule, and the humans on whose behalf it ran, if any.
    package static func rule(
        _ program: AuthorProgram,
        principal: PrincipalID,
        onBehalfOf humans: Set<HumanID> = []
    ) -> ProposalAuthor {
        ProposalAuthor(kind: .rule, principal: principal, humans: humans, program: program)
    }

    /// A model, and the humans on whose behalf it wrote, if any.
    package static func model(
        _ program: AuthorProgram,
        principal: PrincipalID,
        onBehalfOf humans: Set<HumanID> = []
    ) -> ProposalAuthor {
        ProposalAuthor(kind: .model, principal: principal, humans: humans, program: program)
    }
}

extension ProposalAuthor: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.choice(1, kind)
        writer.text(2, principal.rawValue)
        writer.texts(3, humans.sorted().map(\.rawValue))
        writer.text(4, program?.name)
        writer.text(5, program?.version)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var kind: AuthorKind?
        var principal: String?
        var humans: Set<HumanID> = []
        var name: String?
        var version: String?
        while let field = try fields.next() {
            switch field.number {
            case 1: kind = try field.choice(of: "author")
            case 2: principal = field.text
            case 3: humans.insert(HumanID(field.text))
            case 4: name = field.text
            case 5: version = field.text
            default: break
            }
        }
        self.init(
            kind: try kind.required(1, of: "author"),
            principal: PrincipalID(try principal.required(2, of: "author")),
            humans: humans,
            program: name.map { AuthorProgram(name: $0, version: version ?? "") }
        )
        guard (self.kind == .person) == (program == nil) else { throw DecodingFault(record: "author", field: 4) }
        guard self.kind != .person || humans.count == 1 else { throw DecodingFault(record: "author", field: 3) }
    }
}

package import Access
import Journal
package import RevenueCycle

/// What of a tenant a grant reaches beside its role; what is empty binds nothing.
package struct GrantBounds: Hashable, Sendable {
    /// The only facilities.
    package var facilities: Set<FacilityID>
    /// The only programs.
    package var programs: Set<ProgramID>
    /// The only payers, by the keys of their rules.
    package var payers: Set<PayerKey>
    /// The amount up to which it reaches.
    package var amountAtMost: Money?
    /// The sensitivities that it reaches beside those of the role.
    package var clearances: Set<Sensitivity>

    /// What a grant reaches.
    package init(
        facilities: Set<FacilityID> = [],
        programs: Set<ProgramID> = [],
        payers: Set<PayerKey> = [],
        amountAtMost: Money? = nil,
        clearances: Set<Sensitivity> = []
    ) {
        self.facilities = facilities
        self.programs = programs
        self.payers = payers
        self.amountAtMost = amountAtMost
        self.clearances = clearances
    }
}

/// One change of the roster, as its entry has it.
struct RosterChange: Hashable {
    let principal: PrincipalID
    let kind: Kind
    let reason: String

    enum Kind: Hashable {
        case add(human: HumanID?)
        case grant(Role, GrantBounds, until: Timestamp?)
        case revoke(Role)
        case end
        case issueKey(APIKeyID, digest: [UInt8], scopes: Set<Right>?, until: Timestamp)
        case endKey(APIKeyID, at: Timestamp?)
        case breakGlass(id: String, Set<SourcePatientID>, until: Timestamp)
        case endEmergency(id: String)
        case reviewEmergency(id: String, isJustified: Bool)
    }

    init(_ principal: PrincipalID, _ kind: Kind, reason: String) {
        self.principal = principal
        self.kind = kind
        self.reason = reason
    }

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.text(1, principal.rawValue)
        writer.text(2, reason)
        switch kind {
        case .add(let human):
            writer.text(3, "add")
            writer.text(4, human?.rawValue)
        case .grant(let role, let bounds, let until):
            writer.text(3, "grant")
            writer.text(5, role.rawValue)
            if let until { writer.signed(6, until.microsecondsSince1970) }
            writer.texts(7, bounds.facilities.sorted().map(\.rawValue))
            writer.texts(8, bounds.programs.sorted().map(\.rawValue))
            writer.texts(9, bounds.clearances.map(\.rawValue).sorted())
            writer.texts(14, bounds.payers.map(\.rawValue).sorted())
            if let amount = bounds.amountAtMost { writer.signed(15, amount.cents) }
        case .revoke(let role):
            writer.text(3, "revoke")
            writer.text(5, role.rawValue)
        case .end: writer.text(3, "end")
        case .issueKey(let key, let digest, let scopes, let until):
            writer.text(3, "issue key")
            writer.signed(6, until.microsecondsSince1970)
            writer.text(10, key.rawValue)
            writer.raw(11, digest)
            if let scopes { writer.texts(12, scopes.map(\.description).sorted()) }
            writer.flag(13, scopes != nil)
        case .endKey(let key, let time):
            writer.text(3, "end key")
            if let time { writer.signed(6, time.microsecondsSince1970) }
            writer.text(10, key.rawValue)
        case .breakGlass(let id, let patients, let until):
            writer.text(3, "break glass")
            writer.signed(6, until.microsecondsSince1970)
            writer.raw(16, patients.packed)
            writer.text(17, id)
        case .endEmergency(let id):
            writer.text(3, "end emergency")
            writer.text(17, id)
        case .reviewEmergency(let id, let isJustified):
            writer.text(3, "review emergency")
            writer.text(17, id)
            writer.flag(18, isJustified)
        }
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var principal = ""
        var reason = ""
        var word = ""
        var human: HumanID?
        var role: Role?
        var bounds = GrantBounds()
        var until: Timestamp?
        var key: APIKeyID?
        var digest: [UInt8] = []
        var scopes: Set<Right> = []
        var isScoped = false
        var patients: Set<SourcePatientID> = []
        var emergency = ""
        var isJustified = false
        while let field = try fields.next() {
            switch field.number {
            case 1: principal = field.text
            case 2: reason = field.text
            case 3: word = field.text
            case 4: human = HumanID(field.text)
            case 5: role = Role(rawValue: field.text)
            case 6: until = Timestamp(microsecondsSince1970: field.signed)
            case 7: bounds.facilities.insert(FacilityID(field.text))
            case 8: bounds.programs.insert(ProgramID(field.text))
            case 9: if let sensitivity = Sensitivity(rawValue: field.text) { bounds.clearances.insert(sensitivity) }
            case 10: key = APIKeyID(field.text)
            case 11: digest = Array(field.raw)
            // A right that is no more gives nothing, and takes nothing of the bound.
            case 12: if let right = Right(field.text) { scopes.insert(right) }
            case 13: isScoped = field.flag
            case 14: bounds.payers.insert(PayerKey(field.text))
            case 15: bounds.amountAtMost = Money(cents: field.signed)
            case 16:
                guard let packed = Set<SourcePatientID>(packed: field.raw) else {
                    throw DecodingFault(record: "change of the roster", field: 16)
                }
                patients = packed
            case 17: emergency = field.text
            case 18: isJustified = field.flag
            default: break
            }
        }
        let kind: Kind
        switch (word, role) {
        case ("add", _): kind = .add(human: human)
        case ("grant", let role?): kind = .grant(role, bounds, until: until)
        case ("revoke", let role?): kind = .revoke(role)
        case ("end", _): kind = .end
        case ("issue key", _):
            guard let key, let until else { throw DecodingFault(record: "change of the roster", field: 10) }
            kind = .issueKey(key, digest: digest, scopes: isScoped ? scopes : nil, until: until)
        case ("end key", _):
            guard let key else { throw DecodingFault(record: "change of the roster", field: 10) }
            kind = .endKey(key, at: until)
        case ("break glass", _):
            guard let until, !patients.isEmpty else { throw DecodingFault(record: "change of the roster", field: 16) }
            kind = .breakGlass(id: emergency, patients, until: until)
        case ("end emergency", _), ("review emergency", _):
            guard !emergency.isEmpty else { throw DecodingFault(record: "change of the roster", field: 17) }
            kind =
                word == "end emergency"
                ? .endEmergency(id: emergency) : .reviewEmergency(id: emergency, isJustified: isJustified)
        default: throw DecodingFault(record: "change of the roster", field: 3)
        }
        self.init(PrincipalID(principal), kind, reason: reason)
    }
}

package import Access
package import Journal
package import RevenueCycle

/// What somebody was shown.
package struct Look: Hashable, Sendable {
    /// Why.
    package var purpose: Purpose
    /// By what: a command, a page, a call.
    package var surface: String
    /// Which kinds of data.
    package var fields: FieldMask
    /// Whose data.
    package var patients: Set<SourcePatientID>
    /// How many things were shown of which it is not known whose they are.
    package var unnamed = 0
}

/// A look on record.
package struct RecordedLook: Hashable, Sendable {
    /// The position of its entry in the access journal.
    package let position: Position
    /// When it was recorded, which is before the answer was given.
    package let recorded: Timestamp
    /// Who looked.
    package let principal: String
    /// What they were shown.
    package let look: Look
}

extension Look: FieldEncodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, surface)
        writer.raw(3, patients.packed)
        writer.integer(4, UInt64(unnamed))
        writer.integer(5, UInt64(fields.rawValue))
    }

    /// Reads what an entry of the access journal has, whose purpose stands in its header.
    init(decoding bytes: [UInt8], purpose: String) throws(DecodingFault) {
        guard let purpose = Purpose(rawValue: purpose) else { throw DecodingFault(record: "look", field: 0) }
        self.init(purpose: purpose, surface: "", fields: [], patients: [])
        var reader = FieldReader(bytes)
        while let field = try reader.next() {
            switch field.number {
            case 1: surface = field.text
            case 2: fields = FieldMask(coarse: field.integer)
            case 3:
                guard let packed = Set<SourcePatientID>(packed: field.raw) else {
                    throw DecodingFault(record: "look", field: 3)
                }
                patients = packed
            case 4: unnamed = Int(truncatingIfNeeded: field.integer)
            case 5: fields = FieldMask(rawValue: UInt16(truncatingIfNeeded: field.integer))
            default: break
            }
        }
    }
}

extension FieldMask {
    /// What the four coarse groups stood for by which looks were told apart before there were the groups of today.
    fileprivate init(coarse bits: UInt64) {
        let coarse: [[FieldGroup]] = [
            [.identity, .recordNumbers, .coverageNumbers], [.amounts], [.clinicalCodes, .payerCodes], [.documentText],
        ]
        self.init(coarse.enumerated().filter { bits & 1 << UInt64($0.offset) != 0 }.flatMap(\.element))
    }
}

// Patients as entries name them: 16 bytes each, in their order.
extension Set<SourcePatientID> {
    /// All of them, one after the other.
    var packed: [UInt8] { sorted().flatMap { StreamID($0.value).bytes } }

    /// Those that bytes name; nil when the last is cut.
    init?(packed: some Collection<UInt8>) {
        self.init()
        var rest = packed[...]
        while !rest.isEmpty {
            guard let id = StreamID(bytes: Array(rest.prefix(16))) else { return nil }
            insert(SourcePatientID(id.value))
            rest = rest.dropFirst(16)
        }
    }
}

package import Journal
package import RevenueCycle

/// Why somebody looks at patients' data.
///
/// The first three are those for which the law needs no authorisation of the patient (45 CFR 164.506(c)).
package enum Purpose: String, CaseIterable, Sendable {
    /// Getting claims paid, and bills right.
    case payment
    /// Running the hospital: quality, training, audit of its own work.
    case operations
    /// Caring for the patient.
    case treatment
    /// Answering the patient, or whoever may ask for them.
    case patientRequest
    /// Finding out who looked at what and what left.
    case audit
    /// A court, a regulator, or the defence against a claim.
    case legal
}

/// Kinds of patients' data.
package struct FieldGroup: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Names, birth dates, and numbers that stand for a patient, an account or a claim.
    package static let identity = FieldGroup(rawValue: 1)
    /// Amounts, and who owes them.
    package static let money = FieldGroup(rawValue: 2)
    /// Procedures, and reasons and remarks of payers.
    package static let codes = FieldGroup(rawValue: 4)
    /// Bytes of documents.
    package static let documents = FieldGroup(rawValue: 8)

    /// The names of the groups.
    package var names: [String] {
        [(FieldGroup.identity, "identity"), (.money, "money"), (.codes, "codes"), (.documents, "documents")]
            .filter { contains($0.0) }.map(\.1)
    }
}

/// What somebody was shown.
package struct Look: Hashable, Sendable {
    /// Why.
    package var purpose: Purpose
    /// By what: a command, a page, a call.
    package var surface: String
    /// Which kinds of data.
    package var fields: FieldGroup
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
        writer.integer(2, UInt64(fields.rawValue))
        writer.raw(3, patients.sorted().flatMap { StreamID($0.value).bytes })
        writer.integer(4, UInt64(unnamed))
    }

    /// Reads what an entry of the access journal has, whose purpose stands in its header.
    init(decoding bytes: [UInt8], purpose: String) throws(DecodingFault) {
        guard let purpose = Purpose(rawValue: purpose) else { throw DecodingFault(record: "look", field: 0) }
        self.init(purpose: purpose, surface: "", fields: [], patients: [])
        var reader = FieldReader(bytes)
        while let field = try reader.next() {
            switch field.number {
            case 1: surface = field.text
            case 2: fields = FieldGroup(rawValue: UInt8(truncatingIfNeeded: field.integer))
            case 3:
                let packed = field.raw
                for start in stride(from: 0, to: packed.count, by: 16) {
                    guard let id = StreamID(bytes: packed[start..<min(start + 16, packed.count)]) else {
                        throw DecodingFault(record: "look", field: 3)
                    }
                    patients.insert(SourcePatientID(id.value))
                }
            case 4: unnamed = Int(truncatingIfNeeded: field.integer)
            default: break
            }
        }
    }
}

/// A payer as one document names it.
package struct PayerIdentity: Hashable, Sendable {
    /// The name as written (NM103, N102), when sent.
    package var name: String?
    /// Every identifier as written: NM109, N104, TRN03, REF*2U; the one shown comes first.
    package var ids: [String]
    /// The claim filing indicator (SBR09, CLP06), when sent.
    package var filingIndicator: String?

    /// A payer by what a document says of it.
    package init(name: String? = nil, ids: [String] = [], filingIndicator: String? = nil) {
        self.name = name
        self.ids = ids
        self.filingIndicator = filingIndicator
    }

    /// The name in upper-case letters and digits only, by which names are compared.
    package var normalizedName: String? { name.map(Self.normalize) }

    /// A name in upper-case letters and digits only.
    package static func normalize(_ name: String) -> String {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte - 32)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): bytes.append(byte)
            default: if byte >= 0x80 { bytes.append(byte) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether nothing is known that could tell this payer from another.
    package var isUnknown: Bool { ids.isEmpty && name == nil }
}

/// The place of a payer in the order of coverage (SBR01).
package enum CoverageSequence: UInt8, Hashable, Sendable, CaseIterable {
    case primary, secondary, tertiary, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, unknown

    private static let codes = ["P", "S", "T", "A", "B", "C", "D", "E", "F", "G", "H", "U"]

    /// The code of SBR01: P, S, T, A–H or U.
    package var code: String { Self.codes[Int(rawValue)] }

    /// Reads SBR01; nil for no such code.
    package init?(code: String) {
        guard let index = Self.codes.firstIndex(of: code) else { return nil }
        self.init(rawValue: UInt8(index))
    }

    /// The place after this one; an unknown place is followed by an unknown one.
    package var next: CoverageSequence { CoverageSequence(rawValue: min(rawValue + 1, 11)) ?? .unknown }
}

extension CoverageSequence: Comparable {
    package static func < (left: CoverageSequence, right: CoverageSequence) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// A patient as one document names them; never shown without a right to it.
package struct PatientIdentity: Hashable, Sendable {
    /// Family name (NM103).
    package var familyName: String?
    /// Given name (NM104).
    package var givenName: String?
    /// Birth date (DMG02).
    package var birthDate: CalendarDate?
    /// The member or subscriber number (NM109 with MI).
    package var memberID: String?
    /// The provider's medical record number (REF*EA).
    package var medicalRecordNumber: String?

    /// A patient by what a document says.
    package init(
        familyName: String? = nil,
        givenName: String? = nil,
        birthDate: CalendarDate? = nil,
        memberID: String? = nil,
        medicalRecordNumber: String? = nil
    ) {
        self.familyName = familyName
        self.givenName = givenName
        self.birthDate = birthDate
        self.memberID = memberID
        self.medicalRecordNumber = medicalRecordNumber
    }
}

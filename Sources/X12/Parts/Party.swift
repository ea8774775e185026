/// A person or organisation and how it is identified: NM1 or N1 with the REF and PRV that follow in its loop.
public struct Party: Hashable, Sendable {
    /// Whose loop of the guide it stands in, such as `2310B`.
    public internal(set) var loop: String = ""
    /// What it is to the transaction (NM101, N101), such as `85`, billing provider.
    public internal(set) var entityIdentifier: String = ""
    /// `1` person, `2` organisation (NM102); empty in N1.
    public internal(set) var entityType: String = ""
    /// Last name or organisation (NM103, N102).
    public internal(set) var name: String = ""
    /// First name (NM104).
    public internal(set) var firstName: String = ""
    /// Middle name (NM105).
    public internal(set) var middleName: String = ""
    /// Name suffix (NM107).
    public internal(set) var suffix: String = ""
    /// What kind of id it is (NM108, N103), such as `XX` for an NPI or `MI` for a member id.
    public internal(set) var idQualifier: String = ""
    /// The id (NM109, N104).
    public internal(set) var id: String = ""
    /// Taxonomy code (PRV03); empty when none was sent.
    public internal(set) var taxonomy: String = ""
    /// The REF segments of its loop.
    public internal(set) var references: [Reference] = []
    /// Its segments in the file.
    public internal(set) var source: Source = Source()

    /// The National Provider Identifier, when it is identified by one (NM108 or N103 `XX`).
    public var npi: String? { idQualifier == "XX" && !id.isEmpty ? id : nil }
    /// The tax id (REF*EI, REF*TJ or REF*SY; in N1 also qualifier `FI`), when sent.
    public var taxID: String? {
        references.value("EI") ?? references.value("TJ") ?? references.value("SY")
            ?? (idQualifier == "FI" || idQualifier == "24" ? id : nil)
    }
}

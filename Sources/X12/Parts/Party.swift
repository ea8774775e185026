/// A person or organisation and how it is identified: NM1 or N1 with the REF and PRV that follow in its loop.
public struct Party: SetPart {
    let records: SetRecords
    private let place: Int

    /// The party at a place of what was read.
    public init(_ records: SetRecords, _ place: Int) { (self.records, self.place) = (records, place) }

    private var record: PartyRecord { records.arena.parties[place] }

    /// Whose loop of the guide it stands in, such as `2310B`.
    public var loop: String { LoopMatcher.loopID(record.loop) }
    /// What it is to the transaction (NM101, N101), such as `85`, billing provider.
    public var entityIdentifier: String { records.text(record.entityIdentifier) }
    /// `1` person, `2` organisation (NM102); empty in N1.
    public var entityType: String { records.text(record.entityType) }
    /// Last name or organisation (NM103, N102).
    public var name: String { records.text(record.name) }
    /// First name (NM104).
    public var firstName: String { records.text(record.firstName) }
    /// Middle name (NM105).
    public var middleName: String { records.text(record.middleName) }
    /// Name suffix (NM107).
    public var suffix: String { records.text(record.suffix) }
    /// What kind of id it is (NM108, N103), such as `XX` for an NPI or `MI` for a member id.
    public var idQualifier: String { records.text(record.idQualifier) }
    /// The id (NM109, N104).
    public var id: String { records.text(record.id) }
    /// Taxonomy code (PRV03); empty when none was sent.
    public var taxonomy: String { records.text(record.taxonomy) }
    /// The REF segments of its loop.
    public var references: RecordList<Reference> { records.list(record.references) }
    /// Its segments in the file.
    public var source: Source { records.source(record.source) }

    /// The National Provider Identifier, when it is identified by one (NM108 or N103 `XX`).
    public var npi: String? { isIdentified(by: "XX") && !record.id.isEmpty ? id : nil }
    /// The tax id (REF*EI, REF*TJ or REF*SY; in N1 also qualifier `FI`), when sent.
    public var taxID: String? {
        references.value("EI") ?? references.value("TJ") ?? references.value("SY")
            ?? (isIdentified(by: "FI") || isIdentified(by: "24") ? id : nil)
    }

    /// Whether NM108 or N103 is that.
    private func isIdentified(by qualifier: String) -> Bool { records.has(qualifier, at: record.idQualifier) }

    /// Whether NM101 or N101 is that.
    func isEntity(_ identifier: String) -> Bool { records.has(identifier, at: record.entityIdentifier) }
}

/// What a ``Party`` is read into.
struct PartyRecord: BitwiseCopyable, Sendable {
    /// The loop's id, packed.
    var loop: UInt64
    var entityIdentifier: TextPlace
    var entityType = TextPlace.none
    var name: TextPlace
    var firstName = TextPlace.none
    var middleName = TextPlace.none
    var suffix = TextPlace.none
    var idQualifier: TextPlace
    var id: TextPlace
    var taxonomy = TextPlace.none
    var references = Run()
    var source: SourcePlace
}

extension RecordArena {
    /// Takes in a segment that describes a party: REF, PRV.
    mutating func describe(_ party: Int, _ reader: inout SegmentReader) {
        if reader.id == .ref {
            references.add(reader.reference(), to: &parties[party].references)
        } else if reader.id == .prv {
            parties[party].taxonomy = reader.text(3)
        }
        parties[party].source.extend(to: reader.place)
    }

    /// Takes in a segment of the loop of a party that comes at most once; returns its place, negative for none.
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, into party: Int32) -> Int32 {
        if match.opens { return Int32(truncatingIfNeeded: parties.add(reader.party(in: match.code))) }
        if party >= 0 { describe(Int(party), &reader) }
        return party
    }

    /// Takes in a segment of the loop of one party of a run; returns the run with it.
    @inline(__always)
    mutating func take(_ match: LoopMatcher.Match, _ reader: inout SegmentReader, into run: Run) -> Run {
        var run = run
        if match.opens {
            parties.add(reader.party(in: match.code), to: &run)
        } else if !run.isEmpty {
            describe(run.last, &reader)
        }
        return run
    }
}

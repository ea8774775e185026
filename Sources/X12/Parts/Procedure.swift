/// A procedure, drug or service by code: the medical procedure composite (C003) of SV1, SV2, SV3, SVC and SVD.
public struct Procedure: Sendable {
    private let records: SetRecords
    private let record: ProcedureRecord

    init(_ records: SetRecords, _ record: ProcedureRecord) { (self.records, self.record) = (records, record) }

    /// The procedure, nil when none was sent.
    init?(_ records: SetRecords, ifSent record: ProcedureRecord) {
        guard record.wasSent else { return nil }
        self.init(records, record)
    }

    /// The code list (component 1), such as `HC` for HCPCS, `NU` for revenue codes, `N4` for NDC.
    public var qualifier: String { records.text(record.qualifier) }
    /// The code (component 2).
    public var code: String { records.text(record.code) }
    /// Up to four modifiers in order (components 3 to 6), without empty ones.
    public var modifiers: [String] {
        let (first, second, third, fourth) = record.modifiers
        // Most have none, which needs no memory.
        if first.isEmpty && second.isEmpty && third.isEmpty && fourth.isEmpty { return [] }
        return [first, second, third, fourth].filter { !$0.isEmpty }.map(records.text)
    }
    /// Words (component 7).
    public var description: String { records.text(record.description) }
}

/// What a ``Procedure`` is read into.
struct ProcedureRecord: BitwiseCopyable, Sendable {
    var wasSent = false
    var qualifier = TextPlace.none
    var code = TextPlace.none
    var modifiers = (TextPlace.none, TextPlace.none, TextPlace.none, TextPlace.none)
    var description = TextPlace.none
}

package import Journal
import RevenueCycle

/// Public ids: keyed hashes of the earliest fact that names a thing, so that every store with the same id key gives the
/// same ones, and nobody can make one from a patient's number.
package enum PublicID {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// The keyed hash of a fact.
    static func bytes(of fact: FactID, journal: TenantJournal) -> [UInt8] {
        var input = fact.body.bytes
        for shift in stride(from: 24, through: 0, by: -8) {
            input.append(UInt8(truncatingIfNeeded: fact.ordinal >> UInt32(shift)))
        }
        return Array(journal.publicID("fact", input).prefix(10))
    }

    /// The id of a claim whose earliest fact is given: `c_` and 16 letters and digits.
    static func claim(_ fact: FactID?, journal: TenantJournal) -> String { text("c_", fact, journal) }

    /// The id of an account: `a_` and 16 letters and digits.
    static func account(_ fact: FactID?, journal: TenantJournal) -> String { text("a_", fact, journal) }

    /// The id of a finding of a claim: `f_` and 16 letters and digits.
    static func finding(_ finding: Finding, of claim: String, journal: TenantJournal) -> String {
        let parts =
            [claim, finding.kind.rawValue, finding.category?.rawValue ?? "", finding.nextStep.rawValue]
            + finding.codes + [""] + finding.lines
        let hash = journal.publicID("finding", Array(parts.joined(separator: "\u{1F}").utf8))
        return "f_" + encode(Array(hash.prefix(10)))
    }

    /// The id of a payment: `r_` and 16 letters and digits.
    static func remittance(_ payment: BodyHash, journal: TenantJournal) -> String {
        "r_" + encode(Array(journal.publicID("payment", payment.bytes).prefix(10)))
    }

    /// The id of a source patient: `p_` and 26 letters and digits.
    static func patient(_ patient: SourcePatientID) -> String { "p_" + letters(patient.value) }

    /// The source patient that an id names; nil when it is no such id.
    static func patient(_ id: some StringProtocol) -> SourcePatientID? {
        value(of: id, "p_").map { SourcePatientID($0) }
    }

    /// The id of an effect: `e_` and 26 letters and digits.
    package static func effect(_ stream: StreamID) -> String { "e_" + letters(stream.value) }

    /// The stream of the effect that an id names; nil when it is no such id.
    static func effect(_ id: some StringProtocol) -> StreamID? { value(of: id, "e_").map { StreamID($0) } }

    /// The id of a proposal: `o_` and 26 letters and digits.
    static func proposal(_ stream: StreamID) -> String { "o_" + letters(stream.value) }

    /// The stream of the proposal that an id names; nil when it is no such id.
    static func proposal(_ id: some StringProtocol) -> StreamID? { value(of: id, "o_").map { StreamID($0) } }

    /// What a proposal is about, by the public id of a claim, account or patient; nil when it is no such id.
    static func subject(_ id: String) -> ProposalSubject? {
        if let patient = patient(id) { return .person(patient) }
        guard let bytes = parse(id) else { return nil }
        let record = RecordID(bytes: bytes)
        return id.hasPrefix("c_") ? .claim(record) : .account(record)
    }

    /// The public id of what a proposal is about.
    static func subject(_ subject: ProposalSubject) -> String {
        switch subject {
        case .claim(let record): "c_" + encode(record.value)
        case .account(let record): "a_" + encode(record.value)
        case .person(let patient): Self.patient(patient)
        }
    }

    /// The id of a webhook: `w_` and 26 letters and digits.
    static func webhook(_ stream: StreamID) -> String { "w_" + letters(stream.value) }

    /// The stream of the webhook that an id names; nil when it is no such id.
    static func webhook(_ id: some StringProtocol) -> StreamID? { value(of: id, "w_").map { StreamID($0) } }

    /// The id of a case: `k_` and 26 letters and digits.
    static func workCase(_ stream: StreamID) -> String { "k_" + letters(stream.value) }

    /// The stream of the case that an id names; nil when it is no such id.
    static func workCase(_ id: some StringProtocol) -> StreamID? { value(of: id, "k_").map { StreamID($0) } }

    /// The stream of the case that a claim's findings of one cause open: the same whoever finds them first.
    static func caseStream(of claim: String, _ cause: CaseCause, journal: TenantJournal) -> StreamID {
        let parts = [claim, cause.kind.rawValue, cause.category?.rawValue ?? "", cause.code ?? ""]
        let hash = journal.publicID("case", Array(parts.joined(separator: "\u{1F}").utf8))
        return StreamID(hash.prefix(16).reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// What a case is about, by the public id of a claim, account, patient or remittance; nil when it is no such id.
    static func caseSubject(_ id: String) -> CaseSubject? {
        if id.hasPrefix("r_") { return parse("c_" + id.dropFirst(2)).map { .remittance(RecordID(bytes: $0)) } }
        switch subject(id) {
        case .claim(let record): return .claim(record)
        case .account(let record): return .account(record)
        case .person(let patient): return .person(patient)
        case nil: return nil
        }
    }

    /// The public id of what a case is about.
    static func subject(_ subject: CaseSubject) -> String {
        switch subject {
        case .claim(let record): self.subject(ProposalSubject.claim(record))
        case .account(let record): self.subject(ProposalSubject.account(record))
        case .person(let patient): self.subject(ProposalSubject.person(patient))
        case .remittance(let record): "r_" + encode(record.value)
        }
    }

    /// The id of a place of a document: `s_`, 26 letters and digits, and the bytes from and up to which it goes.
    static func span(_ span: Span) -> String {
        "s_\(letters(span.document.stream.value))-\(span.start)-\(span.end)"
    }

    /// The place that an id names; nil when it is no such id.
    static func span(_ id: some StringProtocol) -> Span? {
        let parts = id.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let document = value(of: parts[0], "s_"), let start = UInt64(parts[1]),
            let end = UInt64(parts[2]), start < end
        else { return nil }
        return Span(document: BodyHash(StreamID(document)), start: start, end: end)
    }

    /// 26 letters and digits that stand for a value.
    static func letters(_ value: UInt128) -> String {
        let letters = (0..<26).map { alphabet[Int(truncatingIfNeeded: value >> UInt128(5 * (25 - $0))) & 31] }
        return String(decoding: letters, as: UTF8.self)
    }

    private static func value(of id: some StringProtocol, _ prefix: String) -> UInt128? {
        guard id.hasPrefix(prefix), id.utf8.count == 28 else { return nil }
        var value: UInt128 = 0
        for byte in id.utf8.dropFirst(2) {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return value
    }

    /// The bytes that a claim's or account's id stands for; nil when it is no such id.
    static func parse(_ id: some StringProtocol) -> [UInt8]? {
        guard id.hasPrefix("c_") || id.hasPrefix("a_"), id.utf8.count == 18 else { return nil }
        var value: UInt128 = 0
        for byte in id.utf8.dropFirst(2) {
            guard let digit = alphabet.firstIndex(of: byte) else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return (0..<10).map { UInt8(truncatingIfNeeded: value >> UInt128(8 * (9 - $0))) }
    }

    private static func text(_ prefix: String, _ fact: FactID?, _ journal: TenantJournal) -> String {
        guard let fact else { return prefix + "unknown" }
        return prefix + encode(bytes(of: fact, journal: journal))
    }

    private static func encode(_ bytes: [UInt8]) -> String { encode(bytes.reduce(0) { $0 << 8 | UInt128($1) }) }

    private static func encode(_ value: UInt128) -> String {
        let letters = (0..<16).map { alphabet[Int(truncatingIfNeeded: value >> UInt128(5 * (15 - $0))) & 31] }
        return String(decoding: letters, as: UTF8.self)
    }
}

extension RecordID {
    /// The record of the bytes of a public id.
    init(bytes: [UInt8]) { self.init(bytes.reduce(0) { $0 << 8 | UInt128($1) }) }
}

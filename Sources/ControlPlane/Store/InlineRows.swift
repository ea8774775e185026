import Journal
import RevenueCycle

extension ControlPlane {
    /// Gives each row of a table that is kept and not forgotten to `body`, by id, with its payload.
    func eachRow(of table: RowTable, _ body: (StreamID, [UInt8]) throws -> Void) throws {
        var last: StreamID?
        while case let rows = try journal.rows(table: table.rawValue, after: last), let end = rows.last {
            for row in rows { if let payload = row.payload { try body(row.id, payload) } }
            last = end.id
        }
    }
}

/// The inline row of a claim file.
enum ClaimFileRow {
    static func row(_ stream: StreamID, group: StreamID, subject: SubjectID, state: ClaimFile) -> InlineRow {
        InlineRow(
            table: RowTable.claimFile.rawValue,
            id: stream,
            group: group,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .claims,
            payload: state.encoded()
        )
    }
}

/// The inline row of a payment.
enum PaymentRow {
    static func row(_ payment: BodyHash, subject: SubjectID, state: Payment) -> InlineRow {
        InlineRow(
            table: RowTable.payment.rawValue,
            id: payment.stream,
            group: payment.stream,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .claims,
            payload: state.encoded()
        )
    }
}

/// The inline row of a source patient's links.
enum PatientLinksRow {
    static func row(_ patient: SourcePatientID, state: PatientLinks) -> InlineRow {
        InlineRow(
            table: RowTable.patientLinks.rawValue,
            id: StreamID(patient.value),
            group: StreamID(patient.value),
            evolveVersion: ReadingVersion.current,
            subject: SubjectID(patient.value),
            retention: .claims,
            payload: state.encoded()
        )
    }
}

/// The inline row of a document: its name and address.
struct DocumentRow {
    /// The document's address in the evidence store.
    var evidence: [UInt8]
    /// The name that it came under.
    var name: String
    /// How many transactions were read from it.
    var transactions: Int

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.raw(1, evidence)
        writer.text(2, name)
        writer.integer(3, UInt64(transactions))
        return writer.bytes
    }

    init(evidence: [UInt8], name: String, transactions: Int) {
        self.evidence = evidence
        self.name = name
        self.transactions = transactions
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        self.init(evidence: [], name: "", transactions: 0)
        var fields = FieldReader(bytes)
        while let field = try fields.next() {
            switch field.number {
            case 1: evidence = field.raw
            case 2: name = field.text
            case 3: transactions = Int(truncatingIfNeeded: field.integer)
            default: break
            }
        }
    }

    /// The stream that the document's address names.
    var stream: StreamID { (BodyHash(evidence) ?? BodyHash(high: 0, low: 0)).stream }

    func row() -> InlineRow {
        InlineRow(
            table: RowTable.document.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: BodyHash(stream).subject,
            retention: .claims,
            payload: encoded()
        )
    }
}

/// The inline row of something that could not be read well enough to count.
struct HeldReadingRow: Hashable {
    /// The document's name.
    var file: String
    /// The set control number (ST02).
    var transaction: String
    /// The provider's number of the account, when it is of one claim.
    var patientControlNumber: String?
    /// Why.
    var reason: String
    /// Where.
    var place: String
    /// The bytes that are held.
    var span: Span
    /// Why it is held no more; nil while it is.
    var released: String?
    /// Whether it can count once a person releases it: it was read, but lacks its end or has another's.
    var isReadable: Bool

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.text(1, file)
        writer.text(2, transaction)
        writer.text(3, patientControlNumber)
        writer.text(4, reason)
        writer.text(5, place)
        writer.value(6, span)
        writer.text(7, released)
        writer.flag(8, isReadable)
        return writer.bytes
    }

    init(
        file: String,
        transaction: String,
        patientControlNumber: String?,
        reason: String,
        place: String,
        span: Span,
        isReadable: Bool
    ) {
        self.file = file
        self.transaction = transaction
        self.patientControlNumber = patientControlNumber
        self.reason = reason
        self.place = place
        self.span = span
        self.isReadable = isReadable
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        file = ""
        transaction = ""
        reason = ""
        place = ""
        span = Span(document: BodyHash(high: 0, low: 0), start: 0, end: 0)
        isReadable = false
        while let field = try fields.next() {
            switch field.number {
            case 1: file = field.text
            case 2: transaction = field.text
            case 3: patientControlNumber = field.text
            case 4: reason = field.text
            case 5: place = field.text
            case 6: span = try field.value(Span.self)
            case 7: released = field.text
            case 8: isReadable = field.flag
            default: break
            }
        }
    }

    /// The stream of what is held of a transaction: of the whole at ordinal 0, of its claims from 1.
    ///
    /// It lies beyond the ordinals that facts have.
    static func stream(of body: BodyHash, ordinal: Int) -> StreamID {
        FactID(body: body, ordinal: UInt32(1_000_000 + ordinal)).stream
    }

    func row(_ stream: StreamID) -> InlineRow {
        InlineRow(
            table: RowTable.heldReading.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: span.document.subject,
            retention: .claims,
            payload: encoded()
        )
    }
}

/// The inline row of an answer about a batch.
struct BatchAnswerRow {
    /// The numbers that it quotes.
    let target: [String]
    /// The answer.
    let answer: Acknowledgement

    init(target: [String], answer: Acknowledgement) {
        self.target = target
        self.answer = answer
    }

    func encoded() -> [UInt8] {
        var writer = FieldWriter()
        writer.value(1, answer)
        writer.texts(2, target)
        return writer.bytes
    }

    init(decoding bytes: [UInt8]) throws(DecodingFault) {
        var fields = FieldReader(bytes)
        var answer: Acknowledgement?
        var target: [String] = []
        while let field = try fields.next() {
            if field.number == 1 { answer = try field.value(Acknowledgement.self) }
            if field.number == 2 { target.append(field.text) }
        }
        guard let answer else { throw DecodingFault(record: "batch answer", field: 1) }
        self.init(target: target, answer: answer)
    }

    /// The blind key of quoted numbers.
    static func index(of target: [String], _ keys: FactKeys) -> BlindIndex {
        keys.journal.blindIndex(space: KeySpace.batchTransactions.rawValue, parts: target.map { Array($0.utf8) })
    }

    static func row(_ stream: StreamID, subject: SubjectID, payload: [UInt8]) -> InlineRow {
        InlineRow(
            table: RowTable.batchAnswer.rawValue,
            id: stream,
            group: stream,
            evolveVersion: ReadingVersion.current,
            subject: subject,
            retention: .claims,
            payload: payload
        )
    }
}

package import RevenueCycle
package import X12

/// Reads the transactions of an X12 document into facts.
package struct TransactionReader {
    private let bytes: [UInt8]
    private let file: String
    private let document: BodyHash
    private let hash: ([UInt8]) -> BodyHash

    /// A reader of a document.
    ///
    /// - Parameters:
    ///   - bytes: the document.
    ///   - file: the name that reports give it.
    ///   - document: its address in the evidence store.
    ///   - hash: hashes a canonical body.
    package init(_ bytes: [UInt8], file: String, document: BodyHash, hash: @escaping ([UInt8]) -> BodyHash) {
        self.bytes = bytes
        self.file = file
        self.document = document
        self.hash = hash
    }

    /// Reads the document transaction by transaction, in file order, and returns what was noticed of its envelope.
    ///
    /// - Parameter body: called for each transaction; a throw ends the reading.
    /// - Returns: what was noticed of the envelope.
    /// - Throws: what `body` throws.
    package func read<Failure: Error>(
        _ body: (ReadTransaction) throws(Failure) -> Void
    ) throws(Failure) -> [Diagnostic] {
        var envelope = EnvelopeReader(bytes)
        var diagnostics: [Diagnostic] = []
        var interchange: InterchangeHeader?
        while let event = envelope.next() {
            let noticed = envelope.takeDiagnostics()
            diagnostics += noticed
            switch event {
            case .interchangeStart(let header): interchange = header
            case .acknowledgement(let answer):
                if let header = interchange { try body(read(answer, in: header)) }
            case .transactionSet(let set): try body(read(set, noticed: noticed))
            case .groupStart, .groupEnd, .interchangeEnd: break
            }
        }
        return diagnostics + envelope.takeDiagnostics()
    }

    private func read(_ set: TransactionSet, noticed: [Diagnostic]) -> ReadTransaction {
        var canonical: [UInt8] = []
        set.appendCanonicalBody(from: bytes, to: &canonical)
        let body = hash(canonical)
        let reading = set.read(from: bytes)
        let facts = FactReader(body: body, document: document, set: set, file: file, hash: hash)
        var held: [HeldReading] = []
        let content: ReadTransaction.Content
        switch reading.content {
        case .claims(let submission): content = .claims(facts.submissions(of: submission, held: &held))
        case .remittance(let remittance): content = .remittance(facts.remittance(remittance, held: &held))
        case .claimAcknowledgement(let answer): content = .answers(facts.answers(of: answer))
        case .claimStatus(let answer): content = .answers(facts.answers(of: answer))
        case .implementationAcknowledgement(let answer): content = .batchAnswers(facts.answers(of: answer))
        case .other: content = .nothing
        }
        return ReadTransaction(
            body: body,
            setControlNumber: set.controlNumber,
            batch: facts.batch(originatorReference: nil),
            content: content,
            damage: damage(of: set),
            heldClaims: held,
            diagnostics: noticed + reading.diagnostics,
            span: facts.span(set.bytes)
        )
    }

    /// Why nothing of a damaged transaction may count: it has no SE, or an SE of another.
    private func damage(of set: TransactionSet) -> HeldReading? {
        let place =
            "interchange \(set.interchange.controlNumber), group \(set.group?.controlNumber ?? "none"), transaction "
            + "\(set.controlNumber), line \(set.firstLine), byte \(set.bytes.lowerBound)"
        if !set.isComplete {
            return HeldReading(
                reason: "The transaction ends without its SE segment, so that part of it may be missing.",
                place: place,
                patientControlNumber: nil
            )
        }
        if !set.controlNumbersAgree {
            return HeldReading(
                reason: "ST02 and SE02 differ, so that the transaction may be made of two.",
                place: place,
                patientControlNumber: nil
            )
        }
        return nil
    }

    private func read(_ answer: InterchangeAcknowledgement, in header: InterchangeHeader) -> ReadTransaction {
        let said = [
            "TA1", header.receiver, answer.controlNumber, answer.date?.description ?? "", answer.time,
            answer.acknowledgement, answer.noteCode,
        ]
        let body = hash(Array(said.joined(separator: "*").utf8))
        let span = Span(
            document: document,
            start: UInt64(answer.source.start),
            end: UInt64(max(answer.source.start, answer.source.end))
        )
        let fact = Acknowledgement(
            id: FactID(body: body, ordinal: 0),
            source: .interchange,
            date: (header.date ?? answer.date).flatMap(CalendarDate.init),
            category: answer.acknowledgement,
            status: answer.noteCode,
            span: span
        )
        let key = BatchReference.interchangeKey(sender: header.receiver, controlNumber: answer.controlNumber)
        return ReadTransaction(
            body: body,
            setControlNumber: "",
            batch: BatchReference(),
            content: .batchAnswers([BatchAnswer(target: .interchange(key), acknowledgement: fact)]),
            damage: nil,
            heldClaims: [],
            diagnostics: [],
            span: span
        )
    }
}

extension CalendarDate {
    /// The day that X12 states.
    init?(_ date: X12Date) { self.init(year: date.year, month: date.month, day: date.day) }
}

extension Money {
    /// The amount that X12 states.
    init(_ amount: Amount) { self.init(cents: amount.cents) }
}

extension String {
    /// The text, or nil where X12 sent none.
    var sent: String? { isEmpty ? nil : self }
}

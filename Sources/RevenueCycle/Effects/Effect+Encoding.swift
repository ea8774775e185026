extension EffectEvent {
    /// The number by which the journal knows the type.
    package var type: UInt16 {
        switch self {
        case .requested: 90
        case .started: 91
        case .attemptFailed: 92
        case .delivered: Self.deliveredType
        case .refused: 94
        case .outcomeUnknown: 95
        case .resolved: 96
        case .receiptCame: 97
        }
    }

    /// The type of an effect that was delivered.
    package static let deliveredType: UInt16 = 93

    /// The version of the payload's form.
    package static let schema: UInt16 = 1

    /// The types that belong to effects.
    package static let types: ClosedRange<UInt16> = 90...97

    /// The event's payload.
    package func encoded() -> [UInt8] {
        var writer = FieldWriter()
        switch self {
        case .requested(let request): writer.value(1, request)
        case .started(let attempt): writer.text(1, attempt.name)
        case .attemptFailed(let attempt, let reason):
            writer.text(1, attempt.name)
            writer.text(2, reason)
        case .delivered(let reference): writer.text(1, reference)
        case .refused(let reason), .outcomeUnknown(let reason): writer.text(2, reason)
        case .resolved(let resolution, let reason):
            writer.text(1, resolution.rawValue)
            writer.text(2, reason)
        case .receiptCame(let receipt): writer.value(1, receipt)
        }
        return writer.bytes
    }

    /// Reads the event of a type from its payload.
    ///
    /// - Throws: ``DecodingFault`` when the type is not of an effect, the payload is no such event, or a newer version of this
    ///   program wrote it.
    package init(type: UInt16, schema: UInt16, payload: [UInt8]) throws(DecodingFault) {
        guard schema == Self.schema else { throw DecodingFault(record: "effect of schema \(schema)", field: 0) }
        var fields = FieldReader(payload)
        var first: FieldReader.Field?
        var reason = ""
        while let field = try fields.next() {
            if field.number == 1 { first = field }
            if field.number == 2 { reason = field.text }
        }
        switch (type, first) {
        case (90, let first?): self = .requested(try first.value(EffectRequest.self))
        case (91, let first?): self = .started(EffectAttempt(name: first.text))
        case (92, let first?): self = .attemptFailed(EffectAttempt(name: first.text), reason: reason)
        case (93, _): self = .delivered(reference: first?.text)
        case (94, _): self = .refused(reason: reason)
        case (95, _): self = .outcomeUnknown(reason: reason)
        case (96, let first?):
            guard let resolution = EffectResolution(rawValue: first.text) else {
                throw DecodingFault(record: "effect", field: 1)
            }
            self = .resolved(resolution, reason: reason)
        case (97, let first?): self = .receiptCame(try first.value(EffectReceipt.self))
        default: throw DecodingFault(record: "effect", field: Int(type))
        }
    }
}

extension EffectRequest: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, approval.kind)
        writer.hash(2, BodyHash(approval.stream))
        writer.raw(3, approval.contentHash)
        writer.text(4, destination)
        writer.integer(5, destinationEntry)
        writer.raw(6, content.evidence)
        writer.raw(7, content.digest)
        writer.text(8, content.mediaType)
        writer.text(9, content.fileExtension)
        for patient in patients { writer.hash(10, BodyHash(patient.value)) }
        writer.text(11, purpose)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        self.init(
            approval: EffectApproval(kind: "", stream: 0, contentHash: []),
            destination: "",
            destinationEntry: 0,
            content: EffectContent(evidence: [], digest: [], mediaType: "", fileExtension: ""),
            patients: [],
            purpose: ""
        )
        var fields = reader
        while let field = try fields.next() {
            switch field.number {
            case 1: approval.kind = field.text
            case 2: approval.stream = field.hash.value
            case 3: approval.contentHash = field.raw
            case 4: destination = field.text
            case 5: destinationEntry = field.integer
            case 6: content.evidence = field.raw
            case 7: content.digest = field.raw
            case 8: content.mediaType = field.text
            case 9: content.fileExtension = field.text
            case 10: patients.append(SourcePatientID(field.hash.value))
            case 11: purpose = field.text
            default: break
            }
        }
    }
}

extension EffectReceipt: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.text(1, outcome.rawValue)
        writer.raw(2, bytes)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var outcome: Outcome?
        var bytes: [UInt8] = []
        while let field = try fields.next() {
            if field.number == 1 { outcome = Outcome(rawValue: field.text) }
            if field.number == 2 { bytes = field.raw }
        }
        guard let outcome else { throw DecodingFault(record: "receipt", field: 1) }
        self.init(outcome: outcome, bytes: bytes)
    }
}

// A row's form: the request, and what is left of the events.
extension Effect: FieldEncodable, FieldDecodable {
    package func encode(into writer: inout FieldWriter) {
        writer.value(1, request)
        writer.text(2, stage.name)
        switch stage {
        case .requested: break
        case .started(let attempt): writer.text(3, attempt.name)
        case .delivered(let reference): writer.text(3, reference)
        case .refused(let reason), .unknown(let reason): writer.text(3, reason)
        }
        writer.integer(4, UInt64(attempts))
        writer.values(5, receipts)
    }

    package init(from reader: FieldReader) throws(DecodingFault) {
        var fields = reader
        var request: EffectRequest?
        var stage = ""
        var detail: String?
        var attempts: UInt64 = 0
        var receipts: [EffectReceipt] = []
        while let field = try fields.next() {
            switch field.number {
            case 1: request = try field.value(EffectRequest.self)
            case 2: stage = field.text
            case 3: detail = field.text
            case 4: attempts = field.integer
            case 5: receipts.append(try field.value(EffectReceipt.self))
            default: break
            }
        }
        guard let request else { throw DecodingFault(record: "effect", field: 1) }
        self.init(
            request: request,
            stage: try Stage(name: stage, detail: detail),
            attempts: Int(truncatingIfNeeded: attempts),
            receipts: receipts
        )
    }
}

extension Effect.Stage {
    fileprivate init(name: String, detail: String?) throws(DecodingFault) {
        switch name {
        case "requested": self = .requested
        case "started": self = .started(EffectAttempt(name: detail ?? ""))
        case "delivered": self = .delivered(reference: detail)
        case "refused": self = .refused(reason: detail ?? "")
        case "unknown": self = .unknown(reason: detail ?? "")
        default: throw DecodingFault(record: "effect", field: 2)
        }
    }
}

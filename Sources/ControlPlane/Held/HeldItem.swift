import Access
import Intake
import Journal
package import RevenueCycle

/// Something that does not count yet: a row of `held`.
package struct HeldItem: Hashable, Sendable {
    /// What kind of thing is held.
    package enum Kind: String, Hashable, Sendable {
        /// A payment whose transactions do not add up to what was transferred.
        case payment
        /// A claim whose own arithmetic, or that of a line, does not hold.
        case claim
        /// A claim of a remittance that several claims match.
        case unmatched
        /// A transaction or claim that could not be read.
        case reading

        /// Why an adjudication is held.
        func reason(_ isConflicting: Bool) -> String {
            switch self {
            case .unmatched: "Several claims match this remittance."
            case .claim where isConflicting:
                "It speaks of part of an earlier adjudication, or takes back other amounts than were paid."
            case .claim, .payment, .reading:
                "The claim does not balance: charge less payment is not the sum of its adjustments."
            }
        }
    }

    /// The id by which it is released.
    package let id: String
    /// What kind of thing it is.
    package let kind: Kind
    /// The document.
    package let file: String
    /// The set control number (ST02), when known.
    package let transaction: String
    /// The provider's number of the account; nil where more than one claim is held.
    package let patientControlNumber: String?
    /// The amount that stands in suspense.
    package let amount: Money?
    /// Why.
    package let reason: String
    /// Where.
    package let place: String
    /// Whose it is; nil when it is of many, or that is not known.
    let patient: SourcePatientID?
    /// The provider for whom it is billed; nil when it is of many, or that is not known.
    var facility: FacilityID?
    /// The payer, by the key of its rule; nil when that is not known.
    var payer: PayerKey?
    let target: Target

    enum Target: Hashable, Sendable {
        case payment(BodyHash)
        case adjudication(FactID, StreamID)
        case unmatched
        case reading(StreamID)
    }
}

extension ControlPlane {
    /// Everything that is held, by id.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func heldItems() throws -> [HeldItem] {
        (try heldPayments() + heldClaims() + heldReadings()).sorted { ($0.file, $0.id) < ($1.file, $1.id) }
    }

    /// Lets something held count, for a stated reason.
    ///
    /// A transaction without its end counts as far as it was read; its bytes are read again from the evidence.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such thing or it can't be released; ``JournalError``.
    package func release(_ id: String, reason: String) throws {
        let asked = try partialWarrant(for: .releaseHeld)
        let item = try heldItem(id)
        let warrant = try asked.warrant(about: target(of: item), orAbsent: .notFound(what: "held item \(id)"))
        try requireReason(reason)
        var batch = try IngestBatch(journal: journal, principal: principal, purpose: "release of what was held")
        do {
            switch item.target {
            case .payment(let payment): try batch.release(payment, reason: reason)
            case .adjudication(let fact, let stream): try batch.release(fact, in: stream, reason: reason)
            case .reading(let stream): try release(reading: stream, reason: reason, in: &batch)
            case .unmatched:
                throw ControlPlaneError.notReleasable(
                    "Several claims match this remittance, and none may be guessed. It is attached by itself once a document "
                        + "tells which of them is meant: a payer's number, a date or a charge."
                )
            }
        } catch let refusal as PaymentRefusal {
            throw ControlPlaneError.notReleasable(refusal.description)
        } catch let refusal as ClaimFileRefusal {
            throw ControlPlaneError.notReleasable(refusal.description)
        }
        try batch.finish()
        batch.append.asserting.merge(warrant.asserting) { one, _ in one }
        keep(Self.released(id), in: &batch.append)
        _ = try journal.append(batch.append, at: clock())
    }

    /// The answer to whoever releases something that was held.
    package static func released(_ id: String) -> JSONValue { .object([("released", .string(id))]) }

    /// Takes off the list what is held because nothing of it could be read, for a stated reason.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such thing or it holds money; ``JournalError``.
    package func dismiss(_ id: String, reason: String) throws {
        let asked = try partialWarrant(for: .dismissHeld)
        let item = try heldItem(id)
        let warrant = try asked.warrant(about: target(of: item), orAbsent: .notFound(what: "held item \(id)"))
        try requireReason(reason)
        guard case .reading(let stream) = item.target else {
            throw ControlPlaneError.notReleasable("\(id) holds money: it can be released, but not dismissed.")
        }
        var batch = try IngestBatch(journal: journal, principal: principal, purpose: "dismissal of what was held")
        try batch.endHolding(stream, as: .readingDismissed, reason: reason)
        batch.append.asserting.merge(warrant.asserting) { one, _ in one }
        keep(.naming("dismissed", id), in: &batch.append)
        _ = try journal.append(batch.append, at: clock())
    }

    /// The thing that is held under the id.
    func heldItem(_ id: String) throws -> HeldItem {
        guard let item = try heldItems().first(where: { $0.id == id }) else {
            throw ControlPlaneError.notFound(what: "held item \(id)")
        }
        return item
    }

    private func requireReason(_ reason: String) throws {
        guard reason.contains(where: { !$0.isWhitespace }) else {
            throw ControlPlaneError.notReleasable("This needs a reason: add --reason.")
        }
    }

    private func release(reading stream: StreamID, reason: String, in batch: inout IngestBatch) throws {
        guard let row = try heldReading(stream), row.isReadable, let transaction = try transaction(at: row.span) else {
            throw ControlPlaneError.notReleasable(
                "An amount of it cannot be read, so nothing of it can count. Ask its sender for it again; "
                    + "`recourse held dismiss` takes it off the list."
            )
        }
        let keyed = KeyedTransaction(transaction, journal: journal)
        batch.subject = row.span.document.subject
        batch.claim(keyed.key, for: row.span.document.stream)
        try batch.take(keyed)
        try batch.endHolding(stream, as: .readingReleased, reason: reason)
    }

    /// Something that is held because it could not be read, by its stream.
    func heldReading(_ stream: StreamID) throws -> HeldReadingRow? {
        try journal.row(table: RowTable.heldReading.rawValue, id: stream)?.payload.map {
            try HeldReadingRow(decoding: $0)
        }
    }

    /// The transaction at a place in a document, read again from the evidence.
    private func transaction(at span: Span) throws -> ReadTransaction? {
        guard let bytes = try documentBytes(span.document) else { return nil }
        let name = try documentName(span.document.stream)
        let reader = TransactionReader(bytes, file: name, document: span.document, hash: BodyHash.sha256)
        var found: ReadTransaction?
        _ = reader.read { transaction in
            if transaction.span == span { found = transaction }
        }
        return found
    }

    // MARK: - Payments

    private func heldPayments() throws -> [HeldItem] {
        var items: [HeldItem] = []
        try eachPayment { payment, state in
            guard state.isHeld else { return }
            items.append(heldItem(payment, state))
        }
        return items
    }

    private func heldItem(_ payment: BodyHash, _ state: Payment) -> HeldItem {
        let claims = state.parts.map(\.claimCount).reduce(0, +)
        let parts = state.parts.sorted { $0.body < $1.body }
        return HeldItem(
            id: PublicID.remittance(payment, journal: journal),
            kind: .payment,
            file: Set(parts.map(\.file)).sorted().joined(separator: ", "),
            transaction: parts.map(\.setControlNumber).joined(separator: ", "),
            patientControlNumber: claims == 1 ? parts.compactMap(\.patientControlNumber).first : nil,
            amount: state.amount,
            reason: Self.heldReason(state),
            place: parts.map { "transaction \($0.setControlNumber), byte \($0.span.start)" }.joined(separator: "; "),
            patient: nil,
            payer: parts.first.flatMap { rules.rule(for: $0.payer) }.map { PayerKey($0.key) },
            target: .payment(payment)
        )
    }

    static func heldReason(_ state: Payment) -> String {
        "The payment does not balance: BPR02 says \(state.amount), its claims less provider adjustments add up to "
            + "\(state.paid). A part may be missing."
    }

    /// Every payment, by id.
    func eachPayment(_ body: (BodyHash, Payment) throws -> Void) throws {
        var last: StreamID?
        while true {
            let rows = try journal.rows(table: RowTable.payment.rawValue, after: last, limit: 1000)
            guard let end = rows.last else { return }
            for row in rows {
                if let payload = row.payload { try body(BodyHash(row.id), try Payment(decoding: payload)) }
            }
            last = end.id
        }
    }

    func payment(_ payment: BodyHash) throws -> Payment? {
        let row = try journal.row(table: RowTable.payment.rawValue, id: payment.stream)
        return try row?.payload.map { try Payment(decoding: $0) }
    }

    // MARK: - Claims and readings

    private func heldClaims() throws -> [HeldItem] {
        let keys = FactKeys(journal: journal)
        var items: [HeldItem] = []
        try eachGroup { files in
            let file = Self.join(files.map(\.state))
            guard !file.adjudications.isEmpty else { return }
            for held in heldFacts(of: file, Attachment.accounts(of: file, rules: rules)) {
                guard
                    let stream = files.first(where: { $0.state.adjudications.contains { $0.id == held.fact.id } })?
                        .stream
                else { continue }
                items.append(
                    HeldItem(
                        id: PublicID.claim(held.fact.id, journal: journal),
                        kind: held.kind,
                        file: try documentName(held.fact.span.document.stream),
                        transaction: "",
                        patientControlNumber: held.fact.patientControlNumber,
                        amount: held.fact.paid,
                        reason: held.kind.reason(held.isConflicting),
                        place: "byte \(held.fact.span.start)",
                        patient: keys.sourcePatient(held.fact.patient, source: held.fact.billingNPI),
                        facility: held.fact.billingNPI.map { FacilityID($0) },
                        payer: rules.rule(for: held.fact.payer).map { PayerKey($0.key) },
                        target: held.kind == .unmatched ? .unmatched : .adjudication(held.fact.id, stream)
                    )
                )
            }
        }
        return items
    }

    /// An adjudication that does not count, and why.
    struct HeldFact {
        let fact: Adjudication
        let kind: HeldItem.Kind
        let isConflicting: Bool
    }

    /// Adjudications that are held for themselves, each once; those of held payments are the payment's.
    func heldFacts(of file: ClaimFile, _ accounts: [AttachedAccount]) -> [HeldFact] {
        var held: [HeldFact] = []
        let reading = reading(asOf: CalendarDate(dayNumber: 0))
        for claim in accounts.flatMap({ reading.claims(of: $0, in: file) }) {
            held += claim.adjudications.suspended.filter { !file.heldPayments.contains($0.payment) }
                .map { HeldFact(fact: $0, kind: .claim, isConflicting: false) }
            held += claim.adjudications.conflicting.map { HeldFact(fact: $0.held, kind: .claim, isConflicting: true) }
            held += claim.claim.ambiguous.map { HeldFact(fact: $0, kind: .unmatched, isConflicting: false) }
        }
        var seen: Set<FactID> = []
        return held.filter { seen.insert($0.fact.id).inserted }
    }

    private func heldReadings() throws -> [HeldItem] {
        var items: [HeldItem] = []
        var last: StreamID?
        while true {
            let rows = try journal.rows(table: RowTable.heldReading.rawValue, after: last, limit: 1000)
            guard let end = rows.last else { return items }
            for row in rows {
                guard let payload = row.payload else { continue }
                let held = try HeldReadingRow(decoding: payload)
                guard held.released == nil else { continue }
                items.append(
                    HeldItem(
                        id: PublicID.remittance(BodyHash(row.id), journal: journal),
                        kind: .reading,
                        file: held.file,
                        transaction: held.transaction,
                        patientControlNumber: held.patientControlNumber,
                        amount: nil,
                        reason: held.reason,
                        place: held.place,
                        patient: nil,
                        target: .reading(row.id)
                    )
                )
            }
            last = end.id
        }
    }
}

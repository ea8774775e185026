import Access
import Journal
package import RevenueCycle

/// A place of a document on which something rests that is said of a claim.
package struct EvidenceSpan: Hashable, Sendable {
    /// The place.
    package let span: Span
    /// What stands there; nil when it was destroyed.
    package let text: String?
}

/// A whole document, in which others may stand beside the patient in hand.
package struct WholeDocument: Sendable {
    /// The claim by which it was asked for.
    package let claim: String
    /// The name that it came under.
    package let name: String
    /// Every byte; nil when it was destroyed.
    package let bytes: [UInt8]?
    /// Of how many patients it is known to tell.
    package let patients: Int
    /// How many things stand in it of which it is not known whose they are.
    package let unnamed: Int
}

// What documents say of a claim, word for word. Nothing of a document is reached by this but what tells of the claim in hand: a place lies
// within one that an entry of the claim names.
extension Inquiry {
    /// The places of documents that tell of a claim, in which its claims were sent, decided and answered.
    ///
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is no such claim.
    package func evidence(of claim: String) throws -> [Shown<EvidenceSpan>] {
        let account = try accountOfEvidence(claim)
        return try shown(account.item.spans, of: account)
    }

    /// One place of a document, which tells of a claim.
    ///
    /// - Parameters:
    ///   - name: the place, as answers name it.
    ///   - claim: the claim's public id.
    /// - Returns: what stands there.
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is no such claim, or the place does not tell of it.
    package func evidence(at name: String, of claim: String) throws -> Shown<EvidenceSpan> {
        let account = try accountOfEvidence(claim)
        guard let span = PublicID.span(name), account.item.spans.contains(where: { $0.contains(span) }) else {
            throw ControlPlaneError.notFound(what: "place \(name) of claim \(claim)")
        }
        return try shown([span], of: account)[0]
    }

    /// The whole document in which a place stands that tells of a claim, with all of its neighbours.
    ///
    /// Whoever gets it must be allowed to see it, and a claim too, of every patient of whom it tells, and the look names all of them. Where
    /// something in it is of nobody who is known, they must be allowed to see it whosever it is.
    ///
    /// - Parameters:
    ///   - name: the place, as answers name it.
    ///   - claim: the claim's public id.
    /// - Returns: the document.
    /// - Throws: ``JournalError``, ``DecodingFault``, or ``ControlPlaneError`` when there is no such claim, or the place does not tell of it.
    /// - Complexity: Reads all claim files once, and the document.
    package func document(of name: String, claim: String) throws -> Shown<WholeDocument> {
        let sight = try sight(of: .document, as: [.document])
        let account = try accountOfEvidence(claim)
        guard let span = PublicID.span(name), account.item.spans.contains(where: { $0.contains(span) }) else {
            throw ControlPlaneError.notFound(what: "place \(name) of claim \(claim)")
        }
        let stored = try plane.documentBytes(span.document)
        let company = DocumentCompany(stored ?? [], address: span.document)
        let (told, unnamed) = company.members(of: try plane.accounts(asOf: CalendarDate(plane.clock())))
        let seen = try sight.shown(told)
        guard seen.count == told.count, try self.sight(of: .claim, as: [.claim]).shown(told).count == told.count else {
            throw ControlPlane.noSuchAccount
        }
        let whole = unnamed > 0 || seen.isEmpty ? try sight.whole() : FieldMask.all
        let fields = seen.reduce(whole) { $0.meet($1.fields) }
        let keys = FactKeys(journal: plane.journal)
        let patients = Set(seen.flatMap(\.item.position.claims).flatMap { keys.patients(of: $0.claim) })
        try record(fields, patients, unnamed: unnamed)
        let document = WholeDocument(
            claim: claim,
            name: try plane.documentName(span.document.stream),
            bytes: stored,
            patients: patients.count,
            unnamed: unnamed
        )
        return Shown(item: document, fields: fields)
    }

    /// The account of a claim of which both the claim and the words of documents may be seen.
    private func accountOfEvidence(_ claim: String) throws -> Shown<NamedAccount> {
        let words = try sight(of: .documentSpan, as: [.evidence])
        let claims = try sight(of: .claim, as: [.claim])
        guard claim.hasPrefix("c_"), PublicID.parse(claim) != nil else { throw ControlPlane.noSuchAccount }
        let accounts = try plane.accounts(named: claim, asOf: CalendarDate(plane.clock()))
        let seen = Set(try claims.shown(accounts).map(\.item.id))
        guard let account = try words.shown(accounts).first(where: { seen.contains($0.item.id) }) else {
            throw ControlPlane.noSuchAccount
        }
        return account
    }

    private func shown(_ spans: [Span], of account: Shown<NamedAccount>) throws -> [Shown<EvidenceSpan>] {
        _ = try record([account])
        return try spans.map { span in
            let bytes = try plane.bytes(of: span)
            let text = bytes.map { String(decoding: $0, as: UTF8.self) }
            return Shown(item: EvidenceSpan(span: span, text: text), fields: account.fields)
        }
    }
}

extension NamedAccount {
    /// The places of documents at which its claims were sent, decided and answered, each once; not those of payments as a whole,
    /// which name other patients beside.
    fileprivate var spans: [Span] {
        var spans: [Span] = []
        for claim in position.claims.map(\.claim) {
            let facts =
                claim.submissions.map(\.span) + claim.adjudications.map(\.span)
                + claim.acknowledgements.map(\.fact.span)
            for span in facts where !spans.contains(span) { spans.append(span) }
        }
        return spans
    }
}

extension Span {
    /// Whether another lies within it.
    fileprivate func contains(_ other: Span) -> Bool {
        document == other.document && start <= other.start && other.end <= end
    }
}

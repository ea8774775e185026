import Journal
import RevenueCycle

// What an ingest tells of the claims and payments that it touched, once all of them are known.
extension Ingestion {
    /// Completes the report when everything is durable.
    mutating func finish() throws -> IngestReport {
        followJoins()
        // What this ingest alone knows is told while the last of it is still being written.
        var told: [StreamID: Told] = [:]
        for group in touched {
            if let file = batch.set.newComponent(group) { told[group] = try tell(file) }
        }
        try store.finish()
        for group in touched where told[group] == nil {
            told[group] = try tell(try batch.set.component(group) ?? plane.component(group))
        }
        try describeHeldPayments()
        var unmatched: Set<UnmatchedClaim> = []
        for group in touched.sorted() {
            guard let told = told[group] else { continue }
            unmatched.formUnion(told.unmatched)
            report.held += told.held
        }
        report.unmatched = unmatched.sorted { $0.fact < $1.fact }
        return report
    }

    /// What is told of one group of claim files.
    private struct Told {
        var unmatched: [UnmatchedClaim] = []
        var held: [IngestReport.Held] = []
    }

    private func tell(_ file: ClaimFile) throws -> Told {
        guard !Attachment.isPlain(file, rules: plane.rules) else { return Told() }
        let accounts = Attachment.accounts(of: file, rules: plane.rules)
        return Told(unmatched: plane.unmatched(of: accounts), held: try held(of: file, accounts))
    }

    /// What is held of claims: what several claims match, and what conflicts with an earlier adjudication.
    private func held(of file: ClaimFile, _ accounts: [AttachedAccount]) throws -> [IngestReport.Held] {
        // A conflict takes two adjudications of one payer, and doubt takes two claims.
        let isSimple =
            file.submissions.count == file.adjudications.count
            && Set(file.submissions.map(\.sequence)).count == file.submissions.count
            && Set(file.adjudications.map { $0.place ?? .unknown }).count == file.adjudications.count
        if isSimple { return [] }
        return try plane.heldFacts(of: file, accounts).filter { $0.kind == .unmatched || $0.isConflicting }.map {
            held in
            IngestReport.Held(
                file: try batch.documentName(held.fact.span.document.stream),
                transaction: try transaction(of: held.fact),
                patientControlNumber: held.fact.patientControlNumber,
                reason: held.kind.reason(held.isConflicting),
                place: "byte \(held.fact.span.start)"
            )
        }
    }

    /// The set control number (ST02) of the transaction that told an adjudication.
    private func transaction(of fact: Adjudication) throws -> String {
        try payment(fact.payment)?.parts.first { $0.body == fact.id.body }?.setControlNumber ?? ""
    }

    private func payment(_ payment: BodyHash) throws -> Payment? {
        try batch.set.payments[payment]?.state ?? plane.payment(payment)
    }

    /// Adds the payments that are still held.
    private mutating func describeHeldPayments() throws {
        for payment in touchedPayments.sorted() {
            guard let state = try self.payment(payment), state.isHeld else { continue }
            for part in state.parts.sorted(by: { $0.body < $1.body }) {
                report.held.append(
                    .init(
                        file: part.file,
                        transaction: part.setControlNumber,
                        patientControlNumber: part.patientControlNumber,
                        reason: ControlPlane.heldReason(state),
                        place: "transaction \(part.setControlNumber), byte \(part.span.start)"
                    )
                )
            }
        }
    }
}

import RevenueCycle
import X12

extension FactReader {
    /// The answers of a 277CA about single claims.
    func answers(of transaction: ClaimAcknowledgement277CA) -> [Acknowledgement] {
        answers(
            of: transaction.claims,
            source: .claimAcknowledgement,
            header: transaction.header,
            payer: payer(of: transaction.informationSource),
            batchReference: transaction.batch?.traceNumber.sent
        )
    }

    /// The answers of a 277 about single claims.
    func answers(of transaction: ClaimStatus277) -> [Acknowledgement] {
        answers(
            of: transaction.claims,
            source: .claimStatus,
            header: transaction.header,
            payer: payer(of: transaction.payer),
            batchReference: nil
        )
    }

    /// A payer is known by its answer only when it, and no clearinghouse, answers (NM101 = PR).
    private func payer(of party: Party?) -> PayerIdentity {
        guard let party, party.entityIdentifier == "PR" else { return PayerIdentity() }
        return PayerIdentity(name: party.name.sent, ids: [party.id].filter { !$0.isEmpty })
    }

    private func answers(
        of reports: RecordList<ClaimStatusReport>,
        source: Acknowledgement.Source,
        header: BusinessHeader,
        payer: PayerIdentity,
        batchReference: String?
    ) -> [Acknowledgement] {
        var facts: [Acknowledgement] = []
        for report in reports {
            // Several STC tell of several dates: each is an answer of its own.
            for status in report.statuses {
                guard let code = status.codes.first else { continue }
                facts.append(
                    Acknowledgement(
                        id: fact(facts.count),
                        source: source,
                        date: (status.date ?? header.date).flatMap(CalendarDate.init) ?? envelopeDate,
                        category: code.category,
                        status: code.status.sent,
                        patientControlNumber: number(of: report, source: source),
                        billingNPI: report.provider?.npi,
                        payer: payer,
                        payerClaimNumber: report.payerControlNumber,
                        clearinghouseNumber: report.references.value("D9"),
                        batchReference: batchReference,
                        charge: status.charge.map(Money.init),
                        span: span(report.source.bytes)
                    )
                )
            }
        }
        return facts
    }

    /// The provider's number of the account: TRN02 of a 277CA; in a 277 that echoes the question, and REF*EJ tells.
    private func number(of report: ClaimStatusReport, source: Acknowledgement.Source) -> String? {
        if source == .claimStatus, let number = report.references.value("EJ") { return number }
        return report.traceNumber.sent
    }

    /// The answers of a 999 or 997: one for each transaction set, or for the whole group when it names none.
    func answers(of transaction: ImplementationAcknowledgement999) -> [BatchAnswer] {
        let sender = set.group?.receiver ?? set.interchange.receiver
        let group = BatchReference.number(transaction.groupControlNumber)
        if transaction.transactionSets.isEmpty {
            guard !transaction.groupAcknowledgement.isEmpty else { return [] }
            return [
                BatchAnswer(
                    target: .group(sender: sender, group: group),
                    acknowledgement: answer(transaction.groupAcknowledgement, ordinal: 0, source: transaction.source)
                )
            ]
        }
        return transaction.transactionSets.enumerated().map { ordinal, answered in
            BatchAnswer(
                target: .set(
                    sender: sender,
                    group: group,
                    set: BatchReference.number(answered.controlNumber)
                ),
                acknowledgement: answer(answered.acknowledgement, ordinal: ordinal, source: answered.source)
            )
        }
    }

    private func answer(_ code: String, ordinal: Int, source: X12.Source) -> Acknowledgement {
        // IK501: A and E are accepted, P is accepted in part; all others (R, M, W, X) are refusals.
        let isRefused = !["A", "E", "P", ""].contains(code)
        return Acknowledgement(
            id: fact(ordinal),
            source: .implementation,
            date: envelopeDate,
            category: isRefused ? "R" : code,
            span: span(source.bytes)
        )
    }
}

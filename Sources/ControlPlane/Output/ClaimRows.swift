import Access
import Journal
import RevenueCycle

/// The answers as JSON, key for key as `docs/claims.md` publishes them.
extension ControlPlane {
    /// The rows of accounts: one claim to one payer each, ordered by account, sequence and claim.
    package func claimRows(_ accounts: [Shown<NamedAccount>]) -> [JSONValue] {
        accounts.flatMap { account in claimRows([account.item]).map { account.row(.claim, $0) } }
    }

    /// One row of `worklist`.
    package func workRow(_ work: Shown<Work>) -> JSONValue { work.row(.work, workRow(work.item)) }

    /// One row of `accounts`.
    package func accountRow(_ account: Shown<NamedAccount>) -> JSONValue {
        account.row(.account, accountRow(account.item))
    }

    /// One row of `remittances`.
    package func remittanceRow(_ remittance: Shown<NamedRemittance>) -> JSONValue {
        remittance.row(.remittance, remittanceRow(remittance.item))
    }

    /// One row of `patients`.
    package func patientRow(_ patient: Shown<NamedPatient>) -> JSONValue {
        patient.row(.patient, patientRow(patient.item))
    }

    /// One row for each finding of claims: what to do by when, in words.
    package func findingsInWords(_ accounts: [Shown<NamedAccount>]) -> [JSONValue] {
        accounts.flatMap { account in
            zip(account.item.claimIDs, account.item.position.claims).flatMap { claim, position in
                position.findings.map { account.row(.findingInWords, findingInWords($0, claim: claim)) }
            }
        }
    }

    private func findingInWords(_ finding: Finding, claim: String) -> JSONValue {
        .object([
            ("claim", .string(claim)), ("kind", .string(finding.kind.rawValue)), ("codes", .texts(finding.codes)),
            ("amount", .money(finding.amount)), ("nextStep", .string(finding.nextStep.rawValue)),
            ("deadline", .text(finding.deadline?.date.description)),
            ("deadlineRule", .text(finding.deadline?.rule.id.rawValue)),
            ("explanation", .text(finding.kind == .deadlineAtRisk ? nil : finding.deadline?.explanation)),
            ("questions", .texts(finding.missing.map(\.question))),
        ])
    }

    /// The rows of accounts, whole.
    func claimRows(_ accounts: [NamedAccount]) -> [JSONValue] {
        accounts.flatMap { account in
            zip(account.claimIDs, account.position.claims).map { id, claim in
                claimRow(claim, id: id, account: account.id)
            }
        }
    }

    /// One row of `claims`.
    func claimRow(_ position: ClaimPosition, id: String, account: String) -> JSONValue {
        let payer = position.payer
        let groups: (([GroupCode: Money]) -> JSONValue) = { sums in
            .object(GroupCode.standard.map { ($0.rawValue, .money(sums[$0] ?? .zero)) })
        }
        return .object([
            ("claim", .string(id)), ("account", .string(account)), ("sequence", .string(position.claim.sequence.code)),
            ("origin", .string(position.claim.origin.rawValue)),
            ("patientControlNumber", .string(position.claim.patientControlNumber)),
            ("payerControlNumbers", .texts(position.claim.payerControlNumbers)),
            (
                "payer",
                .object([
                    ("name", .text(payer.name)), ("id", .text(payer.ids.first)),
                    ("filingIndicator", .text(payer.filingIndicator)),
                ])
            ),
            ("frequency", .text(position.frequency)),
            (
                "openSubmission",
                position.openSubmission.map {
                    .object([("frequency", .string($0.frequency)), ("status", .string($0.status.rawValue))])
                } ?? .null
            ),
            ("status", .string(position.status.rawValue)), ("charge", .money(position.charge)),
            ("paid", .money(position.paid)), ("interest", .money(position.interest)),
            ("adjustments", groups(position.adjustmentsByGroup)),
            (
                "dispositions",
                .object(Disposition.allCases.map { ($0.rawValue, .money(position.dispositions[$0])) })
            ),
            ("deniedByGroup", groups(position.deniedByGroup)),
            ("patientResponsibility", .money(position.patientResponsibility)),
            ("patientHold", .texts(position.patientHold.sorted().map(\.rawValue))),
            ("payerPending", .bool(position.payerPending)),
            (
                "outstanding",
                .object([
                    ("payer", .money(position.outstandingPayer)), ("patient", .money(position.outstandingPatient)),
                    ("held", .money(position.outstandingHeld)),
                ])
            ),
            ("findings", .array(position.findings.map { findingRow($0, claim: id) })),
        ])
    }

    /// One finding, as it stands in a row of `claims` and of `worklist`.
    func findingRow(_ finding: Finding, claim: String) -> JSONValue {
        .object([
            ("id", .string(PublicID.finding(finding, of: claim, journal: journal))),
            ("kind", .string(finding.kind.rawValue)), ("category", .text(finding.category?.rawValue)),
            ("codes", .texts(finding.codes)), ("lines", .texts(finding.lines)), ("amount", .money(finding.amount)),
            ("atStake", .money(finding.atStake)), ("nextStep", .string(finding.nextStep.rawValue)),
            ("deadline", .text(finding.deadline?.date.description)),
            ("deadlineRule", .text(finding.deadline?.rule.id.rawValue)),
        ])
    }

    /// One row of `worklist`.
    func workRow(_ work: Work) -> JSONValue {
        .object([("claim", .string(work.claim)), ("finding", findingRow(work.finding, claim: work.claim))])
    }

    /// One row of `accounts`.
    func accountRow(_ account: NamedAccount) -> JSONValue {
        let claims = account.position.claims
        let deciding = zip(account.claimIDs, claims).filter { $0.1.isDeciding }
        let held = claims.map(\.heldPatientAmount).sum()
        let changes = account.position.changes.map(changeRow)
        return .object(
            [
                ("account", .string(account.id)), ("claims", .texts(account.claimIDs)),
                ("decidedBy", .text(deciding.first?.0)),
                (
                    "patient",
                    .object([
                        ("responsibility", .money(deciding.map(\.1.patientResponsibility).sum())),
                        ("collectable", .money(claims.map(\.outstandingPatient).sum())), ("held", .money(held)),
                        ("paid", .money(claims.map(\.patientPaid).sum())),
                        ("refund", .money(claims.map(\.refund).sum())),
                    ])
                ),
                ("holds", .texts(Set(claims.flatMap(\.patientHold)).sorted().map(\.rawValue))),
            ] + (changes.isEmpty ? [] : [("changes", .array(changes))])
        )
    }

    /// An approved change of an account: what stands of it, and what does not.
    private func changeRow(_ applied: AppliedChange) -> JSONValue {
        .object([
            ("proposal", .string(PublicID.proposal(StreamID(applied.change.proposal)))),
            ("kind", .string(applied.change.change.kind.rawValue)), ("date", .string(applied.change.date.description)),
            ("posted", .money(applied.posted)), ("notPosted", .money(applied.shortfall)),
            ("stopped", .money(applied.stopped)),
        ])
    }

    /// One row of `remittances`.
    func remittanceRow(_ remittance: NamedRemittance) -> JSONValue {
        let head = remittance.head
        let adjustments = remittance.payment.parts.flatMap(\.adjustments).sorted { $0.id < $1.id }
        return .object([
            ("remittance", .string(remittance.id)), ("payer", .text(head?.payer.name)), ("trace", .text(head?.trace)),
            ("date", .text(head?.date?.description)), ("amount", .money(remittance.payment.amount)),
            ("claims", .number(remittance.claimCount)),
            (
                "adjustments",
                .array(
                    adjustments.map {
                        .object([
                            ("code", .string($0.reason)), ("reference", .text($0.reference)),
                            ("amount", .money($0.amount)),
                        ])
                    }
                )
            ),
            ("interest", .money(remittance.interest)), ("balanced", .bool(remittance.payment.isBalanced)),
            ("unmatched", .array(remittance.unmatched.map(Self.unmatchedRow))),
        ])
    }

    static func unmatchedRow(_ claim: UnmatchedClaim) -> JSONValue {
        .object([
            ("claim", .text(claim.claim)), ("patientControlNumber", .string(claim.patientControlNumber)),
            ("payerControlNumber", .text(claim.payerControlNumber)), ("paid", .money(claim.paid)),
        ])
    }
}

extension IngestReport {
    /// The answer of `ingest --json`.
    package var json: JSONValue {
        .object([
            ("files", .number(files)),
            (
                "held",
                .array(
                    held.map {
                        .object([
                            ("file", .string($0.file)), ("transaction", .string($0.transaction)),
                            ("patientControlNumber", .text($0.patientControlNumber)), ("reason", .string($0.reason)),
                            ("place", .string($0.place)),
                        ])
                    }
                )
            ),
            (
                "duplicates",
                .array(duplicates.map { .object([("file", .string($0.file)), ("of", .string($0.of))]) })
            ),
            ("claims", .number(claims)), ("remittances", .number(remittances)),
            ("unmatched", .array(unmatched.map(ControlPlane.unmatchedRow))),
        ])
    }
}

extension Shown where Item == HeldItem {
    /// One row of `held list`.
    package var json: JSONValue { row(.heldItem, item.json) }
}

extension HeldItem {
    /// The row, whole.
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(id)), ("kind", .string(kind.rawValue)), ("file", .string(file)),
            ("transaction", .string(transaction)), ("patientControlNumber", .text(patientControlNumber)),
            ("amount", .text(amount?.description)), ("reason", .string(reason)), ("place", .string(place)),
        ])
    }
}

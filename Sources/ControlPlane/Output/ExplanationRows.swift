import Access
package import Assist
import Foundation
import Journal
import RevenueCycle

// What is said of claims and bills in sentences, each with the facts that it rests on and where they are read.
extension ControlPlane {
    /// The answer of `explain`: one row for each claim.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func explanationRows(of account: Shown<NamedAccount>) throws -> [JSONValue] {
        try zip(account.item.claimIDs, account.item.position.claims).map { id, claim in
            let sentences = ClaimExplanation(of: claim, knowledge: knowledge).sentences
            return account.row(
                .explanation,
                .object([
                    ("claim", .string(id)), ("status", .string(claim.status.rawValue)),
                    ("sentences", .array(try rows(sentences, for: account.fields))),
                ])
            )
        }
    }

    /// The answer of `explain --patient`.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func billRow(of account: Shown<NamedAccount>) throws -> JSONValue {
        let bill = BillExplanation(of: account.item.position)
        let rows = try bill.rows.map { row in
            JSONValue.object([
                ("kind", .string(row.kind.rawValue)), ("label", .string(row.kind.label)),
                ("amount", .money(row.amount)),
                ("reason", try self.rows([row.reason], for: account.fields).first ?? .null),
            ])
        }
        return account.row(
            .bill,
            .object([
                ("account", .string(account.item.id)), ("rows", .array(rows)),
                ("notes", .array(try self.rows(bill.notes, for: account.fields))),
            ])
        )
    }

    /// The answer of `explain --appeal`: one row for each denied claim, with the letter or why no appeal is the way.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault`` when a source's document cannot be named.
    package func appealRows(of account: Shown<NamedAccount>) throws -> [JSONValue] {
        var rows: [JSONValue] = []
        for (id, claim) in zip(account.item.claimIDs, account.item.position.claims)
        where claim.findings.contains(where: { $0.kind == .denial }) {
            rows.append(account.row(.appeal, try appealRow(of: claim, id, for: account.fields)))
        }
        return rows
    }

    /// The same of the one claim that is shown.
    ///
    /// - Throws: ``ControlPlaneError`` when no appeal is the way; ``JournalError`` or ``DecodingFault``.
    package func appealRow(of claim: Shown<NamedAccount>) throws -> JSONValue {
        guard let id = claim.item.claimIDs.first, let position = claim.item.position.claims.first else {
            throw ControlPlane.noSuchAccount
        }
        return claim.row(.appeal, try letterRow(of: position, id, for: claim.fields))
    }

    private func letterRow(of claim: ClaimPosition, _ id: String, for fields: FieldMask) throws -> JSONValue {
        let letter = try appealLetter(AppealRequest(), of: claim, id)
        let sentences = letter.heading + letter.paragraphs.flatMap(\.self)
        return .object([
            ("claim", .string(id)), ("letter", .string(letter.text)),
            ("grounds", .texts(letter.grounds.map(\.text))),
            ("sentences", .array(try rows(sentences, for: fields))),
            ("missing", .texts(letter.missing.map(\.rawValue))), ("whyNot", .null),
        ])
    }

    private func appealRow(of claim: ClaimPosition, _ id: String, for fields: FieldMask) throws -> JSONValue {
        do {
            return try letterRow(of: claim, id, for: fields)
        } catch ControlPlaneError.refused(let why) {
            return .object([
                ("claim", .string(id)), ("letter", .null), ("grounds", .texts([])), ("sentences", .array([])),
                ("missing", .texts([])), ("whyNot", .string(why)),
            ])
        }
    }

    /// The answer of `explain --message`: a message to the patient, which is proposed to nobody yet, with what it still needs.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such message to send; ``JournalError`` or ``DecodingFault``.
    package func messageRow(
        _ kind: PatientMessageKind,
        _ details: PatientMessageText.Details,
        of account: Shown<NamedAccount>
    ) throws -> JSONValue {
        let text = try message(kind, details, to: account.item.position, account.item.id)
        return account.row(
            .message,
            .object([
                ("account", .string(account.item.id)), ("kind", .string(text.kind.rawValue)),
                ("heading", .string(text.heading.text)), ("body", .string(text.body)),
                ("sentences", .array(try text.sentences.map(row))),
                ("missing", .texts(text.missing.map(\.rawValue))),
            ])
        )
    }

    /// Those of some sentences that may be shown: a sentence is whole or not there.
    private func rows(_ sentences: [Sentence], for fields: FieldMask) throws -> [JSONValue] {
        try sentences.filter { FieldMask($0.facts.map(\.role.group)).isSubset(of: fields) }.map(row)
    }

    private func row(_ sentence: Sentence) throws -> JSONValue {
        let facts = try sentence.facts.map { fact in
            JSONValue.object([
                ("role", .string(fact.role.rawValue)), ("value", .string(fact.value)),
                ("sources", .texts(try fact.spans.map(place))),
                ("spans", .texts(fact.spans.map(PublicID.span))),
            ])
        }
        return .object([("text", .string(sentence.text)), ("facts", .array(facts))])
    }
}

extension Shown where Item == EvidenceSpan {
    /// One row of `evidence`.
    package var json: JSONValue {
        row(.evidence, .object([("span", .string(PublicID.span(item.span))), ("text", .text(item.text))]))
    }
}

extension Shown where Item == WholeDocument {
    /// The answer of `evidence --whole`, its bytes in base64.
    package var json: JSONValue {
        row(
            .document,
            .object([
                ("claim", .string(item.claim)), ("name", .string(item.name)), ("patients", .number(item.patients)),
                ("unnamed", .number(item.unnamed)),
                ("base64", .text(item.bytes.map { Data($0).base64EncodedString() })),
            ])
        )
    }
}

extension StatedFact.Role {
    /// The group of fields that a fact belongs to.
    var group: FieldGroup {
        switch self {
        case .patientName, .birthDate: .identity
        case .memberNumber: .coverageNumbers
        case .claimNumber, .authorization, .provider: .recordNumbers
        case .service, .serviceDate, .diagnosis: .clinicalCodes
        case .payerName, .status, .reason, .remark, .deadline, .nextStep, .sent, .acknowledged, .decided, .written,
            .filedAfterDays, .filingLimit:
            .payerCodes
        case .charged, .insurerPaid, .notOwed, .owedNow, .patientShare, .notAskedYet, .paidAtDesk, .refundOwed, .denied,
            .held, .expectedFrom, .atStake, .instalment:
            .amounts
        case .told: .freeText
        }
    }
}

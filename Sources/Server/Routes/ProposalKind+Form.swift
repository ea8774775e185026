import Assist
import RevenueCycle

// What may be proposed, each kind with the members of its body.
extension ProposalKind {
    /// The forms that a body may have; an own text and a composed one are two.
    var schemas: [Schema] { schemas(with: []) }

    /// The forms, with more members.
    func schemas(with more: [Schema.Member]) -> [Schema] {
        let head: [Schema.Member] = [
            .init("kind", .words([rawValue])), .init("subject", .anyText), .init("why", .anyText),
        ]
        return members.map { .object(head + (leaves ? [.init("destination", .anyText)] : []) + $0 + more) }
    }

    private var members: [[Schema.Member]] {
        switch self {
        case .appeal:
            [
                [
                    .init("letter", .anyText, optional: true), .init("grounds", .texts, optional: true),
                    .init("level", .words(of: ProposedChange.AppealLevel.self), optional: true),
                ]
            ]
        case .correctedClaim:
            [
                [
                    .init("fields", .list(Self.field)),
                    .init("method", .words(of: CorrectionMethod.self), optional: true),
                ]
            ]
        case .patientMessage:
            [
                [
                    .init("text", .anyText),
                    .init("about", .words(of: ProposedChange.MessagePurpose.self), optional: true),
                    .init("channel", .words(of: ProposedChange.MessageChannel.self), optional: true),
                    .init("language", .anyText, optional: true),
                ],
                [
                    .init("message", .words(of: PatientMessageKind.self)),
                    .init("channel", .words(of: ProposedChange.MessageChannel.self), optional: true),
                    .init("addressee", .anyText, optional: true), .init("contact", .anyText, optional: true),
                    .init("assistance", .anyText, optional: true), .init("applyBy", .day, optional: true),
                    .init("needs", .texts, optional: true), .init("disputed", .day, optional: true),
                ],
            ]
        case .recordsRequest:
            [
                [
                    .init("records", .texts, optional: true), .init("holder", .anyText, optional: true),
                    .init("neededBy", .day, optional: true),
                ]
            ]
        case .clinicalQuery:
            [
                [
                    .init("question", .anyText, optional: true), .init("indicators", .texts, optional: true),
                    .init("choices", .texts, optional: true),
                ]
            ]
        case .claimNote: [[.init("text", .anyText, optional: true)]]
        case .writeOff:
            [
                [
                    .init("amount", .amount), .init("reason", .words(of: ProposedChange.WriteOffReason.self)),
                    .init("balance", .words(of: ProposedChange.Balance.self)),
                ]
            ]
        case .adjustment:
            [
                [
                    .init("amount", .amount), .init("balance", .words(of: ProposedChange.Balance.self)),
                    .init("note", .anyText),
                ]
            ]
        case .transferOfResponsibility:
            [[.init("amount", .amount), .init("from", .party), .init("to", .party), .init("note", .anyText)]]
        case .refund:
            [
                [
                    .init("amount", .amount), .init("payee", .party),
                    .init("cause", .words(of: ProposedChange.RefundCause.self)),
                    .init("method", .words(of: ProposedChange.RefundMethod.self)),
                ]
            ]
        case .paymentPlan:
            [
                [
                    .init("total", .amount), .init("downPayment", .amount, optional: true),
                    .init("financeCharge", .amount, optional: true),
                    .init("instalments", .list(.object([.init("due", .day), .init("amount", .amount)]))),
                ]
            ]
        case .financialAssistance:
            [
                [
                    .init("program", .anyText), .init("share", .text(pattern: #"^[0-9]+(\.[0-9]+)?$"#)),
                    .init("amount", .amount), .init("from", .day), .init("through", .day),
                ]
            ]
        }
    }

    private static let field = Schema.object([
        .init("field", .words(of: ProposedChange.ClaimField.self)), .init("line", .anyText, optional: true),
        .init("value", .orNull(.anyText)), .init("earlier", .orNull(.anyText), optional: true),
    ])
}

extension Schema {
    /// The patient, or a payer by its place in the order of coverage.
    fileprivate static let party = Schema.words(["patient"] + CoverageSequence.allCases.map(\.code))
}

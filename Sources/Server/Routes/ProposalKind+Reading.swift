import Assist
import ControlPlane
import RevenueCycle

extension ProposalKind {
    /// Reads the draft that a body asks for, to be made once all of the body is read.
    static func draft(_ body: inout JSONBody, _ plane: ControlPlane) throws -> () throws -> ProposalDraft {
        let form: ProposalKind = try body.word("kind")
        let subject = try body.text("subject")
        let why = try body.text("why")
        let destination = form.leaves ? try body.text("destination") : nil
        let request = try form.request(&body)
        return { try plane.draft(request, about: subject, reason: why, destination: destination) }
    }

    private func request(_ body: inout JSONBody) throws(Problem) -> ProposalRequest {
        switch self {
        case .appeal:
            let level: ProposedChange.AppealLevel = try body.word("level", default: .first)
            let grounds = try body.texts("grounds")
            return .appeal(AppealRequest(level: level, grounds: grounds, letter: try body.optionalText("letter")))
        case .correctedClaim: return try Self.correction(&body)
        case .patientMessage: return try Self.message(&body)
        case .recordsRequest:
            let records = try body.texts("records")
            let holder = try body.optionalText("holder")
            return .records(records, from: holder, neededBy: try body.day("neededBy"))
        case .clinicalQuery:
            let question = try body.optionalText("question")
            let indicators = try body.texts("indicators")
            return .query(question, indicators: indicators, choices: try body.texts("choices"))
        case .claimNote: return try body.optionalText("text").map { .change(.claimNote(.init(text: $0))) } ?? .note
        case .writeOff: return .change(.writeOff(try Self.writeOff(&body)))
        case .adjustment: return .change(.adjustment(try Self.adjustment(&body)))
        case .transferOfResponsibility: return .change(.transferOfResponsibility(try Self.transfer(&body)))
        case .refund: return .change(.refund(try Self.refund(&body)))
        case .paymentPlan: return .change(.paymentPlan(try Self.plan(&body)))
        case .financialAssistance: return .change(.financialAssistance(try Self.assistance(&body)))
        }
    }

    private static func correction(_ body: inout JSONBody) throws(Problem) -> ProposalRequest {
        let fields = try body.objects("fields") { field throws(Problem) in
            let name: ProposedChange.ClaimField = try field.word("field")
            let isStated = field.has("earlier")
            let earlier = isStated ? try field.textOrNull("earlier") : nil
            return CorrectionRequest.Field(
                name,
                line: try field.optionalText("line"),
                value: try field.textOrNull("value"),
                earlier: earlier.map { .value($0) } ?? (isStated ? .nothing : .unstated)
            )
        }
        let method: CorrectionMethod? = body.has("method") ? try body.word("method") : nil
        return .correction(CorrectionRequest(fields: fields, method: method))
    }

    private static func message(_ body: inout JSONBody) throws(Problem) -> ProposalRequest {
        let channel: ProposedChange.MessageChannel = try body.word("channel", default: .letter)
        guard body.has("message") else {
            let purpose: ProposedChange.MessagePurpose = try body.word("about", default: .answer)
            let language = try body.optionalText("language") ?? "en"
            let text = try body.text("text")
            return .change(
                .patientMessage(.init(purpose: purpose, channel: channel, language: language, body: text))
            )
        }
        let kind: PatientMessageKind = try body.word("message")
        var details = PatientMessageText.Details()
        details.channel = channel
        details.addressee = try body.optionalText("addressee")
        details.contact = try body.optionalText("contact")
        details.assistance = try body.optionalText("assistance")
        details.applyBy = try body.day("applyBy")
        details.needs = try body.texts("needs")
        details.disputed = try body.day("disputed")
        return .message(kind, details)
    }

    private static func writeOff(_ body: inout JSONBody) throws(Problem) -> ProposedChange.WriteOff {
        .init(amount: try body.amount("amount"), reason: try body.word("reason"), balance: try body.word("balance"))
    }

    private static func adjustment(_ body: inout JSONBody) throws(Problem) -> ProposedChange.Adjustment {
        .init(amount: try body.amount("amount"), balance: try body.word("balance"), note: try body.text("note"))
    }

    private static func transfer(_ body: inout JSONBody) throws(Problem) -> ProposedChange.Transfer {
        .init(
            amount: try body.amount("amount"),
            from: try party("from", &body),
            to: try party("to", &body),
            note: try body.text("note")
        )
    }

    private static func refund(_ body: inout JSONBody) throws(Problem) -> ProposedChange.Refund {
        .init(
            amount: try body.amount("amount"),
            payee: try party("payee", &body),
            cause: try body.word("cause"),
            method: try body.word("method")
        )
    }

    private static func plan(_ body: inout JSONBody) throws(Problem) -> ProposedChange.PaymentPlan {
        .init(
            total: try body.amount("total"),
            financeCharge: body.has("financeCharge") ? try body.amount("financeCharge") : .zero,
            downPayment: body.has("downPayment") ? try body.amount("downPayment") : .zero,
            instalments: try body.objects("instalments") { part throws(Problem) in
                .init(due: try part.neededDay("due"), amount: try part.amount("amount"))
            }
        )
    }

    private static func assistance(_ body: inout JSONBody) throws(Problem) -> ProposedChange.FinancialAssistance {
        guard let share = Percentage(decimal: try body.text("share")) else {
            throw Problem(.badRequest, "share is a share in percent such as 60 or 62.25.")
        }
        return .init(
            program: try body.text("program"),
            share: share,
            amount: try body.amount("amount"),
            services: DateSpan(try body.neededDay("from"), try body.neededDay("through"))
        )
    }

    private static func party(_ name: String, _ body: inout JSONBody) throws(Problem) -> ProposedChange.Party {
        guard let party = ProposedChange.Party(code: try body.text(name)) else {
            throw Problem(.badRequest, "\(name) is patient, or a payer's place such as P, S or T.")
        }
        return party
    }
}

package import RevenueCycle

extension ProposedChange {
    /// The change in words, one line a part, for a reviewer; a text that leaves is shown as the document instead.
    package var words: [String] {
        switch self {
        case .appeal(let appeal):
            return [
                "Appeal, level \(appeal.level.rawValue): \(appeal.atStake.dollars) under \(appeal.codes.joined(separator: ", "))"
            ]
        case .correctedClaim(let correction):
            let isAsSent = correction.fields.isEmpty
            return [correction.method.words]
                + (isAsSent ? ["Every field as it was sent"] : correction.fields.map(\.words))
        case .writeOff(let writeOff):
            return [
                "Write off \(writeOff.amount.dollars) (\(writeOff.reason.rawValue)) of the \(writeOff.balance.rawValue) balance"
            ]
        case .adjustment(let adjustment):
            return ["Change the \(adjustment.balance.rawValue) balance by \(adjustment.amount)", adjustment.note]
        case .refund(let refund):
            return [
                "Pay back \(refund.amount.dollars) to \(refund.payee.words) (\(refund.cause.rawValue)) by \(refund.method.rawValue)"
            ]
        case .transferOfResponsibility(let transfer):
            return [
                "Ask \(transfer.to.words) for \(transfer.amount.dollars) in the place of \(transfer.from.words)",
                transfer.note,
            ]
        case .paymentPlan(let plan): return plan.words
        case .financialAssistance(let assistance):
            return ["Assistance by \(assistance.program): \(assistance.amount.dollars)"]
        case .patientMessage(let message):
            return [
                "Message (\(message.purpose.rawValue)) by \(message.channel.rawValue), language \(message.language)"
            ]
        case .recordsRequest(let request): return ["Ask \(request.holder) for records"]
        case .clinicalQuery(let query):
            return [query.question] + query.indicators.map { "In the record: \($0)" }
                + query.choices.map { "To choose: \($0)" }
        case .claimNote(let note): return note.text.split(separator: "\n").map(String.init)
        }
    }
}

extension CorrectionMethod {
    /// What is done, in words.
    fileprivate var words: String {
        switch self {
        case .replace: "Send a replacement (frequency 7)"
        case .reopen: "Ask the payer to reopen the claim; send none"
        case .newClaim: "Send a new claim (frequency 1)"
        case .voidThenNew: "Void the claim (frequency 8), then send a new one (frequency 1)"
        }
    }
}

extension ProposedChange.Party {
    /// The party in words.
    fileprivate var words: String {
        switch self {
        case .patient: "the patient"
        case .payer(let sequence): "payer \(sequence.code)"
        }
    }
}

extension ProposedChange.PaymentPlan {
    fileprivate var words: [String] {
        var lines = ["Plan for \(total.dollars)"]
        if !financeCharge.isZero { lines.append("Finance charge \(financeCharge.dollars)") }
        if !downPayment.isZero { lines.append("At once \(downPayment.dollars)") }
        return lines + instalments.map { "By \($0.due): \($0.amount.dollars)" }
    }
}

extension ProposedChange.FieldChange {
    fileprivate var words: String {
        let place = line.map { " of line \($0)" } ?? ""
        return "\(field.rawValue)\(place): \(old?.words ?? "nothing") becomes \(new?.words ?? "nothing")"
    }
}

extension ProposedChange.FieldValue {
    fileprivate var words: String {
        switch self {
        case .text(let text): text
        case .texts(let texts): texts.joined(separator: ", ")
        case .amount(let amount): amount.dollars
        case .days(let days): "\(days.first) to \(days.last)"
        }
    }
}

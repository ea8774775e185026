extension FileAssembly {
    private struct AnswerKey: Hashable {
        let date: Day
        let batch: String
    }

    private struct StatusKey: Hashable {
        let date: Day
        let payer: Payer
        let provider: Provider
    }

    /// Writes the 277CAs, one for each batch and day, and the 277s, one for each payer, provider and day.
    mutating func writeAnswers(_ acknowledgements: [AcknowledgementDraft], _ statuses: [StatusDraft]) {
        var order: [Day] = []
        var byDay: [Day: [OutgoingTransaction]] = [:]
        for transaction in acknowledged(acknowledgements) + informed(statuses) {
            if byDay[transaction.date] == nil { order.append(transaction.date) }
            byDay[transaction.date, default: []].append(transaction)
        }
        for day in order {
            let transactions = byDay[day] ?? []
            if random.chance(30) {
                deliver(transactions, label: "ANSWERS", day)
            } else {
                deliver(transactions.filter { $0.version == "005010X214" }, label: "277CA", day)
                deliver(transactions.filter { $0.version == "005010X212" }, label: "277", day)
            }
        }
    }

    private mutating func acknowledged(_ acknowledgements: [AcknowledgementDraft]) -> [OutgoingTransaction] {
        var order: [AnswerKey] = []
        var members: [AnswerKey: [AcknowledgementDraft]] = [:]
        for answer in acknowledgements {
            let batch = answer.submission.flatMap { batches[$0] } ?? "UNKNOWNBATCH"
            let key = AnswerKey(date: answer.date, batch: batch)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(answer)
        }
        var transactions: [OutgoingTransaction] = []
        for key in order {
            let reference = reference("CA")
            transactions.append(
                AnswerWriter.acknowledgement(members[key] ?? [], batch: key.batch, reference: reference, date: key.date)
            )
        }
        return transactions
    }

    private mutating func informed(_ statuses: [StatusDraft]) -> [OutgoingTransaction] {
        var order: [StatusKey] = []
        var members: [StatusKey: [StatusDraft]] = [:]
        for answer in statuses {
            let key = StatusKey(date: answer.date, payer: answer.claim.payer, provider: answer.claim.provider)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(answer)
        }
        var transactions: [OutgoingTransaction] = []
        for key in order {
            let reference = reference("ST")
            transactions.append(
                AnswerWriter.status(
                    members[key] ?? [],
                    payer: key.payer,
                    provider: key.provider,
                    reference: reference,
                    date: key.date
                )
            )
        }
        return transactions
    }
}

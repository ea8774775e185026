extension FileAssembly {
    /// What is put into one set of files: claims of a day and kind.
    private struct Day837: Hashable {
        let date: Day
        let kind: ClaimKind
    }

    /// Writes every submission, and the 999 and TA1 that answer them.
    mutating func writeClaims(_ submissions: [ClaimDraft]) {
        var order: [Day837] = []
        var members: [Day837: [Int]] = [:]
        for (index, claim) in submissions.enumerated() {
            let key = Day837(date: claim.sent, kind: claim.kind)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(index)
        }
        for key in order {
            writeDay(key, members[key] ?? [], submissions)
        }
    }

    private mutating func writeDay(_ key: Day837, _ indices: [Int], _ submissions: [ClaimDraft]) {
        var byBatch: [Batch: [Int]] = [:]
        for index in indices { byBatch[submissions[index].batch, default: []].append(index) }
        let label = key.kind == .professional ? "837P" : "837I"
        var ordinary = byBatch[.ordinary] ?? []
        let flawed: [(Batch, OutgoingTransaction.Flaw)] = [
            (.wrongSegmentCount, .wrongSegmentCount), (.missingTrailer, .missingTrailer),
            (.trailerMismatch, .trailerMismatch), (.unreadableAmount, .none),
        ]
        var damaged: [OutgoingTransaction] = []
        for (batch, flaw) in flawed {
            guard let claims = byBatch[batch] else { continue }
            var transaction = self.transaction(claims, submissions, key)
            transaction.flaw = flaw
            if batch == .unreadableAmount {
                for place in transaction.body.indices where transaction.body[place][0] == "CLM" {
                    transaction.body[place][2] = withThreeDecimals(transaction.body[place][2])
                }
            }
            damaged.append(transaction)
        }
        if !damaged.isEmpty {
            // A sound neighbour, which posts.
            let neighbours = Array(ordinary.suffix(2))
            ordinary.removeLast(neighbours.count)
            if !neighbours.isEmpty { damaged.append(transaction(neighbours, submissions, key)) }
            send([group(damaged)], label, key.date, isDamaged: true)
        }
        var transactions: [(OutgoingTransaction, isRejected: Bool)] = []
        for start in stride(from: 0, to: ordinary.count, by: 40) {
            let part = Array(ordinary[start..<min(start + 40, ordinary.count)])
            transactions.append((transaction(part, submissions, key), false))
        }
        if let claims = byBatch[.rejectedBy999] { transactions.append((transaction(claims, submissions, key), true)) }
        if let claims = byBatch[.later] {
            transactions.append((transaction(claims, submissions, key, time: "1415"), false))
        }
        if !transactions.isEmpty { sendSound(transactions, label, key.date) }
        if let claims = byBatch[.rejectedByTA1] { rejectInterchange(transaction(claims, submissions, key), label) }
    }

    private mutating func transaction(
        _ indices: [Int],
        _ submissions: [ClaimDraft],
        _ key: Day837,
        time: String = Party.clock
    ) -> OutgoingTransaction {
        let reference = reference("BH")
        for index in indices { batches[index] = reference }
        return ClaimWriter.transaction(
            indices.map { submissions[$0] },
            reference: reference,
            kind: key.kind,
            date: key.date,
            time: time
        )
    }

    private mutating func send(
        _ groups: [OutgoingGroup],
        _ label: String,
        _ date: Day,
        isDamaged: Bool
    ) {
        var file = OutgoingFile(
            label: label,
            date: date,
            interchanges: [interchange(toHospital: false, date, groups)],
            delimiters: delimiters()
        )
        file.isDamaged = isDamaged
        files.append(file)
    }

    /// One or two groups in a file, some of which a 999 answers the next day.
    private mutating func sendSound(
        _ transactions: [(OutgoingTransaction, isRejected: Bool)],
        _ label: String,
        _ date: Day
    ) {
        let cut = transactions.count > 1 && random.chance(40) ? 1 : transactions.count
        var groups: [OutgoingGroup] = []
        for part in [transactions.prefix(cut), transactions.dropFirst(cut)] where !part.isEmpty {
            let group = group(part.map(\.0))
            groups.append(group)
            let hasRejection = part.contains(where: \.isRejected)
            guard hasRejection || random.chance(30) else { continue }
            let answers = zip(group.transactions, part).map { ($0, isRejected: $1.isRejected) }
            let answer = AnswerWriter.implementation(answers, group: group.controlNumber, date: date + 1)
            deliver([answer], label: "999", date + 1)
        }
        send(groups, label, date, isDamaged: false)
    }

    private mutating func rejectInterchange(_ transaction: OutgoingTransaction, _ label: String) {
        let date = transaction.date
        let sent = interchange(toHospital: false, date, [group([transaction])])
        var file = OutgoingFile(label: label, date: date, interchanges: [sent], delimiters: delimiters())
        file.staysWhole = true
        files.append(file)
        var answer = interchange(toHospital: true, date + 1, [])
        answer.acknowledgement = [
            "TA1", sent.controlNumber, String(date.compact.dropFirst(2)), Party.clock, "R", "019",
        ]
        var reply = OutgoingFile(label: "TA1", date: date + 1, interchanges: [answer], delimiters: delimiters())
        reply.staysWhole = true
        files.append(reply)
    }
}

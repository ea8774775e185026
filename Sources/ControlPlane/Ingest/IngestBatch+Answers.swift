import Intake
import Journal
import RevenueCycle

/// Answers about whole batches (999, TA1) and the transactions that they answer, bound by control numbers.
///
/// Control numbers are used again, and an answer has no date but its envelope's. So each delivery of a transaction of claims
/// adds the numbers that it came under, each delivery of an answer adds the day that it came, and what is bound to what is
/// worked out from all of them.
extension IngestBatch {
    /// Notes the numbers under which a transaction was sent, so that answers about the batch find its claims.
    mutating func add(_ batch: BatchReference, body: BodyHash, isNew: Bool) throws {
        let indices = batch.batchIndices(keys)
        for key in indices {
            note(KeyIndex(.batchTransactions, key), body.stream)
            answeredKeys.append(key)
        }
        var writer = FieldWriter()
        writer.hash(1, body)
        writer.value(2, batch)
        try write(
            NewEvent(
                type: ShellEvent.batchSent.rawValue,
                schema: ShellEvent.schema,
                subject: subject,
                payload: writer.bytes
            ),
            to: body.stream,
            isNew: isNew
        )
    }

    /// Takes an answer about a batch, as it came on one day.
    mutating func add(_ answer: Acknowledgement, about target: BatchKey) throws {
        let key = target.index(keys)
        let stream = Self.stream(of: answer, under: key)
        set.answers[stream] = answer
        let payload = BatchAnswerRow(target: target.parts, answer: answer).encoded()
        try write(
            NewEvent(
                type: ShellEvent.batchAnswered.rawValue,
                schema: ShellEvent.schema,
                subject: subject,
                payload: payload
            ),
            to: stream,
            isNew: true
        )
        append.rows.append(BatchAnswerRow.row(stream, subject: subject, payload: payload))
        note(KeyIndex(.batchAnswers, key), stream)
        answeredKeys.append(key)
        factCount += 1
    }

    /// Takes what the envelope of a body that is known tells anew: other numbers of a batch, another day of an answer.
    mutating func repeated(_ transaction: ReadTransaction) throws {
        switch transaction.content {
        case .claims:
            for key in transaction.batch.batchIndices(keys)
            where try !set.streams(under: KeyIndex(.batchTransactions, key)).contains(transaction.body.stream) {
                return try add(transaction.batch, body: transaction.body, isNew: false)
            }
        case .batchAnswers(let answers):
            for answer in answers {
                let key = answer.target.index(keys)
                let stream = Self.stream(of: answer.acknowledgement, under: key)
                guard try !set.streams(under: KeyIndex(.batchAnswers, key)).contains(stream) else { continue }
                try add(answer.acknowledgement, about: answer.target)
            }
        case .remittance, .answers, .nothing: break
        }
    }

    /// One stream for each answer, what it answers, and the day that it came.
    private static func stream(of answer: Acknowledgement, under key: BlindIndex) -> StreamID {
        let day = UInt128(UInt32(bitPattern: answer.date?.dayNumber ?? .min))
        return StreamID(answer.id.stream.value ^ key.value ^ day &* 0x9E37_79B9_7F4A_7C15)
    }

    // MARK: - Binding

    private struct SentTransaction {
        let date: CalendarDate
        let files: [StreamID]
        let body: BodyHash
    }

    /// Binds each answer to the newest transaction sent under its numbers, dated on or before the day that it came.
    mutating func settleAnswers() throws {
        var seen: Set<BlindIndex> = []
        for key in answeredKeys where seen.insert(key).inserted {
            var sightings: [FactID: [Acknowledgement]] = [:]
            for stream in try set.streams(under: KeyIndex(.batchAnswers, key)).sorted() {
                guard let answer = try set.answers[stream] ?? storedAnswer(stream) else { continue }
                sightings[answer.id, default: []].append(answer)
            }
            guard !sightings.isEmpty else { continue }
            let sent = try transactions(under: key)
            for (id, answers) in sightings.sorted(by: { $0.key < $1.key }) { bind(answers, of: id, to: sent) }
        }
    }

    private mutating func transactions(under key: BlindIndex) throws -> [SentTransaction] {
        var sent: [SentTransaction] = []
        for body in try set.streams(under: KeyIndex(.batchTransactions, key)).sorted().map({ BodyHash($0) }) {
            let files = try set.streams(under: keys.transactionFiles(of: body)).sorted()
            for file in files { try set.load(file) }
            let date = files.compactMap { file in
                set.files[file]?.state.submissions.first { $0.id.body == body }?.transactionDate
            }.first
            sent.append(SentTransaction(date: date ?? .distantPast, files: files, body: body))
        }
        return sent
    }

    private mutating func bind(_ sightings: [Acknowledgement], of id: FactID, to sent: [SentTransaction]) {
        for transaction in sent {
            let bound = sightings.filter { sighting in
                let day = sighting.date ?? CalendarDate(dayNumber: .max)
                return transaction.date <= day && !sent.contains { $0.date <= day && $0.date > transaction.date }
            }
            let first = bound.min { ($0.date ?? .distantPast) < ($1.date ?? .distantPast) }
            for file in transaction.files { settle(first, of: id, body: transaction.body, in: file) }
        }
    }

    /// Makes a claim file know the answer to a transaction, or no more.
    private mutating func settle(_ answer: Acknowledgement?, of id: FactID, body: BodyHash, in file: StreamID) {
        // One answer may be about several transactions of a file: its name here is that of both.
        let name = FactID(
            body: BodyHash(high: id.body.high ^ body.high, low: id.body.low ^ body.low),
            ordinal: id.ordinal
        )
        let known = set.files[file]?.state.acknowledgements.first { $0.id == name }
        guard known?.date != answer?.date || (known == nil) != (answer == nil) else { return }
        if known != nil { apply(.acknowledgementWithdrawn(name), to: file) }
        guard var bound = answer else { return }
        bound.id = name
        bound.answeredBody = body
        apply(.claimAcknowledged(bound), to: file)
    }

    private func storedAnswer(_ stream: StreamID) throws -> Acknowledgement? {
        try journal.row(table: RowTable.batchAnswer.rawValue, id: stream)?.payload.map {
            try BatchAnswerRow(decoding: $0).answer
        }
    }
}

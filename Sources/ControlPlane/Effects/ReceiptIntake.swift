package import Connect
package import Journal
import RevenueCycle

/// What became of a receipt.
package struct ReceiptResult: Hashable, Sendable {
    /// The effect that it names.
    package let effect: String
    /// Whether it is on record now.
    package let isTaken: Bool
    /// What happened, for a person.
    package let words: String
}

/// Takes down what the receiver of a destination has said, each thing once.
///
/// A receipt is on record before it is put aside. One that comes again, because the process ended between, is known by its bytes.
package struct ReceiptIntake {
    private let journal: TenantJournal
    private let destination: Destination
    private let connector: any Connector
    private let principal: String
    private let clock: () -> Timestamp

    /// How many are taken in one run; the others are met by the next.
    private static let limit = 1000

    /// The intake of one destination.
    ///
    /// - Parameters:
    ///   - journal: where the effects stand.
    ///   - destination: whose receiver is listened to.
    ///   - connector: the way there.
    ///   - principal: who works, in entries.
    ///   - clock: the time of day.
    package init(
        journal: TenantJournal,
        destination: Destination,
        connector: any Connector,
        principal: String,
        clock: @escaping () -> Timestamp
    ) {
        self.journal = journal
        self.destination = destination
        self.connector = connector
        self.principal = principal
        self.clock = clock
    }

    /// Takes down what has come.
    ///
    /// - Returns: what became of each receipt.
    /// - Throws: ``JournalError`` or ``DecodingFault``; what was not taken down yet is met again.
    package func takeAll() throws -> [ReceiptResult] {
        let receipts: [IncomingReceipt]
        do throws(DeliveryFault) {
            receipts = try connector.receipts(limit: Self.limit)
        } catch {
            return [ReceiptResult(effect: "", isTaken: false, words: "\(destination.name): \(error.description)")]
        }
        return try receipts.map { receipt in
            if let problem = try record(receipt) {
                return ReceiptResult(effect: receipt.delivery, isTaken: false, words: problem)
            }
            do throws(DeliveryFault) {
                try connector.take(receipt)
            } catch {
                return ReceiptResult(effect: receipt.delivery, isTaken: true, words: error.description)
            }
            return ReceiptResult(effect: receipt.delivery, isTaken: true, words: "\(receipt.outcome)")
        }
    }

    /// Puts a receipt on record; gives back why it cannot be.
    private func record(_ receipt: IncomingReceipt) throws -> String? {
        guard let stream = PublicID.effect(receipt.delivery), let recorded = try RecordedEffect(stream, in: journal),
            recorded.effect.request.destination == destination.name
        else { return "No effect of that name was taken to \(destination.name); the file stays where it is." }
        let known = EffectReceipt(outcome: EffectReceipt.Outcome(receipt.outcome), bytes: receipt.bytes)
        let events: [EffectEvent]
        do throws(Effect.Refusal) {
            events = try recorded.effect.decide(.receive(known))
        } catch {
            return "\(error.description) The file stays where it is."
        }
        guard !events.isEmpty else { return nil }
        var append = Append(command: .random(), principal: principal, purpose: "receipt of an effect")
        append.change(recorded, by: events)
        _ = try journal.append(append, at: clock())
        return nil
    }
}

extension EffectReceipt.Outcome {
    fileprivate init(_ outcome: IncomingReceipt.Outcome) {
        switch outcome {
        case .accepted: self = .accepted
        case .rejected: self = .rejected
        case .note: self = .note
        }
    }
}

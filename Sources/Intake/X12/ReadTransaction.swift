package import RevenueCycle
package import X12

/// One transaction of a document, read into facts.
package struct ReadTransaction: Sendable {
    /// What a transaction told.
    package enum Content: Sendable {
        /// Claims as sent (837).
        case claims([Submission])
        /// A payment or a part of one, with its claims (835).
        case remittance(ReadRemittance)
        /// Answers about single claims (277CA, 277).
        case answers([Acknowledgement])
        /// Answers about a batch (999, TA1).
        case batchAnswers([BatchAnswer])
        /// Nothing that the domain reads.
        case nothing
    }

    /// The canonical body, which names the transaction whatever its envelope.
    package let body: BodyHash
    /// The set control number (ST02); empty for a TA1.
    package let setControlNumber: String
    /// The numbers by which answers may quote the transaction.
    package let batch: BatchReference
    /// What it told.
    package let content: Content
    /// Why nothing of it may count, when it is damaged.
    package let damage: HeldReading?
    /// Claims of it that cannot be read, each held by itself.
    package let heldClaims: [HeldReading]
    /// What was noticed while reading.
    package let diagnostics: [Diagnostic]
    /// The bytes from ST to SE.
    package let span: Span
}

/// Something that could not be read well enough to count.
package struct HeldReading: Hashable, Sendable {
    /// Why, in plain words and without any identifier.
    package let reason: String
    /// Where: control numbers, segment, line and byte.
    package let place: String
    /// The provider's number of the account, when it is of one claim.
    package let patientControlNumber: String?
}

/// A payment or a part of one.
package struct ReadRemittance: Sendable {
    /// The payment's name: the hash of payer, trace, originating company and date.
    package let payment: BodyHash
    /// The part that this transaction is.
    package let part: PaymentPart
    /// Its claims.
    package let adjudications: [Adjudication]
}

/// An answer about a batch, by the numbers that it quotes.
package struct BatchAnswer: Sendable {
    /// What is answered.
    package let target: BatchKey
    /// The answer, not yet bound to a transaction.
    package let acknowledgement: Acknowledgement
}

/// The numbers by which a 999 or TA1 quotes what it answers.
package enum BatchKey: Hashable, Sendable {
    /// A transaction set: sender (GS02), group (GS06) and set (ST02).
    case set(sender: String, group: String, set: String)
    /// A functional group: sender (GS02) and group (GS06).
    case group(sender: String, group: String)
    /// An interchange: sender (ISA06) and control number (ISA13).
    case interchange(String)

    /// The parts of the key, kind first.
    package var parts: [String] {
        switch self {
        case .set(let sender, let group, let set): ["set", sender, group, set]
        case .group(let sender, let group): ["group", sender, group]
        case .interchange(let number): ["interchange", number]
        }
    }
}

extension BatchReference {
    /// Every key by which an answer may quote a transaction of this batch.
    package var keys: [BatchKey] {
        [
            .set(
                sender: sender,
                group: BatchReference.number(groupControlNumber),
                set: BatchReference.number(setControlNumber)
            ),
            .group(sender: sender, group: BatchReference.number(groupControlNumber)),
            .interchange(interchange),
        ]
    }

    /// A control number without leading zeros, for some senders pad and their receivers do not.
    static func number(_ text: String) -> String {
        let trimmed = text.drop { $0 == "0" || $0 == " " }
        return trimmed.isEmpty ? text : String(trimmed)
    }

    /// The interchange of a sender by its control number.
    static func interchangeKey(sender: String, controlNumber: String) -> String {
        "\(sender)|\(number(controlNumber))"
    }
}

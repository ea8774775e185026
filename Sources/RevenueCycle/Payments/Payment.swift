/// One payment of a payer: every transaction with one payer, trace, originating company and date.
///
/// The payment is the unit of balance: while what its transactions pay does not equal what they say was transferred,
/// what they carry is held. One payment may come in several transactions, each stating its share or the whole.
package struct Payment: Hashable, Sendable {
    /// The transactions received, in no order that matters.
    package private(set) var parts: [PaymentPart] = []
    /// Why a person released it although it did not balance.
    package private(set) var releaseReason: String?

    /// A payment of which nothing was received yet.
    package init() {}

    /// What was transferred as the transactions state it: the whole in each, or the sum of their shares.
    package var amount: Money {
        let stated = parts.map(\.amount)
        if let first = stated.first, stated.count > 1, stated.allSatisfy({ $0 == first }), first == paid {
            return first
        }
        return stated.sum()
    }

    /// What the claims and provider adjustments add up to: Σ CLP04 − Σ PLB.
    package var paid: Money { parts.map { $0.claimsPaid - $0.providerAdjusted }.sum() }

    /// Whether what was transferred is what was paid.
    package var isBalanced: Bool { amount == paid }

    /// Whether what it carries must not count yet.
    package var isHeld: Bool { !isBalanced && releaseReason == nil }

    /// The state after the event.
    package mutating func evolve(_ event: PaymentEvent) {
        switch event {
        case .transactionReceived(let part): parts.append(part)
        case .released(let reason): releaseReason = reason
        }
    }

    /// What follows from a command; no events when nothing changes.
    ///
    /// - Throws: ``PaymentRefusal`` when the command can't be carried out.
    package func decide(_ command: PaymentCommand) throws(PaymentRefusal) -> [PaymentEvent] {
        switch command {
        case .receive(let part):
            return parts.contains { $0.body == part.body } ? [] : [.transactionReceived(part)]
        case .release(let reason):
            guard !parts.isEmpty else { throw .noSuchPayment }
            guard isHeld else { throw .notHeld }
            guard reason.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
            return [.released(reason: reason)]
        }
    }
}

/// One transaction of a payment (an ST to SE of an 835).
package struct PaymentPart: Hashable, Sendable {
    /// The transaction's canonical body.
    package var body: BodyHash
    /// The set control number (ST02).
    package var setControlNumber: String
    /// The name of the file it came in.
    package var file: String
    /// Who pays.
    package var payer: PayerIdentity
    /// The trace number (TRN02).
    package var trace: String
    /// The payment date (BPR16).
    package var date: CalendarDate?
    /// What the transaction says was transferred (BPR02).
    package var amount: Money
    /// How many claims it carries.
    package var claimCount: Int
    /// Σ CLP04.
    package var claimsPaid: Money
    /// Σ PLB amounts.
    package var providerAdjusted: Money
    /// The provider adjustments.
    package var adjustments: [ProviderAdjustment]
    /// The patient control number, when it carries one claim only.
    package var patientControlNumber: String?
    /// Where it was read.
    package var span: Span

    /// A transaction of a payment, field by field.
    package init(
        body: BodyHash,
        setControlNumber: String,
        file: String,
        payer: PayerIdentity,
        trace: String,
        date: CalendarDate?,
        amount: Money,
        claimCount: Int,
        claimsPaid: Money,
        providerAdjusted: Money,
        adjustments: [ProviderAdjustment],
        patientControlNumber: String?,
        span: Span
    ) {
        self.body = body
        self.setControlNumber = setControlNumber
        self.file = file
        self.payer = payer
        self.trace = trace
        self.date = date
        self.amount = amount
        self.claimCount = claimCount
        self.claimsPaid = claimsPaid
        self.providerAdjusted = providerAdjusted
        self.adjustments = adjustments
        self.patientControlNumber = patientControlNumber
        self.span = span
    }
}

/// What may be asked of a payment.
package enum PaymentCommand: Sendable {
    /// Keep a transaction of it.
    case receive(PaymentPart)
    /// Let what it carries count although it does not balance.
    case release(reason: String)
}

/// What can happen to a payment.
package enum PaymentEvent: Hashable, Sendable {
    /// A transaction of it came.
    case transactionReceived(PaymentPart)
    /// A person let what it carries count.
    case released(reason: String)
}

/// Why a payment refused a command.
package enum PaymentRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nothing of it was received.
    case noSuchPayment
    /// It is not held.
    case notHeld
    /// A release without a reason proves nothing later.
    case reasonMissing

    package var description: String {
        switch self {
        case .noSuchPayment: "There is no such payment. `recourse held list` shows what is held."
        case .notHeld: "This payment is not held."
        case .reasonMissing: "A release needs a reason: add --reason."
        }
    }
}

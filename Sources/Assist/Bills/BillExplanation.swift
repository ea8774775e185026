package import RevenueCycle

/// One bill in words for the patient: charged, insurer paid, taken off, you owe, and whatever stands between; rows that sum,
/// each with its reason.
///
/// It says only what the gate allows: "you owe" is the outstanding patient amount of the rows that decide, and nothing
/// else. It never promises, never threatens, names no service and no diagnosis.
package struct BillExplanation: Hashable, Sendable {
    /// What an amount of the bill is.
    package enum Kind: String, Hashable, Sendable {
        /// The price of the services.
        case charged
        /// What insurers paid and what counts.
        case insurancePaid
        /// What nobody is asked for.
        case takenOff
        /// What of the patient's own payment counts here.
        case paidByYou
        /// What insurers have not answered for.
        case waiting
        /// What is not asked of the patient now, and perhaps never.
        case onHold
        /// What does not work out by the documents; a person looks.
        case beingChecked
        /// What nobody is asked for any more, by a decision of ours.
        case writtenOff
        /// What help with the cost pays.
        case assistance
        /// What is paid over time.
        case onPlan
        /// What may be asked of the patient now.
        case youOwe

        /// The row's label.
        package var label: String {
            switch self {
            case .charged: "Charged"
            case .insurancePaid: "Your insurance paid"
            case .takenOff: "Taken off"
            case .paidByYou: "You paid at your visit"
            case .waiting: "Waiting for your insurance"
            case .onHold: "Not asked of you now"
            case .beingChecked: "Being checked"
            case .writtenOff: "Changed by us"
            case .assistance: "Help with the cost"
            case .onPlan: "Paid over time"
            case .youOwe: "You owe"
            }
        }
    }

    /// A row: what the amount is, how much, and why.
    package struct Row: Hashable, Sendable {
        /// What the amount is.
        package let kind: Kind
        /// The amount.
        package let amount: Money
        /// Why, bound to its facts.
        package let reason: Sentence
    }

    /// The amount charged, and then the rows that it is the sum of; the last is what the patient owes.
    package let rows: [Row]
    /// What else must be said: money kept or owed back, who to ask.
    package let notes: [Sentence]

    /// The bill of an account.
    package init(of account: AccountPosition) {
        let words = BillWords(account)
        let balances = account.ledgerBalances
        let paid =
            balances[.payerCash] + balances[.interest] + balances[.suspense] + balances[.payerRefunds]
            + balances[.expectedTakeBacks]
        let own = balances[.patientCash] + balances[.patientCredit] + balances[.patientRefunds]
        let amounts: [(kind: Kind, amount: Money)] = [
            (.charged, -balances[.charges]),
            (.insurancePaid, paid),
            (.takenOff, balances[.adjustments]),
            (.paidByYou, own),
            (.waiting, balances[.payerReceivable]),
            (.onHold, balances[.heldReceivable]),
            (.beingChecked, balances[.unexplained]),
            (.writtenOff, balances[.writeOffs] + balances[.corrections]), (.assistance, balances[.assistance]),
            (.onPlan, balances[.planReceivable]), (.youOwe, balances[.patientReceivable]),
        ]
        rows = amounts.compactMap { kind, amount in
            let isAlwaysShown =
                switch kind {
                case .charged, .insurancePaid, .takenOff, .youOwe: true
                case .paidByYou, .waiting, .onHold, .beingChecked, .writtenOff, .assistance, .onPlan: false
                }
            guard isAlwaysShown || !amount.isZero else { return nil }
            return Row(kind: kind, amount: amount, reason: words.reason(for: kind, amount))
        }
        notes = words.notes(keptPayment: -balances[.patientCredit])
    }
}

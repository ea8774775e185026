/// An account of the double-entry ledger of one visit.
///
/// Amounts are signed, debits positive: what is owed to us and what we hold are debits, what we earned and what we owe are
/// credits. The sum over all accounts is zero at every moment.
package enum LedgerAccount: String, Hashable, Sendable, CaseIterable, Comparable {
    /// The price of the services (credit), once for all payers of them.
    case charges
    /// What payers paid, whether it counts yet or not, interest included (debit).
    case payerCash
    /// What the patient paid at the desk (debit).
    case patientCash
    /// What payers still owe an answer for (debit).
    case payerReceivable
    /// What may be asked of the patient now (debit).
    case patientReceivable
    /// What waits for a person or another payer (debit).
    case heldReceivable
    /// What nobody is asked for: contract, law, programme (debit).
    case adjustments
    /// Interest that payers paid (credit).
    case interest
    /// What payers paid that does not count yet (credit).
    case suspense
    /// What the patient paid beyond what is asked for by now (credit).
    case patientCredit
    /// What the law of a claim does not explain (either side): a `mismatch`, or a later payer's payment on a claim that an
    /// earlier payer took back.
    case unexplained
    /// What was approved to be written off (debit).
    case writeOffs
    /// Assistance that was approved (debit).
    case assistance
    /// Approved corrections of our own books (either side).
    case corrections
    /// What the patient pays over time by an approved plan (debit).
    case planReceivable
    /// What was approved to be paid back to the patient (credit).
    case patientRefunds
    /// What was approved to be paid back to payers (credit).
    case payerRefunds
    /// What was approved to be paid back and the payer's documents do not take back yet (debit).
    case expectedTakeBacks

    /// Whether it has something only where a change was approved.
    package var isOfChanges: Bool {
        switch self {
        case .charges, .payerCash, .patientCash, .payerReceivable, .patientReceivable, .heldReceivable, .adjustments,
            .interest, .suspense, .patientCredit, .unexplained:
            false
        case .writeOffs, .assistance, .corrections, .planReceivable, .patientRefunds, .payerRefunds, .expectedTakeBacks:
            true
        }
    }

    package static func < (left: LedgerAccount, right: LedgerAccount) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How much stands on each account of the ledger.
package struct LedgerBalances: Hashable, Sendable {
    private var amounts: [LedgerAccount: Money] = [:]

    /// Nothing anywhere.
    package init() {}

    /// The signed balance of an account: a debit is positive.
    package subscript(_ account: LedgerAccount) -> Money {
        get { amounts[account] ?? .zero }
        set { amounts[account] = newValue.isZero ? nil : newValue }
    }

    /// The sum over all accounts; zero, or the ledger is wrong.
    package var total: Money { amounts.values.sum() }

    /// The accounts whose balance is another than before, with what was added to each, in the order of the accounts.
    func changes(since earlier: LedgerBalances) -> [LedgerLine] {
        LedgerAccount.allCases.compactMap { account in
            let change = self[account] - earlier[account]
            return change.isZero ? nil : LedgerLine(account: account, amount: change)
        }
    }

    static func += (left: inout LedgerBalances, right: LedgerBalances) {
        for (account, amount) in right.amounts { left[account] += amount }
    }
}

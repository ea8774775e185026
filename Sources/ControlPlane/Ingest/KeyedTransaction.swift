import Intake
import Journal
import RevenueCycle

/// What a document told of one claim, with the keys by which its claim file is found.
struct KeyedFact: Sendable {
    let event: ClaimFileEvent
    let keys: FactKeys.Keys
}

/// A transaction with the keys of its facts and of its body.
struct KeyedTransaction: Sendable {
    let transaction: ReadTransaction
    /// Each fact about a claim, in file order.
    let facts: [KeyedFact]
    /// Keys under which what follows from it is looked for, once its facts are in.
    let following: [KeyIndex]
    /// The key of its body.
    let key: UniqueKey
    /// The key of its body when that has no end, or another's.
    let damagedKey: UniqueKey

    /// Works out the keys of a transaction.
    init(_ transaction: ReadTransaction, journal: TenantJournal) {
        self.transaction = transaction
        let keys = FactKeys(journal: journal)
        let shared = Self.shared(transaction, keys)
        facts = Self.events(of: transaction.content).map {
            KeyedFact(event: $0, keys: keys.keys(of: $0, shared: shared))
        }
        following = Self.following(transaction, keys) + [shared].compactMap(\.self)
        key = transaction.body.key(.transaction, journal)
        damagedKey = transaction.body.key(.damagedTransaction, journal)
    }

    /// Under which all its facts are listed: its body, or the payment that it is a part of.
    private static func shared(_ transaction: ReadTransaction, _ keys: FactKeys) -> KeyIndex? {
        switch transaction.content {
        case .claims: keys.transactionFiles(of: transaction.body)
        case .remittance(let remittance): keys.paymentFiles(of: remittance.payment)
        case .answers, .batchAnswers, .nothing: nil
        }
    }

    private static func following(_ transaction: ReadTransaction, _ keys: FactKeys) -> [KeyIndex] {
        func batchKeys(_ index: BlindIndex) -> [KeyIndex] {
            [KeyIndex(.batchTransactions, index), KeyIndex(.batchAnswers, index)]
        }
        return switch transaction.content {
        case .claims: transaction.batch.batchIndices(keys).flatMap(batchKeys)
        case .batchAnswers(let answers): answers.flatMap { batchKeys($0.target.index(keys)) }
        case .remittance, .answers, .nothing: []
        }
    }

    private static func events(of content: ReadTransaction.Content) -> [ClaimFileEvent] {
        switch content {
        case .claims(let submissions): submissions.map { .claimSubmitted($0) }
        case .remittance(let remittance):
            remittance.adjudications.map { .claimAdjudicated($0) }
                + remittance.part.adjustments.filter { !$0.referencedNumbers.isEmpty }.map { .providerAdjusted($0) }
        case .answers(let answers): answers.map { .claimAcknowledged($0) }
        case .batchAnswers, .nothing: []
        }
    }
}

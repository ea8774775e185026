import Intake
import Journal
import RevenueCycle

/// What a document told of one claim, with the keys by which its claim file is found.
struct KeyedFact: Sendable {
    let event: ClaimFileEvent
    let keys: FactKeys.Keys
}

/// A transaction with the keys of its facts, and with what the store said of them when it was read.
struct KeyedTransaction: Sendable {
    let transaction: ReadTransaction
    /// When the store was asked: what it said then holds for a working set of the same epoch.
    let epoch: Int
    /// Each fact about a claim, in file order.
    let facts: [KeyedFact]
    /// What the store had under the keys by which the facts are found.
    let lookups: [(key: KeyIndex, streams: [StreamID])]
    /// The key of its body, and who had it.
    let key: UniqueKey
    let holder: StreamID?
    /// The key of its body without an end, and who had it.
    let damagedKey: UniqueKey
    let damagedHolder: StreamID?

    /// Works out the keys of a transaction's facts and looks them up.
    ///
    /// - Throws: ``JournalError`` when the store fails.
    init(_ transaction: ReadTransaction, journal: TenantJournal, epoch: Int = 0) throws(JournalError) {
        self.transaction = transaction
        self.epoch = epoch
        let keys = FactKeys(journal: journal)
        let facts = Self.events(of: transaction.content).map { KeyedFact(event: $0, keys: keys.keys(of: $0)) }
        var unique: [KeyIndex] = []
        var seen: Set<KeyIndex> = []
        for key in facts.flatMap(\.keys.finding) where seen.insert(key).inserted { unique.append(key) }
        let streams = try journal.lookups(unique.map { (space: $0.space.rawValue, index: $0.index) })
        self.facts = facts
        lookups = Array(zip(unique, streams)).map { (key: $0, streams: $1) }
        key = transaction.body.key(.transaction, journal)
        damagedKey = transaction.body.key(.damagedTransaction, journal)
        holder = try journal.claimed(key)
        damagedHolder = try journal.claimed(damagedKey)
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

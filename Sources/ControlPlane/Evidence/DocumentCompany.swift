import Intake
import Journal
import RevenueCycle

/// Of whom a document tells, read from its own bytes: what came a second time in it is known by the first document that had it.
struct DocumentCompany {
    /// The names of the facts that stand in it.
    private var facts: Set<FactID> = []
    /// What stands in it that is no fact: what could not be read, and what the domain does not read.
    private var unread = 0

    /// Reads a document.
    init(_ bytes: [UInt8], address: BodyHash) {
        let reader = TransactionReader(bytes, file: "", document: address, hash: BodyHash.sha256)
        // What stands beside transactions is nobody's who is known.
        if !reader.read({ transaction in take(transaction) }).isEmpty { unread += 1 }
    }

    private mutating func take(_ transaction: ReadTransaction) {
        unread += transaction.heldClaims.count
        if transaction.damage != nil { unread += 1 }
        switch transaction.content {
        case .claims(let submissions): facts.formUnion(submissions.map(\.id))
        case .remittance(let remittance):
            facts.formUnion(remittance.adjudications.map(\.id))
            // Without a reference they are of the provider alone.
            facts.formUnion(remittance.part.adjustments.filter { $0.reference != nil }.map(\.id))
        case .answers(let answers): facts.formUnion(answers.map(\.id))
        // They name batches and nobody.
        case .batchAnswers: break
        case .nothing: unread += 1
        }
    }

    /// Those of all accounts of which it tells, and how many things stand in it of which none of them is.
    func members(of accounts: [NamedAccount]) -> (accounts: [NamedAccount], unnamed: Int) {
        var found: Set<FactID> = []
        let members = accounts.filter { account in
            let own = facts.intersection(account.facts)
            found.formUnion(own)
            return !own.isEmpty
        }
        return (members, unread + facts.count - found.count)
    }
}

extension NamedAccount {
    /// The names of all facts that tell of it, also of those that may be another's.
    fileprivate var facts: Set<FactID> {
        position.claims.map(\.claim).reduce(into: []) { facts, claim in
            facts.formUnion(claim.submissions.map(\.id))
            facts.formUnion(claim.adjudications.map(\.id))
            facts.formUnion(claim.ambiguous.map(\.id))
            facts.formUnion(claim.acknowledgements.map(\.fact.id))
            facts.formUnion(claim.providerAdjustments.map(\.id))
        }
    }
}

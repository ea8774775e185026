/// What something can be done with.
///
/// The raw names stand in roles, entries and answers.
package enum Resource: String, CaseIterable, Hashable, Sendable {
    /// Source patients, and the persons that they are held to be.
    case patient
    /// What an encounter owes, with its ledger.
    case account
    /// Claims with submissions, adjudications, findings and deadlines.
    case claim
    /// Remittances and payments.
    case remittance
    /// What is held until it balances, is matched, or a person releases it.
    case heldItem
    /// The places of a document that tell of the thing in hand.
    case documentSpan
    /// The whole document, with its neighbours.
    case document
    case `case`
    case proposal
    /// What patients and payers wrote, said and answered.
    case message
    /// Sums that name nobody.
    case report
    /// Entries of the journal: who did what.
    case auditTrail
    /// Who looked at what.
    case accessLog
    /// What left, to whom and why.
    case disclosure
    /// The journal as a proof and as files.
    case journal
    case payerRules
    case approvalPolicy
    case retentionPolicy
    /// The rules of who may do what.
    case roleSet
    case legalHold
    case usage
    case user
    /// Roles that principals have.
    case grant
    case apiKey
    /// Emergency access: asked for and reviewed.
    case breakGlass
    /// The keys that seal the store.
    case encryptionKey
    /// What was approved and goes outside.
    case effect
    /// Where what was approved goes.
    case destination
    /// What runs by itself.
    case job
    case webhook
    /// The events that others follow.
    case eventFeed

    /// Whether it is the same for the whole tenant and tells of nobody, so that those who work within a bound may look at it too.
    package var isReference: Bool {
        switch self {
        case .payerRules, .approvalPolicy, .retentionPolicy, .roleSet: true
        default: false
        }
    }

    /// What can be done with it.
    package var actions: Set<Action> {
        switch self {
        case .patient: [.search, .read, .export, .link, .unlink, .note]
        case .account, .claim: [.search, .read, .export, .note]
        case .remittance: [.search, .read, .export]
        case .heldItem: [.search, .read, .release, .refuse, .attach, .assign, .note]
        case .documentSpan: [.read]
        case .document: [.ingest, .search, .read, .export]
        case .case: [.search, .read, .export, .open, .assign, .note, .schedule, .escalate, .resolve, .link, .unlink]
        case .proposal:
            [
                .search, .read, .export, .draft, .propose, .edit, .withdraw, .approve, .refuse, .sendBack,
                .requestRecords,
                .escalate, .override, .note,
            ]
        case .message: [.search, .read, .export, .record]
        case .report: [.read, .export]
        case .auditTrail, .accessLog, .disclosure: [.search, .read, .export]
        case .journal: [.verify, .export, .checkpoint, .rebuild, .accept, .backup, .restore]
        case .payerRules, .approvalPolicy, .roleSet: [.read, .adopt]
        case .retentionPolicy: [.read, .adopt, .run]
        case .legalHold: [.search, .read, .place, .release]
        case .usage: [.read, .export]
        case .user: [.search, .read, .create, .edit, .suspend]
        case .grant: [.search, .read, .export, .grant, .revoke, .review]
        case .apiKey: [.search, .read, .issue, .rotate, .revoke]
        case .breakGlass: [.search, .read, .breakGlass, .revoke, .review]
        case .encryptionKey: [.read, .rotate]
        case .effect: [.search, .read, .retry, .resolve]
        case .destination: [.search, .read, .edit, .revoke]
        case .job: [.search, .read, .retry, .discard]
        case .webhook: [.search, .read, .create, .edit, .revoke, .retry]
        case .eventFeed: [.read]
        }
    }
}

import Access
package import Journal
import RevenueCycle

/// A place outside that is told of events as they happen.
package struct Webhook: Sendable {
    let stream: StreamID
    /// The public id.
    package var id: String { PublicID.webhook(stream) }
    /// Where it leads.
    package let url: String
    /// Of which types it is told; nil for all.
    package let kinds: Set<PublicEvent.Kind>?
    /// The account that it is told as: of nothing but what that may read.
    package let account: String
    /// Who registered it.
    package let principal: String
    /// When.
    package let added: Timestamp
    /// Why.
    package let reason: String
    /// The entry that registered it, or let it begin again; it is told of what comes after.
    private(set) var begins: Position
    /// What its messages are signed with, the newest first; each until a moment, or for good.
    private var secrets: [(secret: WebhookSecret, until: Timestamp?)]
    /// Since when each delivery failed; nil when the last did not.
    package private(set) var failing: Timestamp?
    /// When, and why, it was stopped; nil while it is told.
    package private(set) var stopped: (time: Timestamp, reason: String)?

    fileprivate init(_ change: WebhookChange, _ header: EntryHeader) throws(DecodingFault) {
        guard case .added(let url, let kinds, let account, let secret) = change.kind else {
            throw DecodingFault(record: "webhook that nobody registered", field: 1)
        }
        stream = change.webhook
        self.url = url
        self.kinds = kinds
        self.account = account
        principal = header.principal
        added = header.recorded
        reason = change.reason
        begins = header.position
        secrets = [(secret, nil)]
    }

    fileprivate mutating func evolve(_ change: WebhookChange, _ header: EntryHeader) {
        switch change.kind {
        case .added, .removed: break
        case .rotated(let secret, let until):
            secrets = [(secret, nil)] + secrets.map { ($0.secret, min($0.until ?? until, until)) }
        case .disabled: stopped = (header.recorded, change.reason)
        case .enabled:
            stopped = nil
            failing = nil
            begins = header.position
        case .failing: failing = header.recorded
        case .recovered: failing = nil
        }
    }

    /// Whether it is told of events now.
    package var isTold: Bool { stopped == nil }

    /// What a message is signed with at a moment.
    func secrets(at now: Timestamp) -> [WebhookSecret] {
        secrets.filter { $0.until.map { now < $0 } ?? true }.map(\.secret)
    }

    /// Whether it asks to be told of an event.
    func wants(_ event: PublicEvent) -> Bool {
        isTold && event.entry > begins && kinds?.contains(event.kind) ?? true
    }
}

/// The webhooks that stand, as verified entries say.
struct Webhooks: Sendable {
    /// In the order in which they were registered.
    private(set) var all: [Webhook] = []
    /// The version of the stream that says so.
    private(set) var version: UInt64 = 0

    /// The stream of all changes.
    static var stream: StreamID { ControlPlane.stream(of: .webhookAdded) }

    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(in journal: TenantJournal) throws {
        for entry in try journal.verifiedEntries(of: Self.stream) {
            version = entry.header.streamVersion
            guard let payload = entry.payload, let type = ShellEvent(rawValue: entry.header.type) else { continue }
            let change = try WebhookChange(type, decoding: payload)
            switch change.kind {
            case .added: all.append(try Webhook(change, entry.header))
            case .removed: all.removeAll { $0.stream == change.webhook }
            case .rotated, .disabled, .enabled, .failing, .recovered:
                guard let place = all.firstIndex(where: { $0.stream == change.webhook }) else { continue }
                all[place].evolve(change, entry.header)
            }
        }
    }

    /// The webhook of a stream.
    subscript(_ stream: StreamID) -> Webhook? { all.first { $0.stream == stream } }
}

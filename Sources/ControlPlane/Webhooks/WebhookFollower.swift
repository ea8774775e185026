import Journal
import RevenueCycle
import Synchronization

/// Makes a job of each event that a webhook asks for, in the transaction in which the follower moves past its entry; so each is made
/// once, whatever is cut short.
///
/// Whether the webhook's account may be told is asked when it is told.
final class WebhookFollower: Follower {
    let name = "webhooks"
    private let plane: ControlPlane
    private let webhooks: Mutex<Webhooks>

    /// A follower of a store.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(_ plane: ControlPlane) throws {
        self.plane = plane
        webhooks = Mutex(try Webhooks(in: plane.journal))
    }

    func wants(_ header: EntryHeader) -> Bool {
        // A change of a webhook is read anew, so that what comes after it is told as it says.
        if ShellEvent.webhooks.contains(header.type) { return true }
        return webhooks.withLock { $0.all.contains { $0.isTold && header.position > $0.begins } }
    }

    func follow(_ entry: Entry) throws -> [Reaction] {
        let header = entry.header
        if ShellEvent.webhooks.contains(header.type) {
            let now = try Webhooks(in: plane.journal)
            webhooks.withLock { $0 = now }
            return []
        }
        guard let event = try plane.publicEvent(entry) else { return [] }
        let told = webhooks.withLock(\.all).filter { $0.wants(event) }
        return told.map { webhook in
            var append = Append.reaction(principal: plane.principal, purpose: "telling of an event")
            append.jobs = [WebhookJob(webhook: webhook.stream, entry: header.position).new(at: header.recorded)]
            return Reaction("tell a webhook", append)
        }
    }
}

/// What is to be told to whom.
struct WebhookJob: Hashable {
    let webhook: StreamID
    let entry: Position

    /// How often it is tried: over two days or so.
    static let attempts = 20

    init(webhook: StreamID, entry: Position) {
        self.webhook = webhook
        self.entry = entry
    }

    func new(at time: Timestamp) -> NewJob {
        var writer = FieldWriter()
        writer.raw(1, webhook.bytes)
        writer.integer(2, entry)
        return NewJob(
            kind: JobKind.tellWebhook.rawValue,
            notBefore: time,
            attemptLimit: Self.attempts,
            subject: .tenant,
            retention: .governance,
            payload: writer.bytes
        )
    }

    /// The job of a payload; nil when it was changed or destroyed.
    init?(_ payload: Job.Payload) {
        guard case .bytes(let bytes) = payload else { return nil }
        var fields = FieldReader(bytes)
        var webhook: StreamID?
        var entry: Position = 0
        // What cannot be read is no job that can be done.
        while let field = try? fields.next() {
            switch field.number {
            case 1: webhook = StreamID(bytes: field.raw)
            case 2: entry = field.integer
            default: break
            }
        }
        guard let webhook, entry > 0 else { return nil }
        self.init(webhook: webhook, entry: entry)
    }

    /// What the message is called, the same at each try: receivers know by it what they were told before.
    var messageID: String {
        let position = (0..<8).map { UInt8(truncatingIfNeeded: entry >> (56 - 8 * UInt64($0))) }
        return "msg_" + PublicID.letters(StreamID(hashing: "recourse webhook message", webhook.bytes, position).value)
    }
}

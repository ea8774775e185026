import Access
import Connect
import Journal
import RevenueCycle

/// Tells webhooks what they are to be told: each message signed, and tried again until it is taken or given up.
///
/// One message at a time; who waits for an answer holds up none but its own worker. What is sent is worked out anew at each try, from
/// entries and rights as they are then; only its name, and what it says, stay the same.
package struct WebhookRunner: Sendable {
    let plane: ControlPlane
    private let sender: WebhookSender
    private let backoff = Backoff(base: .seconds(10), longest: .seconds(8 * 3600))
    /// For how long a worker has a message: longer than any answer is waited for.
    private static let lease = Duration.seconds(60)
    /// After how long without one delivery nothing more is sent.
    static let patience = Duration.seconds(5 * 86_400)

    /// A runner on a store.
    ///
    /// - Parameters:
    ///   - plane: the store.
    ///   - settings: what whoever runs it allows.
    package init(_ plane: ControlPlane, allowing settings: WebhookSettings = WebhookSettings()) {
        self.init(plane, through: WebhookSender(allowing: settings.allowance))
    }

    init(_ plane: ControlPlane, through sender: WebhookSender) {
        self.plane = plane
        self.sender = sender
    }

    /// A message that is due.
    package struct Due: Sendable {
        let job: LeasedJob
        let webhook: StreamID
        let message: OutgoingWebhook
    }

    /// How a message ended.
    package struct Told: Sendable {
        /// The webhook's public id.
        package let webhook: String
        /// What the message is called; the same at each try.
        package let message: String
        /// Whether it was taken.
        package let isTaken: Bool
        /// How it ended, for a person.
        package let end: String
        let due: Due
        let outcome: WebhookOutcome

        init(_ due: Due, _ outcome: WebhookOutcome) {
            webhook = PublicID.webhook(due.webhook)
            message = due.message.fields.first { $0.name == "webhook-id" }?.value ?? ""
            isTaken = outcome.isTaken
            end = outcome.description
            self.due = due
            self.outcome = outcome
        }
    }

    /// Sends a message once, and waits for its answer.
    package func send(_ due: Due) async -> Told { Told(due, await sender.send(due.message)) }

    /// Sends a webhook a message that tells of nothing, to see whether it arrives.
    ///
    /// - Returns: how it ended.
    /// - Throws: ``ControlPlaneError`` when there is no such webhook, or no right to it; ``JournalError`` or ``DecodingFault``.
    package func test(_ id: String) async throws -> String {
        let webhook = try tested(id)
        let body = JSONValue.object([
            ("type", .string("test")), ("timestamp", .string("\(plane.clock())")), ("data", .object([])),
        ])
        let name = "msg_" + PublicID.letters(StreamID.random().value)
        return await sender.send(signed(Array(body.text.utf8), as: name, to: webhook)).description
    }

    /// The webhook that is to be tried.
    func tested(_ id: String) throws -> Webhook {
        try plane.warrant(for: .testWebhook)
        return try plane.webhook(id)
    }

    /// Reads the journal on, so that what webhooks ask for becomes due.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func follow() throws {
        // A store without webhooks is not read.
        guard try plane.journal.version(of: Webhooks.stream) > 0 else { return }
        _ = try plane.journal.drain([WebhookFollower(plane)], clock: plane.clock)
    }

    /// The next message that is due; nil when there is none.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func next() throws -> Due? {
        let kinds: Set<UInt16> = [JobKind.tellWebhook.rawValue]
        let journal = plane.journal
        while let job = try journal.lease(
            kinds,
            owner: plane.principal,
            now: plane.clock(),
            for: Self.lease,
            limit: 1
        ).first {
            guard let work = WebhookJob(job.payload) else {
                var generator = SystemRandomNumberGenerator()
                let reason = "The job's content was changed or destroyed."
                try fail(job, reason, isFinal: true, using: &generator)
                continue
            }
            if let message = try message(for: work) { return Due(job: job, webhook: work.webhook, message: message) }
            // There is nothing to tell any more: the webhook is gone or stopped, or its account may not be told.
            try ignoringLostLease { () throws(JournalError) in try journal.complete(job) }
        }
        return nil
    }

    /// Takes down how a message ended.
    ///
    /// - Parameters:
    ///   - told: the message.
    ///   - generator: what waits are drawn from.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    package func end(_ told: Told, using generator: inout some RandomNumberGenerator) throws {
        let (due, outcome) = (told.due, told.outcome)
        let webhook = try Webhooks(in: plane.journal)[due.webhook]
        if outcome.isTaken {
            if webhook?.failing != nil { try note(due.webhook, .recovered, "A delivery was taken.") }
            try ignoringLostLease { () throws(JournalError) in try plane.journal.complete(due.job) }
            return
        }
        if let webhook, webhook.isTold {
            if outcome.isGone {
                try note(due.webhook, .disabled, "It answered 410: it wants to be told no more.")
            } else if let since = webhook.failing {
                if since.advanced(by: Self.patience) <= plane.clock() {
                    try note(due.webhook, .disabled, "No delivery was taken for 5 days.")
                }
            } else {
                try note(due.webhook, .failing, outcome.description)
            }
        }
        try fail(due.job, outcome.description, isFinal: false, using: &generator)
    }

    /// What a webhook is sent of an entry now; nil when nothing is.
    private func message(for work: WebhookJob) throws -> OutgoingWebhook? {
        guard let webhook = try Webhooks(in: plane.journal)[work.webhook], webhook.isTold,
            let entry = try plane.journal.entries(from: work.entry, limit: 1).first,
            entry.header.position == work.entry, let event = try plane.publicEvent(entry),
            try isTold(event, entry.header.stream, to: webhook)
        else { return nil }
        return signed(Array(event.json.text.utf8), as: work.messageID, to: webhook)
    }

    private func isTold(_ event: PublicEvent, _ stream: StreamID, to webhook: Webhook) throws -> Bool {
        let account = plane.acting(as: webhook.account)
        let authority = try Authority(account)
        let feed = Target(resource: .eventFeed, place: plane.place)
        guard case .permitted = authority.decide(.followEvents, about: feed) else { return false }
        var sight = EventSight(plane: account, authority: authority)
        return try sight.shows(event, stream)
    }

    /// A message with the header fields of Standard Webhooks.
    func signed(_ body: [UInt8], as id: String, to webhook: Webhook) -> OutgoingWebhook {
        let now = plane.clock()
        let seconds = now.microsecondsSince1970 / 1_000_000
        let signatures = webhook.secrets(at: now).map { $0.signature(of: id, at: seconds, body) }
        return OutgoingWebhook(
            url: webhook.url,
            fields: [
                ("content-type", "application/json"), ("webhook-id", id), ("webhook-timestamp", "\(seconds)"),
                ("webhook-signature", signatures.joined(separator: " ")),
            ],
            body: body
        )
    }

    private func note(_ webhook: StreamID, _ kind: WebhookChange.Kind, _ reason: String) throws {
        do {
            try plane.change(webhook, kind, reason: reason, by: nil)
        } catch JournalError.conflict {
            // Somebody changed a webhook meanwhile; the next delivery finds out how it is.
        }
    }

    private func fail(
        _ job: LeasedJob,
        _ reason: String,
        isFinal: Bool,
        using generator: inout some RandomNumberGenerator
    ) throws(JournalError) {
        do {
            try plane.journal.fail(
                job,
                reason: reason,
                isFinal: isFinal,
                now: plane.clock(),
                backoff: backoff,
                using: &generator
            )
        } catch {
            // Another worker has it by now.
            guard case .leaseLost = error else { throw error }
        }
    }

    private func ignoringLostLease(_ body: () throws(JournalError) -> Void) throws(JournalError) {
        do { try body() } catch {
            guard case .leaseLost = error else { throw error }
        }
    }
}

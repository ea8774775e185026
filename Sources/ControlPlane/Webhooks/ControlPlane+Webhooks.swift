import Access
import Connect
package import Journal
import RevenueCycle

// Webhooks are entries. Who may register one says Access; what it is told says what its account may read.
extension ControlPlane {
    /// The longest time for which two secrets are used beside each other: 7 days.
    package static let longestOverlap = Duration.seconds(7 * 86_400)
    /// The most webhooks that a tenant has.
    private static let webhookLimit = 50

    /// The webhooks that stand, in the order in which they were registered.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no right to it; ``JournalError`` or ``DecodingFault``.
    package func webhooks() throws -> [Webhook] {
        try warrant(for: .showWebhooks)
        return try Webhooks(in: journal).all
    }

    /// Registers a webhook, which is told of what happens from then on.
    ///
    /// - Parameters:
    ///   - url: where it leads.
    ///   - kinds: of which types it is told; nil for all.
    ///   - account: the account that it is told as, which may read the event feed.
    ///   - reason: why.
    ///   - settings: what whoever runs the store allows.
    /// - Returns: its public id, and its secret, which is not shown again.
    /// - Throws: ``ControlPlaneError`` when the URL or account will not do, or it is not allowed; ``JournalError``.
    package func addWebhook(
        _ url: String,
        of kinds: Set<PublicEvent.Kind>?,
        as account: String,
        reason: String,
        allowing settings: WebhookSettings = WebhookSettings()
    ) throws -> (id: String, secret: WebhookSecret) {
        let warrant = try warrant(for: .addWebhook)
        let target: WebhookTarget
        do throws(WebhookTarget.Fault) {
            target = try WebhookTarget(url, allowing: settings.allowance)
        } catch {
            throw ControlPlaneError.refused(error.description)
        }
        guard try Roster(in: journal).account(PrincipalID(account)) != nil else {
            throw ControlPlaneError.notFound(what: "account \(account)")
        }
        guard try acting(as: account).mayFollowEvents() else {
            throw ControlPlaneError.refused("\(account) may not read the event feed, so nothing could be told as it.")
        }
        guard try Webhooks(in: journal).all.count < Self.webhookLimit else {
            throw ControlPlaneError.refused("There are \(Self.webhookLimit) webhooks already.")
        }
        let stream = StreamID.random()
        let secret = WebhookSecret.random()
        let kind = WebhookChange.Kind.added(url: target.text, kinds: kinds, account: account, secret)
        let id = PublicID.webhook(stream)
        try change(stream, kind, reason: reason, by: warrant, answering: Self.shown(nil, of: id))
        return (id, secret)
    }

    /// Gives a webhook another secret; messages are signed with both for a while.
    ///
    /// - Returns: the secret, which is not shown again.
    /// - Throws: ``ControlPlaneError`` when there is no such webhook, or it is not allowed; ``JournalError``.
    package func rotateWebhook(_ id: String, overlap: Duration, reason: String) throws -> WebhookSecret {
        let warrant = try warrant(for: .changeWebhook)
        guard overlap >= .zero, overlap <= Self.longestOverlap else {
            throw ControlPlaneError.refused("Two secrets are used beside each other for at most 7 days.")
        }
        let secret = WebhookSecret.random()
        let until = clock().advanced(by: overlap)
        try change(
            webhook(id).stream,
            .rotated(secret, until: until),
            reason: reason,
            by: warrant,
            answering: Self.shown(nil, of: id)
        )
        return secret
    }

    /// Removes a webhook; what was to be told to it is not told any more.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such webhook, or it is not allowed; ``JournalError``.
    package func removeWebhook(_ id: String, reason: String) throws {
        let warrant = try warrant(for: .removeWebhook)
        try change(webhook(id).stream, .removed, reason: reason, by: warrant, answering: Self.changed(webhook: id))
    }

    /// Lets a webhook that was stopped begin again, with what happens from then on.
    ///
    /// - Throws: ``ControlPlaneError`` when there is no such webhook, or it was not stopped; ``JournalError``.
    package func enableWebhook(_ id: String, reason: String) throws {
        let warrant = try warrant(for: .changeWebhook)
        let webhook = try webhook(id)
        guard !webhook.isTold else { throw ControlPlaneError.refused("\(id) was not stopped.") }
        try change(webhook.stream, .enabled, reason: reason, by: warrant, answering: Self.changed(webhook: id))
    }

    /// What is to be told to webhooks and was not taken yet, or is not tried any more, in the order of its entries.
    ///
    /// - Parameter id: one webhook; nil for all.
    /// - Returns: the deliveries; those that were taken leave nothing here.
    /// - Throws: ``ControlPlaneError`` when there is no such webhook, or no right to it; ``JournalError`` or ``DecodingFault``.
    package func webhookDeliveries(of id: String?) throws -> [WebhookDelivery] {
        try warrant(for: .showWebhooks)
        let wanted = try id.map { try webhook($0).stream }
        var deliveries: [WebhookDelivery] = []
        var last: JobID?
        while case let jobs = try journal.jobs(after: last), let end = jobs.last {
            for job in jobs where job.kind == JobKind.tellWebhook.rawValue {
                guard let work = WebhookJob(job.payload), wanted.map({ $0 == work.webhook }) ?? true else { continue }
                deliveries.append(WebhookDelivery(work, job))
            }
            last = end.id
        }
        return deliveries.sorted { ($0.entry, $0.webhook) < ($1.entry, $1.webhook) }
    }

    func webhook(_ id: String) throws -> Webhook {
        guard let stream = PublicID.webhook(id), let webhook = try Webhooks(in: journal)[stream] else {
            throw ControlPlaneError.notFound(what: "webhook \(id)")
        }
        return webhook
    }

    /// The answer to whoever registers a webhook, or gives it another secret.
    ///
    /// - Parameters:
    ///   - secret: what its receiver checks messages with; nil in the answer that is kept, since it is shown once.
    ///   - id: the webhook's public id.
    /// - Returns: the answer.
    package static func shown(_ secret: WebhookSecret?, of id: String) -> JSONValue {
        .object([("webhook", .string(id)), ("secret", .text(secret?.text))])
    }

    /// The answer to whoever changes a webhook.
    package static func changed(webhook id: String) -> JSONValue { .object([("webhook", .string(id))]) }

    /// Whether the principal may read the event feed at all; asked about somebody else, so it is on no record.
    private func mayFollowEvents() throws -> Bool {
        let target = Target(resource: .eventFeed, place: place)
        if case .permitted = try Authority(self).decide(.followEvents, about: target) { return true }
        return false
    }

    func change(
        _ stream: StreamID,
        _ kind: WebhookChange.Kind,
        reason: String,
        by warrant: Warrant?,
        answering answer: JSONValue? = nil
    ) throws {
        try Self.checkReason(reason)
        let change = WebhookChange(stream, kind, reason: reason)
        var append = try decision(
            change.type,
            change.encoded(),
            in: Webhooks.stream,
            purpose: "change of a webhook",
            by: warrant
        )
        if let answer { keep(answer, in: &append) }
        _ = try journal.append(append, at: clock())
    }
}

/// A message that a webhook has not taken yet.
package struct WebhookDelivery: Sendable {
    /// The webhook's public id.
    package let webhook: String
    /// What the message is called.
    package let message: String
    /// The entry that it tells of.
    package let entry: Position
    /// Names the job, by which a person has it tried again.
    package let job: JobID
    /// Where it stands.
    package let status: Job.Status
    /// How often it was tried.
    package let attempts: Int
    /// How the last try ended; nil when there was none.
    package let reason: String?

    fileprivate init(_ work: WebhookJob, _ job: Job) {
        webhook = PublicID.webhook(work.webhook)
        message = work.messageID
        entry = work.entry
        self.job = job.id
        status = job.status
        attempts = job.attempts
        reason = job.reason
    }
}

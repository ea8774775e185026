import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

/// Finds the addresses of a name.
package protocol NameResolving: Sendable {
    /// The addresses of a name, in the order in which they should be tried; none when it has none.
    ///
    /// - Throws: what the system says when it cannot be found out now.
    func addresses(of name: String) async throws -> [NetworkAddress]
}

/// The resolver of the system.
package struct SystemResolver: NameResolving {
    /// The system's, asked on a thread that may block.
    package init() {}

    package func addresses(of name: String) async throws -> [NetworkAddress] {
        let found = try await NIOThreadPool.singleton.runIfActive {
            try SocketAddress.makeAddressResolvingHost(name, port: 443)
        }
        // The first alone: what is not asked for cannot lead inside.
        return [found.ipAddress.flatMap { NetworkAddress($0) }].compactMap { $0 }
    }
}

/// Sends messages to webhooks, and to nowhere that is inside.
///
/// The name is resolved once, its address is vetted, and the connection is made to that very address, by TLS for the name: whatever
/// the name means a moment later. No redirect is followed, nothing of the answer is read but its status, and no proxy of the
/// environment is asked.
package struct WebhookSender: Sendable {
    private let resolver: any NameResolving
    private let allowance: WebhookTarget.Allowance
    /// A file of certificates to be trusted instead of the system's; nil for the system's.
    private let trust: String?
    private let limit: Duration

    /// A sender.
    ///
    /// - Parameters:
    ///   - resolver: finds the addresses of names.
    ///   - allowance: what an operator allows beside what everybody may.
    ///   - trust: a file of certificates to be trusted instead of the system's.
    ///   - limit: how long an answer is waited for.
    package init(
        resolver: any NameResolving = SystemResolver(),
        allowing allowance: WebhookTarget.Allowance = WebhookTarget.Allowance(),
        trusting trust: String? = nil,
        limit: Duration = .seconds(10)
    ) {
        self.resolver = resolver
        self.allowance = allowance
        self.trust = trust
        self.limit = limit
    }

    /// Sends a message once.
    package func send(_ message: OutgoingWebhook) async -> WebhookOutcome {
        // The target was taken when it was registered; what is allowed may be less by now.
        guard let target = try? WebhookTarget(message.url, allowing: allowance) else { return .unanswered }
        let limit = limit
        return await withTaskGroup(of: WebhookOutcome.self) { group in
            group.addTask { await deliver(message, to: target) }
            group.addTask {
                // Cut short when there is an answer.
                try? await Task.sleep(for: limit)
                return .unanswered
            }
            defer { group.cancelAll() }
            return await group.next() ?? .unanswered
        }
    }

    private func deliver(_ message: OutgoingWebhook, to target: WebhookTarget) async -> WebhookOutcome {
        let start = ContinuousClock.now
        do {
            guard let address = try await address(of: target) else { return .unanswered }
            let status = try await status(of: message, to: target, at: address)
            if status == 410 { return .gone }
            return .answered(.init(status), .init(start.duration(to: .now)))
        } catch {
            // Why is the receiver's business alone: it would tell what lies behind the name.
            return .unanswered
        }
    }

    /// The address to which the connection is made; nil when the name has none to which one may go.
    func address(of target: WebhookTarget) async throws -> NetworkAddress? {
        let addresses: [NetworkAddress]
        switch target.host {
        case .address(let address): addresses = [address]
        case .name(let name): addresses = try await resolver.addresses(of: name)
        }
        // A name that also leads inside is no name of the outside.
        guard addresses.allSatisfy({ allowance.permits($0, isSecure: target.isSecure) }) else { return nil }
        return addresses.first
    }

    private func status(
        of message: OutgoingWebhook,
        to target: WebhookTarget,
        at address: NetworkAddress
    ) async throws -> Int {
        var configuration = HTTPClient.Configuration.outgoing(trusting: trust, readSeconds: 10)
        if case .name(let name) = target.host { configuration.dnsOverride = [name: "\(address)"] }
        var request = HTTPClientRequest(url: target.text)
        request.method = .POST
        for field in message.fields { request.headers.add(name: field.name, value: field.value) }
        request.headers.add(name: "user-agent", value: "Recourse")
        request.body = .bytes(ByteBuffer(bytes: message.body))
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            // The body of the answer is not read: the connection ends with the client.
            let status = try await client.execute(request, timeout: .seconds(10)).status.code
            try await client.shutdown()
            return Int(status)
        } catch {
            try await client.shutdown()
            throw error
        }
    }
}

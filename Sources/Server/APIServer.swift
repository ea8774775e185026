package import ControlPlane
import Foundation
import Hummingbird
import HummingbirdCore
import Journal
import Logging
import NIOCore
package import ServiceLifecycle

/// The HTTP API: everything that the command line does with a store, for programs, by keys that the roster issues.
///
/// Lives here: routes, the document that describes them, problems, limits, logs. May not live here: what may be done and seen
/// (ControlPlane and Access say so), and anything that a command line does otherwise.
package struct APIServer: Sendable {
    /// The tenants, as whoever serves them has them open.
    let planes: [ControlPlane]
    /// What it grants to each request.
    let limits: Limits
    /// How people sign in.
    let signIn: SignInOptions
    /// Where lines of the log go.
    let log: EventLog
    /// What is allowed of webhooks.
    let webhooks: WebhookSettings
    /// Whether it tells webhooks of what happens.
    let isTelling: Bool
    /// Whether it does what is due by itself.
    let isWorking: Bool
    let requests = RequestsInFlight()
    /// The streams that are open.
    let streams = OpenStreams()
    /// How far the journal of each tenant is, for those who follow it.
    private let heads: [String: HeadWatch]
    let budget: RequestBudget
    /// The provider by which people sign in; nil when there is none.
    let provider: ProviderConnection?
    let metrics = Metrics()
    let calls = CallCounts()

    /// A server of a store.
    ///
    /// - Parameters:
    ///   - planes: the tenants; a key says which of them it is of.
    ///   - limits: what is granted to each request.
    ///   - signIn: how people sign in.
    ///   - webhooks: what is allowed of webhooks.
    ///   - isTelling: whether it tells webhooks of what happens.
    ///   - isWorking: whether it does what is due by itself: deliveries, receipts, cases, proposals whose time has come.
    ///   - log: takes each line of the log, an object in JSON.
    package init(
        of planes: [ControlPlane],
        limits: Limits = Limits(),
        signIn: SignInOptions = SignInOptions(),
        webhooks: WebhookSettings = WebhookSettings(),
        isTelling: Bool = false,
        isWorking: Bool = false,
        log: @escaping @Sendable (String) -> Void
    ) {
        self.webhooks = webhooks
        self.isTelling = isTelling
        self.isWorking = isWorking
        self.planes = planes
        heads = Dictionary(
            planes.map { ($0.journal.tenant, HeadWatch(every: .milliseconds(200))) },
            uniquingKeysWith: { first, _ in first }
        )
        budget = RequestBudget(perTenant: limits.perTenant, perKey: limits.perKey)
        self.limits = limits
        self.signIn = signIn
        provider = signIn.provider.map {
            ProviderConnection($0, secret: signIn.providerSecret, now: signIn.uptime)
        }
        self.log = EventLog(write: log)
    }

    /// Answers requests until the process is told to end, or the task is cancelled; requests that are being answered are answered to their
    /// end.
    ///
    /// Without a certificate it speaks no TLS, and is to listen on the loopback address alone; a proxy on the same machine speaks to others.
    ///
    /// - Parameters:
    ///   - port: the port; 0 for any that is free.
    ///   - address: the address on which it listens.
    ///   - certificate: by what it shows who it is; nil to speak no TLS.
    ///   - services: what else is to run for as long.
    ///   - onListening: told the port when requests are taken.
    /// - Throws: what the system says when it cannot listen.
    package func run(
        port: Int,
        at address: String = "127.0.0.1",
        showing certificate: ServerCertificate? = nil,
        beside services: [any Service] = [],
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws {
        let threads = WorkThreads(limits, tenants: planes.count)
        let log = log
        var logger = Logger(label: "recourse") { _ in JSONLogHandler(log: log) }
        logger.logLevel = .warning
        let telling: [any Service] = (isTelling ? planes : []).map { plane in
            WebhookService(
                runner: WebhookRunner(plane, allowing: webhooks),
                tenant: plane.journal.tenant,
                threads: threads,
                log: log
            )
        }
        let working: [any Service] =
            isWorking
            ? [WorkService(planes: planes, log: log, rest: .seconds(limits.workSeconds))] : []
        let plain = HTTPServerBuilder.http1(
            configuration: HTTP1Channel.Configuration(
                additionalChannelHandlers: [
                    RequestClock(headSeconds: limits.headSeconds, bodySeconds: limits.bodySeconds)
                ],
                idleTimeout: .seconds(Int64(limits.idleSeconds)),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.headerBytes,
                    maxHeaderListSize: limits.headerBytes,
                    maxHeaderFieldCount: 100
                )
            )
        )
        var application = Application(
            responder: FrontResponder(
                api: APIResponder(server: self, threads: threads),
                workbench: try WorkbenchResponder(server: self, threads: threads)
            ),
            server: try certificate?.speaking(plain) ?? plain,
            configuration: ApplicationConfiguration(
                address: .hostname(address, port: port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections)
            ),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? port
                log.note("listening", [("port", .number(port))])
                onListening(port)
            },
            logger: logger
        )
        for service in services + telling + working { application.addServices(service) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        try await Task.sleep(for: .seconds(limits.meteringSeconds))
                        try await threads.runShortly { recordCalls() }
                    }
                }
                defer { group.cancelAll() }
                try await application.runService()
            }
        } catch {
            recordCalls()
            try await threads.end()
            throw error
        }
        recordCalls()
        try await threads.end()
        log.note("stopped", [])
    }
}

extension APIServer {
    /// How far the journal of a tenant is.
    func head(of plane: ControlPlane) -> HeadWatch {
        heads[plane.journal.tenant] ?? HeadWatch(every: .milliseconds(200))
    }

    /// Puts the calls that were counted on record, so that a server that stops has told all of them.
    private func recordCalls() { for plane in planes { calls.record(in: plane) } }
}

/// What is granted to each request, and to all of them.
package struct Limits: Sendable {
    /// The most bytes of a body that is no document.
    package var bodyBytes = 1 << 20
    /// The most bytes of a document.
    package var documentBytes = 64 << 20
    /// The most bytes of all header fields.
    package var headerBytes = 16 << 10
    /// How deep a body's values may lie within each other.
    package var depth = 32
    /// For how many seconds the head of a request may be on its way.
    package var headSeconds = 20
    /// For how many seconds a body may be on its way.
    package var bodySeconds = 60
    /// After how many seconds without a sign a connection is closed.
    package var idleSeconds = 15
    /// The most connections at once.
    package var connections = 512
    /// How many requests are worked on at once; the store's calls block, so each has a thread.
    package var threads = 4
    /// The most requests of one tenant that wait for a thread.
    package var waiting = 256
    /// The most streams of events at once.
    package var streams = 64
    /// The most streams of events at once by one key.
    package var streamsOfKey = 4
    /// After how many seconds without news a stream says that it is there.
    package var heartbeatSeconds = 10
    /// For how many seconds a stream waits for a reader who takes nothing.
    package var slowReaderSeconds = 30

    /// What each tenant may ask.
    var perTenant = Allowance(burst: 8000, perSecond: 1000)
    /// What each key may ask.
    var perKey = Allowance(burst: 4000, perSecond: 500)
    /// How many seconds it rests between two looks at what is due.
    var workSeconds = 30
    /// After how many seconds calls that were counted are put on record.
    var meteringSeconds = 60

    /// The limits of a small machine.
    package init() {}
}

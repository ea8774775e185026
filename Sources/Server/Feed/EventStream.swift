import ControlPlane
import HummingbirdCore
import Journal
import NIOCore
import ServiceLifecycle
import Synchronization

/// The events after an entry, sent as they come (server-sent events, WHATWG HTML 9.2), until the reader goes, is too slow, or may not
/// read them any more.
///
/// Whoever comes back says in `Last-Event-ID` the entry that they had last, and is told what came after: nothing is lost and nothing
/// told twice. What keeps the connection alive names the last entry that was looked at, so that little is looked at again.
struct EventStream: Sendable {
    let plane: ControlPlane
    let kinds: Set<PublicEvent.Kind>?
    let start: Position
    let server: APIServer
    let threads: WorkThreads

    /// How long the reader is waited for between looks.
    private static let step = Duration.milliseconds(50)
    /// The most events that are sent at once.
    private static let batch = 100

    /// The connection to the reader.
    struct Connection: Sendable {
        /// Waits until the task is cancelled, and says when the reader has gone.
        let watch: @Sendable (_ onEnd: @escaping @Sendable () -> Void) async throws -> Void
        /// Cuts the reader off.
        let cut: @Sendable () -> Void
    }

    /// Sends what there is, and what comes, until the end.
    ///
    /// - Parameters:
    ///   - writer: takes it; waits while the reader does not.
    ///   - connection: the connection, which is cut when the reader takes nothing for too long.
    /// - Throws: what the connection or the store says.
    @concurrent func run(_ writer: inout any ResponseBodyWriter, over connection: Connection) async throws {
        let watch = ReaderWatch()
        let limit = Duration.seconds(server.limits.slowReaderSeconds)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await connection.watch { watch.noteGone() } }
            group.addTask {
                while !Task.isCancelled {
                    try await Task.sleep(for: .milliseconds(200))
                    if watch.hasWaited(longerThan: limit) { connection.cut() }
                }
            }
            defer { group.cancelAll() }
            try await send(to: &writer, watch)
            try await writer.finish(nil)
        }
    }

    @concurrent private func send(to writer: inout any ResponseBodyWriter, _ watch: ReaderWatch) async throws {
        var position = start
        var told = ContinuousClock.now
        try await write("retry: 2000\n\n", to: &writer, watch)
        let heartbeat = Duration.seconds(server.limits.heartbeatSeconds)
        while !watch.isGone, !Task.isCancelled, !Task.isShuttingDownGracefully {
            let head = try await server.head(of: plane).position {
                try await onThread { plane in try plane.lastEntry() }
            }
            let isQuiet = told.duration(to: .now) >= heartbeat
            guard head > position || isQuiet else {
                try await Task.sleep(for: Self.step)
                continue
            }
            // Also without news it is asked whether they may still be told.
            let after = position
            guard let page = try await page(after: after) else { return }
            position = page.next
            var text = page.events.map(Self.message).joined()
            if text.isEmpty, isQuiet { text = ": \nid: \(position)\n\n" }
            guard !text.isEmpty else { continue }
            try await write(text, to: &writer, watch)
            told = .now
        }
    }

    /// The next events; nil when whoever follows may not any more.
    private func page(after position: Position) async throws -> EventPage? {
        do {
            return try await onThread { plane in try plane.events(after: position, of: kinds, limit: Self.batch) }
        } catch is ControlPlaneError {
            return nil
        }
    }

    private func onThread<Value: Sendable>(
        _ body: @escaping @Sendable (ControlPlane) throws -> Value
    ) async throws -> Value {
        let plane = plane
        return try await threads.run(for: .tenant(plane.journal.tenant), isOwn: true) { try body(plane) }
    }

    @concurrent private func write(
        _ text: String,
        to writer: inout any ResponseBodyWriter,
        _ watch: ReaderWatch
    ) async throws {
        watch.begin()
        try await writer.write(ByteBuffer(string: text))
        watch.end()
    }

    private static func message(_ event: PublicEvent) -> String {
        "id: \(event.entry)\nevent: \(event.kind.rawValue)\ndata: \(event.json.text)\n\n"
    }
}

/// What is known of the reader of a stream.
private final class ReaderWatch: Sendable {
    private let state = Mutex<(waitingSince: ContinuousClock.Instant?, isGone: Bool)>((nil, false))

    /// Whether the reader has gone.
    var isGone: Bool { state.withLock(\.isGone) }

    func noteGone() { state.withLock { $0.isGone = true } }

    /// Something is being written.
    func begin() { state.withLock { $0.waitingSince = .now } }

    /// It was taken.
    func end() { state.withLock { $0.waitingSince = nil } }

    func hasWaited(longerThan limit: Duration) -> Bool {
        state.withLock { $0.waitingSince.map { $0.duration(to: .now) > limit } ?? false }
    }
}

import ControlPlane
import ServiceLifecycle

/// Tells webhooks of what happens, beside the answering of requests, until the process is told to end.
struct WebhookService: Service {
    let runner: WebhookRunner
    /// Whose webhooks they are.
    let tenant: String
    let threads: WorkThreads
    let log: EventLog

    /// How many messages are on their way at once.
    private static let width = 8

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    // A message that is on its way is let arrive, or it would be told again.
                    while try await tellSome() > 0, !Task.isCancelled {}
                    try await Task.sleep(for: .seconds(1))
                } catch is CancellationError {
                    return
                } catch {
                    log.note("fault", [("what", .string("webhooks: \(type(of: error))"))])
                    // Ended by the cancellation that ends the loop.
                    try? await Task.sleep(for: .seconds(10))
                }
            }
        }
    }

    /// Sends what is due, at most a few messages at once.
    ///
    /// - Returns: how many.
    private func tellSome() async throws -> Int {
        let (runner, tenant) = (runner, tenant)
        let due = try await threads.run(for: .tenant(tenant), isOwn: true) {
            try runner.follow()
            var due: [WebhookRunner.Due] = []
            while due.count < Self.width, let next = try runner.next() { due.append(next) }
            return due
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for message in due {
                group.addTask {
                    let told = await runner.send(message)
                    try await threads.run(for: .tenant(tenant), isOwn: true) {
                        var generator = SystemRandomNumberGenerator()
                        try runner.end(told, using: &generator)
                    }
                }
            }
            try await group.waitForAll()
        }
        return due.count
    }
}

import ControlPlane
import NIOPosix
import ServiceLifecycle

/// Does what is due without anybody's asking, beside the answering of requests: delivers what was approved, takes receipts, brings cases up
/// to what is found, and ends or passes on proposals whose time has come.
///
/// Several nodes may do so at once; each thing is done once. It has a thread of its own, on which the tenants take turns, so that no
/// request waits for it.
struct WorkService: Service {
    let planes: [ControlPlane]
    let log: EventLog
    /// How long it rests between two looks.
    let rest: Duration

    func run() async throws {
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for plane in planes.map(\.keepingTime) where !Task.isCancelled {
                    await work(plane, "deliver", on: thread) { try $0.carryOutDueEffects().count }
                    await work(plane, "receipts", on: thread) { try $0.takeDueReceipts().count }
                    await work(plane, "cases", on: thread) { plane in
                        let report = try plane.followFindings()
                        return report.opened + report.changed + report.closed + report.reopened
                    }
                    await work(plane, "lists", on: thread) { plane in
                        try plane.followLists()
                        return 0
                    }
                    await work(plane, "time", on: thread) { plane in
                        let report = try plane.followTime()
                        if !report.failed.isEmpty {
                            log.note("fault", [("what", .string("time")), ("count", .number(report.failed.count))])
                        }
                        return report.expired.count + report.escalated.count
                    }
                }
                // Ended by the cancellation that ends the loop.
                try? await Task.sleep(for: rest)
            }
        }
        try await thread.shutdownGracefully()
    }

    /// Does one kind of work; what it cannot do now it does the next time.
    private func work(
        _ plane: ControlPlane,
        _ what: String,
        on thread: NIOThreadPool,
        _ body: @escaping @Sendable (ControlPlane) throws -> Int
    ) async {
        do {
            let count = try await thread.runIfActive {
                try plane.followRules()
                return try body(plane)
            }
            if count > 0 { log.note("work", [("what", .string(what)), ("count", .number(count))]) }
        } catch is CancellationError {
        } catch {
            log.note("fault", [("what", .string("\(what): \(type(of: error))"))])
        }
    }
}

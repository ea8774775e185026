import ArgumentParser
import ControlPlane
import Journal

/// Work that waits.
struct Jobs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "See work that waits, and decide on what is not tried any more.",
        discussion: "Example: recourse jobs list --dead",
        subcommands: [JobsList.self, JobsRetry.self, JobsDiscard.self],
        defaultSubcommand: JobsList.self
    )
}

/// Lists jobs.
struct JobsList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List jobs.")
    @OptionGroup var store: StoreOptions
    @Flag(help: "Only those that are not tried any more.") var dead = false

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        let jobs = try plane.jobs().filter { !dead || $0.status == .dead }
        if store.json {
            return Output.rows(jobs.map(\.json))
        }
        Output.table(
            ["job", "what", "about", "status", "tries", "last failure"],
            jobs.map { job in
                [
                    "\(job.id)", job.what, job.about ?? "", job.status.words, "\(job.attempts)/\(job.attemptLimit)",
                    job.reason ?? "",
                ]
            },
            right: [4]
        )
    }
}

/// Tries a job again.
struct JobsRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Give a job that is not tried any more all its tries again."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The job's id, as jobs list shows it.") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.retryJob(id, reason: reason)
        store.note("Job \(id) is tried again.", [("job", .string(id))])
    }
}

/// Gives a job up.
struct JobsDiscard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Give up a job that is not tried any more.",
        discussion: "An effect that it was to carry out must have been resolved before."
    )
    @OptionGroup var store: StoreOptions
    @Argument(help: "The job's id, as jobs list shows it.") var id: String
    @Option(help: "Why.") var reason: String

    func run() throws {
        let plane = try store.open()
        defer { plane.close() }
        try plane.discardJob(id, reason: reason)
        store.note("Job \(id) is given up.", [("job", .string(id))])
    }
}

import Foundation
import PostgreSQLRows

/// How fast the release-built `recourse` durably takes a month in, beside bare rows in the same kind of store.
struct IngestFigures {
    /// One round of bare rows and one ingest into a fresh store.
    struct Round {
        let bareRowsPerSecond: Double
        let ingest: MeasuredStore.Ingest

        var factsPerBareRow: Double { ingest.factsPerSecond / bareRowsPerSecond }
    }

    let rounds: [Round]

    /// Claims sent, acknowledged or adjudicated in the month.
    var facts: Int { rounds.last?.ingest.facts ?? 0 }
    var bareRowsPerSecond: Double { rounds.map(\.bareRowsPerSecond).median }
    var factsPerSecond: Double { rounds.map(\.ingest.factsPerSecond).median }
    var cpuMicrosecondsPerFact: Double { rounds.map(\.ingest.cpuMicrosecondsPerFact).median }
    var peakMegabytes: Double { rounds.map(\.ingest.child.peakMegabytes).max() ?? 0 }
    /// The figure that the floor is for: the median of the rounds' own ratios.
    var factsPerBareRow: Double { rounds.map(\.factsPerBareRow).median }

    /// Measures: bare, ingest, bare, ingest and so on.
    ///
    /// - Parameters:
    ///   - rounds: how many pairs.
    ///   - bareRate: writes bare rows and gives how many a second there were.
    ///   - ingest: takes the month into a fresh store.
    /// - Throws: what they throw.
    init(rounds: Int, bareRate: () throws -> Double, ingest: () throws -> MeasuredStore.Ingest) throws {
        self.rounds = try (0..<rounds).map { _ in
            Round(bareRowsPerSecond: try bareRate(), ingest: try ingest())
        }
    }

    func lines(_ title: String, closing: [String]) -> [String] {
        var lines = [Table.row(title, "bare rows/s", "facts/s", "facts per row", "CPU µs/fact", "peak MB")]
        for (number, round) in rounds.enumerated() {
            lines.append(
                Table.row(
                    "round \(number + 1)",
                    round.bareRowsPerSecond.formatted(digits: 0),
                    round.ingest.factsPerSecond.formatted(digits: 0),
                    round.factsPerBareRow.formatted(digits: 3),
                    round.ingest.cpuMicrosecondsPerFact.formatted(digits: 0),
                    round.ingest.child.peakMegabytes.formatted(digits: 0)
                )
            )
        }
        lines.append(
            Table.row(
                "median (\(facts) facts)",
                bareRowsPerSecond.formatted(digits: 0),
                factsPerSecond.formatted(digits: 0),
                factsPerBareRow.formatted(digits: 3),
                cpuMicrosecondsPerFact.formatted(digits: 0),
                peakMegabytes.formatted(digits: 0)
            )
        )
        return lines + closing
    }

    var json: [String: Any] {
        [
            "facts": facts,
            "bareRowsPerSecond": bareRowsPerSecond,
            "factsPerSecond": factsPerSecond,
            "factsPerBareRow": factsPerBareRow,
            "cpuMicrosecondsPerFact": cpuMicrosecondsPerFact,
            "peakMegabytes": peakMegabytes,
        ]
    }

    func failures(floor: Double, _ place: String) -> [String] {
        guard factsPerBareRow < floor else { return [] }
        return [
            "Ingest into \(place) takes in \(factsPerBareRow.formatted(digits: 3)) claim facts per bare row; "
                + "the floor is \(floor)."
        ]
    }
}

/// The ingest into a store in its folder.
struct SQLiteIngest: Section {
    static let name = "ingest"

    let figures: IngestFigures

    init(_ recourse: Recourse, month: String, rounds: Int, commits: Int) throws {
        let bare = BareRows()
        let store = MeasuredStore(recourse, "store")
        figures = try IngestFigures(rounds: rounds) {
            try bare.rate(commits: commits, folder: recourse.folder)
        } ingest: {
            try store.make(rulesOf: month)
            return try store.ingest(month)
        }
        store.remove()
    }

    var lines: [String] {
        figures.lines(
            "durable ingest, SQLite",
            closing: [
                Table.row("floor", "", "", Thresholds.claimFactsPerBareRow.formatted(digits: 3)),
                Table.row("aim", "", "", Thresholds.claimFactsPerBareRowAim.formatted(digits: 3)),
            ]
        )
    }

    var json: [String: Any] { figures.json }
    var failures: [String] { figures.failures(floor: Thresholds.claimFactsPerBareRow, "SQLite") }
}

/// The ingest into a store whose journals are in PostgreSQL, beside bare rows in the same server.
struct PostgreSQLIngest: Section {
    static let name = "postgresql"

    /// A server with the roles that `scripts/with-postgresql.sh` makes.
    struct Server {
        let database: String
        let owner: String
        let role = "recourse_app"
    }

    let figures: IngestFigures
    let serverVersion: String

    init(_ recourse: Recourse, _ server: Server, month: String, rounds: Int, commits: Int) throws {
        let bare = BareBatch()
        let owner = try Connection(server.owner)
        serverVersion = try owner.run("SHOW server_version") ?? ""
        let store = MeasuredStore(recourse, "postgresql-store", database: server.database)
        figures = try IngestFigures(rounds: rounds) {
            try BareBatch.makeTable(owner, for: server.role)
            let connection = try Connection(server.database)
            let watch = Stopwatch()
            let rows = try bare.write(commits: commits, on: connection)
            return Double(rows) / watch.wallSeconds
        } ingest: {
            // The tables of the round before must not weigh on this one.
            try owner.run("DROP SCHEMA IF EXISTS recourse CASCADE")
            try recourse.run(["database", "install", "--owner", server.owner, "--role", server.role])
            try store.make(rulesOf: month)
            return try store.ingest(month)
        }
        try owner.run("DROP SCHEMA IF EXISTS recourse CASCADE; DROP SCHEMA IF EXISTS bare CASCADE")
        store.remove()
    }

    var lines: [String] {
        figures.lines(
            "durable ingest, PostgreSQL \(serverVersion.prefix(while: { $0 != " " }))",
            closing: [
                Table.row("floor", "", "", Thresholds.claimFactsPerBareRowInPostgreSQL.formatted(digits: 3))
            ]
        )
    }

    var json: [String: Any] { figures.json.merging(["server": serverVersion]) { $1 } }
    var failures: [String] {
        figures.failures(floor: Thresholds.claimFactsPerBareRowInPostgreSQL, "PostgreSQL")
    }
}

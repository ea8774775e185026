import Foundation
import Synchronization

/// How long fifty reviewers wait for their answers, at the rate that keeps one core busy, beside a bare route of the same HTTP
/// server at the same rate.
///
/// Of ten requests of a reviewer three show a claim, two an account, two a proposal, one the beginning of the work list and one that of
/// the claims; one approves the proposal that they looked at last. Two last runs have them ask a quarter as often, alone and beside
/// another tenant that asks fifty times as often as all of them.
struct LoadFigures: Section {
    static let name = "load"
    static let reviewers = 50

    /// A rate that was tried on the way.
    struct Step {
        let rate: Double
        let cores: Double
    }

    let claims: Int
    let steps: [Step]
    /// Requests a second that kept one core busy.
    let rate: Double
    let cores: Double
    let traffic: Traffic.Result
    let bare: Traffic.Result
    let bareCores: Double
    /// The reviewers' requests at a quarter of the rate, alone.
    let quiet: Traffic.Result
    /// The same while another tenant is noisy.
    let besideNoise: Traffic.Result
    let noise: Traffic.Result

    init(_ recourse: Recourse, bareServer: String, month: String, seconds: Double) throws {
        let office = try ReviewOffice(recourse, month: month, reviewers: Self.reviewers, proposals: 3_000)
        defer { office.close() }
        claims = office.claims.count
        let people = office.reviewers
        let (port, server) = (office.server.port, office.server)

        /// A run with the cores that the server took.
        func run(_ rate: Double, _ seconds: Double) throws -> (Traffic.Result, cores: Double) {
            let before = server.cpuSeconds
            let result = try Traffic.run(people, port: port, rate: rate, seconds: seconds)
            return (result, (server.cpuSeconds - before) / result.seconds)
        }
        // The cost of a request tells the rate; it is looked at again at twice the rate until a core is nearly busy.
        _ = try run(20, 3)
        var steps: [Step] = []
        var next = 20.0
        while steps.count < 8 {
            let (result, cores) = try run(next, 5)
            let done = Double(result.count) / result.seconds
            steps.append(Step(rate: done, cores: cores))
            guard cores < 0.8, done > next * 0.8 else { break }
            next = min(next * 2, done / max(0.01, cores))
        }
        self.steps = steps
        let last = steps[steps.count - 1]
        // The nearer it comes to a busy core, the more a request costs, since it waits and is waited for; so the rate is brought down to that.
        var busy = last.rate / max(0.01, last.cores)
        var found = try run(busy, seconds)
        for _ in 0..<4 where found.cores > 1.02 {
            busy /= found.cores
            found = try run(busy, seconds)
        }
        rate = busy
        (traffic, cores) = found

        let bareProcess = try ServerProcess(bareServer, [], log: "\(recourse.folder)/bare.log") { text in
            text.split(separator: "\n").lazy.compactMap { Int($0) }.first
        }
        defer { bareProcess.stop() }
        let before = bareProcess.cpuSeconds
        let ask: Traffic.Ask = { try $0.ask("GET /v1/claims/c_0", []).status == 200 ? .read : nil }
        bare = try Traffic.run(
            Array(repeating: ask, count: Self.reviewers),
            port: bareProcess.port,
            rate: rate,
            seconds: seconds
        )
        bareCores = (bareProcess.cpuSeconds - before) / bare.seconds

        quiet = try run(rate / 4, seconds).0
        let loud = rate / 4 * 50
        let heard = Mutex<Traffic.Result?>(nil)
        let done = DispatchGroup()
        done.enter()
        let noisy = office.noisy
        Thread.detachNewThread {
            let result = try? Traffic.run(
                Array(repeating: noisy, count: Self.reviewers),
                port: port,
                rate: loud,
                seconds: seconds
            )
            heard.withLock { $0 = result }
            done.leave()
        }
        besideNoise = try run(rate / 4, seconds).0
        done.wait()
        noise = heard.withLock { $0 } ?? Traffic.Result()
    }

    var lines: [String] {
        [
            Table.row("load, ms", "median", "p90", "p99", "requests/s, cores"),
            row("reads", traffic, .read, cores), row("decisions", traffic, .decision, cores),
            row("bare route", bare, .read, bareCores),
            row("reads at a quarter", quiet, .read), row("the same beside noise", besideNoise, .read),
            row("decisions at a quarter", quiet, .decision), row("the same beside noise", besideNoise, .decision),
            Table.row("limit of reads", "", "", Thresholds.readMilliseconds.formatted(digits: 0)),
            Table.row("limit of decisions", "", "", Thresholds.decisionMilliseconds.formatted(digits: 0)),
            "\(claims) claims; \(traffic.failed) requests failed; \(noise.count) of the noisy account were answered, "
                + "\(noise.failed) refused.",
        ]
    }

    private func row(_ name: String, _ result: Traffic.Result, _ kind: Traffic.Kind, _ cores: Double? = nil) -> String {
        let rate = (Double(result.milliseconds[kind]?.count ?? 0) / result.seconds).formatted(digits: 0)
        return Table.row(
            name,
            result.p(0.5, kind).formatted(digits: 1),
            result.p(0.9, kind).formatted(digits: 1),
            result.p(0.99, kind).formatted(digits: 1),
            rate + (cores.map { ", \($0.formatted(digits: 2))" } ?? "")
        )
    }

    var json: [String: Any] {
        func figures(_ result: Traffic.Result, _ kind: Traffic.Kind) -> [String: Any] {
            [
                "count": result.milliseconds[kind]?.count ?? 0, "p50": result.p(0.5, kind),
                "p90": result.p(0.9, kind), "p99": result.p(0.99, kind), "failed": result.failed,
            ]
        }
        return [
            "claims": claims, "rate": rate, "cores": cores, "bareCores": bareCores,
            "reads": figures(traffic, .read), "decisions": figures(traffic, .decision), "bare": figures(bare, .read),
            "quiet": figures(quiet, .read), "besideNoise": figures(besideNoise, .read),
            "quietDecisions": figures(quiet, .decision), "decisionsBesideNoise": figures(besideNoise, .decision),
            "noise": figures(noise, .read),
            "steps": steps.map { ["rate": $0.rate, "cores": $0.cores] },
        ]
    }

    var failures: [String] {
        var failures: [String] = []
        for (what, kind, limit) in [
            ("A read", Traffic.Kind.read, Thresholds.readMilliseconds),
            ("A decision", .decision, Thresholds.decisionMilliseconds),
        ] where traffic.p(0.99, kind) > limit {
            failures.append(
                "\(what) takes \(traffic.p(0.99, kind).formatted(digits: 1)) ms at p99 at \(rate.formatted(digits: 0)) "
                    + "requests a second; the limit is \(limit.formatted(digits: 0))."
            )
        }
        let times = besideNoise.p(0.99, .read) / max(0.001, quiet.p(0.99, .read))
        if times > Thresholds.noise {
            failures.append("Another tenant's noise makes reads \(times.formatted(digits: 1)) times as slow at p99.")
        }
        let failed = traffic.failed + quiet.failed + besideNoise.failed
        if failed > 0 { failures.append("\(failed) requests of reviewers were not answered as they should be.") }
        return failures
    }
}

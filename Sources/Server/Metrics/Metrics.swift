import Synchronization

/// How many requests there were and how long they took, by route and status, in the form that Prometheus reads (text format 0.0.4).
///
/// Labels are names of routes and statuses, of which there are so many as the document of the API has; nothing of what was asked is in
/// them. Each tenant has its own; what nobody could be told of is counted for all.
final class Metrics: Sendable {
    /// The upper ends of the classes of time, in milliseconds.
    static let classes = [5, 25, 100, 500, 2_500, 10_000]

    private struct Times {
        var counts = [Int](repeating: 0, count: Metrics.classes.count)
        var count = 0
        var milliseconds = 0
    }

    private struct Label: Hashable {
        let tenant: String?
        let route: String
        let status: Int
    }

    private struct State {
        var requests: [Label: Int] = [:]
        var times: [Label: Times] = [:]
    }

    private let state = Mutex(State())

    /// Counts a request that was answered.
    func count(_ route: String?, status: Int, milliseconds: Int, tenant: String?) {
        let route = route ?? "none"
        state.withLock { state in
            state.requests[Label(tenant: tenant, route: route, status: status), default: 0] += 1
            var times = state.times[Label(tenant: tenant, route: route, status: 0)] ?? Times()
            for (index, end) in Self.classes.enumerated() where milliseconds <= end { times.counts[index] += 1 }
            times.count += 1
            times.milliseconds += milliseconds
            state.times[Label(tenant: tenant, route: route, status: 0)] = times
        }
    }

    /// What was counted for a tenant, and for none.
    func text(for tenant: String, inFlight: Int) -> String {
        let state = state.withLock { $0 }
        let isShown = { (label: Label) in label.tenant == nil || label.tenant == tenant }
        let order = { (one: Label, other: Label) in (one.route, one.status) < (other.route, other.status) }
        var sums: [Label: Int] = [:]
        for (label, count) in state.requests where isShown(label) {
            sums[Label(tenant: nil, route: label.route, status: label.status), default: 0] += count
        }
        var lines = [
            "# HELP recourse_requests_total Requests that were answered.", "# TYPE recourse_requests_total counter",
        ]
        for label in sums.keys.sorted(by: order) {
            let labels = "route=\"\(label.route)\",status=\"\(label.status)\""
            lines.append("recourse_requests_total{\(labels)} \(sums[label] ?? 0)")
        }
        lines += [
            "# HELP recourse_request_seconds How long requests took.", "# TYPE recourse_request_seconds histogram",
        ]
        for (label, times) in state.times.filter({ isShown($0.key) }).sorted(by: { order($0.key, $1.key) })
        where label.tenant != nil || label.route == "none" {
            let route = "route=\"\(label.route)\""
            for (index, end) in Self.classes.enumerated() {
                let bucket = "recourse_request_seconds_bucket{\(route),le=\"\(Self.seconds(end))\"}"
                lines.append("\(bucket) \(times.counts[index])")
            }
            lines.append("recourse_request_seconds_bucket{\(route),le=\"+Inf\"} \(times.count)")
            lines.append("recourse_request_seconds_sum{\(route)} \(Self.seconds(times.milliseconds))")
            lines.append("recourse_request_seconds_count{\(route)} \(times.count)")
        }
        lines += [
            "# HELP recourse_requests_in_flight Requests that are being answered.",
            "# TYPE recourse_requests_in_flight gauge", "recourse_requests_in_flight \(inFlight)",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Milliseconds as seconds in decimals.
    private static func seconds(_ milliseconds: Int) -> String {
        let rest = String(milliseconds % 1000)
        return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

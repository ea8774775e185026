import ControlPlane
import Hummingbird
import HummingbirdCore
import Journal

// What is the same of every request, whoever answers it.
extension APIServer {
    /// What the first tenant gives of which somebody is, by the rules that are in force there.
    func first<Value>(_ find: (ControlPlane) throws -> Value?) throws -> Value? {
        for plane in planes {
            guard let found = try find(plane) else { continue }
            try plane.followRules()
            return found
        }
        return nil
    }

    /// The store for whoever has a session, and the session; nil when nobody has it.
    func holder(of token: SessionToken) throws -> (plane: ControlPlane, session: Session)? {
        try first { plane in try plane.session(of: token).map { (plane.acting(as: $0.principal), $0) } }
    }

    /// Counts a request of somebody, and takes what it costs of what they and their tenant are granted.
    ///
    /// - Throws: ``Problem`` with the seconds to wait.
    func admit(_ plane: ControlPlane, cost: Int) throws(Problem) {
        let tenant = plane.journal.tenant
        calls.count(plane.principal, tenant: tenant)
        try budget.spend(cost, tenant: tenant, key: plane.key?.rawValue ?? plane.principal)
    }

    /// Puts an answered request into the metrics and into the log.
    func note(
        _ request: Request,
        _ name: String?,
        _ status: HTTPResponse.Status,
        since start: ContinuousClock.Instant,
        _ id: String,
        _ tenant: String?
    ) {
        let time = start.duration(to: .now).components
        let milliseconds = Int(time.seconds * 1000 + time.attoseconds / 1_000_000_000_000_000)
        metrics.count(name, status: status.code, milliseconds: milliseconds, tenant: tenant)
        log.note(
            "request",
            [
                ("request", .string(id)), ("route", .text(name)), ("status", .number(status.code)),
                ("milliseconds", .number(milliseconds)), ("trace", .text(TraceContext.id(request.headers))),
            ]
        )
    }
}

import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

/// A day's work in a world by its API: every route is asked for what it is for, and what was asked, answered and put on record is
/// kept.
///
/// Other tests ask the same again, by others, later, or of another tenant; so none of them makes up a request.
final class WorkedDay {
    /// A request, its answer, and what asking added to the access journal.
    struct Exchange: Sendable {
        let route: Route
        let path: String
        let body: String?
        /// The header fields beside those that say who asks.
        let headers: [String: String]
        let role: Role
        /// Why its sender looks; nil where nothing is said of it.
        let purpose: Purpose?
        /// The key by which it was asked; nil when it came by a session.
        let key: String?
        let reply: APIWorld.Reply
        let trail: [Entry]
    }

    /// What stands for things in the places of paths and in bodies, with what stands for one of that kind that is not there.
    private(set) var ids: [String: String] = [:]
    /// A real id for each place of a path.
    private(set) var places: [String: String] = [:]
    private(set) var exchanges: [Exchange] = []
    let world: APIWorld
    /// Whoever works by a session.
    var browser: Browser?
    /// Looks at each change right after it was answered.
    private let onChange: (Exchange) async throws -> Void

    /// How people sign in to a world in which a day is worked.
    static let signIn = Browser.options

    /// Works a day, up to the end of what was begun.
    ///
    /// - Parameters:
    ///   - world: where.
    ///   - onChange: looks at each change right after it was answered.
    /// - Throws: what the server, the store or a look at a change throws.
    init(_ world: APIWorld, onChange: @escaping (Exchange) async throws -> Void = { _ in }) async throws {
        self.world = world
        self.onChange = onChange
        try await begin()
        try await look()
        try await end()
    }

    /// Every route that no day asks, with the test that does.
    static let elsewhere = [
        // They send a browser to a provider and take it back.
        "beginSignIn": "ProviderSignInTests", "endSignIn": "ProviderSignInTests",
    ]

    // MARK: - Asking

    /// Has a change looked at.
    func told(_ exchange: Exchange) async throws { try await onChange(exchange) }

    /// Puts a real id down, by the place of a path where it may stand.
    func learn(_ place: String, _ id: String, absent: String? = nil) {
        if places[place] == nil { places[place] = id }
        ids[id] = absent ?? SampleRequests.places[place]
    }

    /// A path of a route with real ids in its places.
    func path(of route: Route) throws -> String {
        var path = route.path
        for place in route.places {
            let isRoster = path.hasPrefix("/v1/users/")
            path = path.replacing("{\(place)}", with: isRoster ? "user:new" : try #require(places[place], "\(place)"))
        }
        let needed = route.parameters.filter(\.isRequired).map { "\($0.name)=user:supervisor" }
        return path + (needed.isEmpty ? "" : "?" + needed.joined(separator: "&"))
    }

    /// Changes something by a key.
    @discardableResult func change(
        _ name: String,
        _ path: String,
        _ body: String,
        by role: Role,
        seen: String? = nil,
        key: String? = nil,
        type: String? = nil
    ) async throws -> [String: Any] {
        let route = try #require(RouteTable.all.first { $0.name == name }, "\(name)")
        var headers = ["Content-Type": type ?? SampleRequests.type(of: route)]
        if route.isNamed { headers["Idempotency-Key"] = UUID().uuidString }
        if let seen { headers["If-Match"] = seen }
        let exchange = try await exchange(route, path, body, headers, by: role, nil, key: key)
        #expect(exchange.reply.status == 200, "\(name): \(exchange.reply.text)")
        try await onChange(exchange)
        return (try? exchange.reply.json) ?? [:]
    }

    /// Looks at something, by whoever of some roles has the right to it.
    @discardableResult func look(
        _ route: Route,
        _ path: String,
        _ body: String? = nil,
        by roles: [Role] = WorkedDay.lookers
    ) async throws -> Exchange {
        for role in roles {
            var headers: [String: String] = [:]
            if body != nil { headers["Content-Type"] = "application/json" }
            let found = try await exchange(route, path, body, headers, by: role, Self.purpose(of: role))
            if found.reply.status != 403 { return found }
        }
        return try #require(exchanges.last)
    }

    /// Whoever of these has a right to something is asked.
    static let lookers: [Role] = [.supervisor, .compliance, .auditor, .administrator, .integration]

    /// Why a role looks.
    static func purpose(of role: Role) -> Purpose {
        role == .auditor ? .audit : [.compliance, .administrator].contains(role) ? .operations : .payment
    }

    private func exchange(
        _ route: Route,
        _ path: String,
        _ body: String?,
        _ headers: [String: String],
        by role: Role,
        _ purpose: Purpose?,
        key: String? = nil
    ) async throws -> Exchange {
        var headers = headers
        if let purpose { headers["Recourse-Purpose"] = purpose.rawValue }
        let secret = try key ?? world.key(role)
        let asked = headers
        return try await kept(route, path, body, headers, role, purpose, key: secret) { world in
            try await world.ask(
                route.method.rawValue,
                path,
                key: secret,
                headers: asked,
                body: body.map { Data($0.utf8) }
            )
        }
    }

    /// Asks, and keeps what was asked with all that came of it.
    @discardableResult func kept(
        _ route: Route,
        _ path: String,
        _ body: String?,
        _ headers: [String: String],
        _ role: Role,
        _ purpose: Purpose?,
        key: String? = nil,
        _ ask: (APIWorld) async throws -> APIWorld.Reply
    ) async throws -> Exchange {
        let journal = world.plane.accessLog.journal
        let before = try journal.head()
        let reply = try await ask(world)
        var trail: [Entry] = []
        while case let more = try journal.entries(from: before + 1 + Position(trail.count)), !more.isEmpty {
            trail += more
        }
        let exchange = Exchange(
            route: route,
            path: path,
            body: body,
            headers: headers,
            role: role,
            purpose: purpose,
            key: key,
            reply: reply,
            trail: trail
        )
        exchanges.append(exchange)
        return exchange
    }
}

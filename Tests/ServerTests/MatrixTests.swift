import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// Every kind of principal × every operation of the document that the server gives, in its own tenant and in another's.
@Suite("The matrix of principals and operations") struct MatrixTests {
    /// Somebody with a key or a session, and what the rules of access take them for.
    private struct Asker: Sendable {
        let name: String
        let credential: Credential
        let kind: PrincipalKind
        let roles: [Role]
        var scopes: Set<Right>?
        /// Whether their key or session opens anything at all.
        var isAlive = true

        var isByKey: Bool { if case .key = credential { true } else { false } }

        /// Why they look: whoever audits looks for nothing else.
        var purpose: Purpose {
            roles == [.auditor] ? .audit : roles == [.compliance] || roles == [.administrator] ? .operations : .payment
        }
    }

    /// What somebody shows.
    private enum Credential: Sendable {
        case key(String)
        case session(cookie: String, formToken: String)

        var key: String? { if case .key(let key) = self { key } else { nil } }

        /// The header fields of a browser that has a session, which a page of the server has it send.
        var fields: [String: String] {
            guard case .session(let cookie, let formToken) = self else { return [:] }
            return [
                "Cookie": "__Host-recourse=\(cookie)", "Origin": Browser.origin, "Sec-Fetch-Site": "same-origin",
                "Recourse-Form-Token": formToken,
            ]
        }
    }

    /// Those who come by a session: everybody who is a person, somebody who has signed out, and somebody whose account ended.
    private static func visitors(_ world: APIWorld) async throws -> [Asker] {
        var visitors: [Asker] = []
        for role in [nil] + Role.stated.sorted() where role != .integration && role != .agent {
            // The sample of a sign-in is of "nobody", who must have no password.
            let name = role?.rawValue ?? "roleless"
            if role == nil { _ = try world.key(nil, named: name) }
            visitors.append(try await visitor(name, role, world))
        }
        visitors.append(try await visitor("test", nil, world, roles: [.owner]))
        for name in ["left", "gone"] {
            _ = try world.key(.supervisor, named: name)
            visitors.append(try await visitor(name, .supervisor, world, isAlive: false))
        }
        _ = try world.plane.endSessions(of: "user:left", reason: "A test.")
        try world.plane.endAccount("user:gone", reason: "A test.")
        return visitors
    }

    private static func visitor(
        _ name: String,
        _ role: Role?,
        _ world: APIWorld,
        roles: [Role]? = nil,
        isAlive: Bool = true
    ) async throws -> Asker {
        let password = try #require(Password(Browser.password))
        let cost = APIWorld.signIn.settings.cost
        try world.plane.setPassword(password, of: "user:\(name)", cost: cost, reason: "A test.")
        let browser = Browser(world)
        #expect(try await browser.signIn(name).status == 200, "\(name)")
        return Asker(
            name: "\(name) by a session",
            credential: .session(cookie: try #require(browser.cookie), formToken: try #require(browser.formToken)),
            kind: .user,
            roles: roles ?? (role.map { [$0] } ?? []),
            isAlive: isAlive
        )
    }

    private static func askers(_ world: APIWorld) throws -> [Asker] {
        let end = world.plane.now.advanced(by: .seconds(3600))
        // Only before there is an administrator may owners issue keys of their own.
        let owner = try world.plane.issueKey(for: "user:test", scopes: nil, until: end, reason: "A test.").text
        var askers = [Asker(name: "owner", credential: .key(owner), kind: .user, roles: [.owner])]
        for role in Role.stated.sorted() {
            let kind: PrincipalKind = role == .integration ? .service : role == .agent ? .agent : .user
            let key = try world.key(role)
            askers.append(Asker(name: role.rawValue, credential: .key(key), kind: kind, roles: [role]))
        }
        askers.append(Asker(name: "nobody", credential: .key(try world.key(nil)), kind: .user, roles: []))
        let scopes: Set = [Right(.read, .claim), Right(.propose, .proposal)]
        let scoped = try world.key(.supervisor, named: "scoped", scopes: scopes)
        askers.append(
            Asker(name: "scoped", credential: .key(scoped), kind: .user, roles: [.supervisor], scopes: scopes)
        )
        let ended = try world.key(.supervisor, named: "ended")
        try world.plane.endAccount("user:ended", reason: "A test.")
        askers.append(
            Asker(name: "ended", credential: .key(ended), kind: .user, roles: [.supervisor], isAlive: false)
        )
        let revoked = try world.key(.supervisor, named: "revoked")
        try world.plane.revokeKey(String(revoked.prefix { $0 != "." }), reason: "A test.")
        askers.append(
            Asker(name: "revoked", credential: .key(revoked), kind: .user, roles: [.supervisor], isAlive: false)
        )
        return askers
    }

    /// The operations of the document, each with the right that it says.
    private static func operations() throws -> [(route: Route, right: Right?)] {
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(OpenAPIDocument.text.utf8)) as? [String: Any]
        )
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        return try paths.sorted { $0.key < $1.key }.flatMap { _, operations in
            try operations.sorted { $0.key < $1.key }.map { _, operation in
                let name = try #require(operation["operationId"] as? String)
                let route = try #require(RouteTable.all.first { $0.name == name })
                return (route, (operation["x-recourse-right"] as? String).flatMap { Right($0) })
            }
        }
    }

    /// Asked of the rules of access beside the server; a decision asks for the right of what is decided.
    private static func may(_ asker: Asker, _ right: Right, _ route: Route, _ plane: ControlPlane) -> Bool {
        let right = route.name == "decide" ? Right(.approve, .proposal) : right
        let validity = Validity(from: Instant(microsecondsSince1970: .min))
        let principal = Principal(
            id: PrincipalID("x"),
            kind: asker.kind,
            person: HumanID("x"),
            grants: asker.roles.map { Grant(id: GrantID("g"), role: $0, place: plane.place, validity: validity) },
            scopes: asker.scopes,
            validity: validity
        )
        let stated = Operation.allCases.first { $0.right == right }?.purposes ?? []
        return (route.isLook ? [asker.purpose] : stated).contains { purpose in
            let question = Question(
                requester: Requester(principal),
                place: plane.place,
                action: right.action,
                purpose: purpose
            )
            let target = Target(resource: right.resource, place: plane.place)
            switch decide(question, about: target, in: Authority.roles, at: Instant(microsecondsSince1970: 1)) {
            case .permitted: return true
            case .denied(let denial): return denial.reason.dependsOnTheThing
            }
        }
    }

    @Test func `lets each do what the rules of access give, and nothing else`() async throws {
        var limits = Limits()
        // Each asks for everything once; how much each may is for others to try.
        limits.perTenant = Allowance(burst: 1_000_000, perSecond: 1_000_000)
        try await APIWorld.serving(limits, claims: 4, signIn: WorkedDay.signIn) { world in
            let operations = try Self.operations()
            #expect(operations.count == RouteTable.all.count)
            // A few at once: the store answers no faster, but its client need not wait for each.
            let askers = try Self.askers(world)
            var waiting = try await (askers + Self.visitors(world))[...]
            var permitted = 0
            while !waiting.isEmpty {
                let some = waiting.prefix(3)
                waiting = waiting.dropFirst(3)
                permitted += try await withThrowingTaskGroup(of: Int.self) { group in
                    for asker in some { group.addTask { try await Self.check(asker, operations, world) } }
                    return try await group.reduce(0, +)
                }
            }
            #expect(permitted > 400)
        }
    }

    /// Asks for each operation once; gives how many were permitted.
    private static func check(
        _ asker: Asker,
        _ operations: [(route: Route, right: Right?)],
        _ world: APIWorld
    ) async throws
        -> Int
    {
        var permitted = 0
        // Whoever signs out has no session after that.
        let inOrder = operations.filter { !$0.route.needsSession } + operations.filter { $0.route.needsSession }
        for (route, right) in inOrder {
            var headers = asker.credential.fields
            if route.isLook { headers["Recourse-Purpose"] = asker.purpose.rawValue }
            let reply = try await world.sample(route, key: asker.credential.key, headers: headers)
            let place = "\(route.name) by \(asker.name): \(reply.status) \(reply.text.prefix(200))"
            guard let right else {
                expectOpen(route, reply.status, asker, "\(place)")
                continue
            }
            guard asker.isAlive else {
                #expect(reply.status == 401, "\(place)")
                continue
            }
            // Half a letter is given to nobody.
            if reply.status == 403, reply.text.contains("This needs fields of") { continue }
            let may = may(asker, right, route, world.plane)
            #expect((reply.status != 403) == may && reply.status != 401 && reply.status < 500, "\(place)")
            if may { permitted += 1 }
        }
        return permitted
    }

    /// What a route answers that needs no right.
    private static func expectOpen(_ route: Route, _ status: Int, _ asker: Asker, _ place: String) {
        switch route.door {
        // There is no provider here to be sent to.
        case .open: #expect(status == (route.redirects ? 404 : 200), "\(place)")
        // Nobody signs in with a wrong password, nor asks for ever; a key opens no session.
        case .signIn: #expect([401, 429].contains(status), "\(place)")
        case .session: #expect(asker.isAlive && !asker.isByKey ? status == 200 : status == 401, "\(place)")
        case .anybody: #expect(asker.isAlive ? [200, 403, 404].contains(status) : status == 401, "\(place)")
        case .right: Issue.record("\(place) says no right")
        }
    }

    // MARK: - Another tenant

    /// Those of another tenant who ask for what was asked for here, beside whoever has the role of who asked.
    private static let strangers: [Role] = [.supervisor, .compliance, .administrator, .auditor]

    /// What makes a thing of one's own, under a name that each tenant gives anew.
    private static let makes: Set = ["addUser", "setDestination", "adoptRules", "ingestDocument"]

    /// What another tenant has is, for everybody of this one, as if it were not there: each request that was answered there is asked
    /// again with keys of this tenant, and answered with the same bytes as for what nobody has.
    @Test func `answers of another tenant's things as of what is not there, byte for byte`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world)
            try await day.evening()
            // Every place where something can stand has something that was there.
            #expect(Set(day.places.keys).isSuperset(of: RouteTable.all.flatMap(\.places)))
            var named: Set<String> = []
            for exchange in day.exchanges where !Self.makes.contains(exchange.route.name) {
                let absent = Self.absent(exchange, day)
                if absent.path != exchange.path || absent.body != exchange.body { named.insert(exchange.route.name) }
                for role in Set(Self.strangers + [exchange.role]) {
                    try await Self.compare(exchange, absent, by: role, day)
                }
            }
            // Of every route with a place in its path one was asked that names a thing.
            let withPlaces = Set(RouteTable.all.filter { !$0.places.isEmpty }.map(\.name))
            #expect(withPlaces.subtracting(named).subtracting(Self.makes) == [])
            // And what has names that everybody gives is theirs.
            for exchange in day.exchanges where Self.makes.contains(exchange.route.name) {
                let reply = try await Self.ask(exchange, exchange.path, exchange.body, by: exchange.role, day)
                #expect(reply.headers["idempotency-replayed"] == nil, "\(exchange.route.name)")
                Self.expectNothing(of: day, in: reply, exchange)
            }
            // And their own keys open their own tenant alone.
            let supervisor = try world.key(.supervisor, of: world.other)
            let theirs = try await world.ask("GET", "/v1/claims?limit=1000", key: supervisor)
            Self.expectNothing(of: day, in: theirs, nil)
        }
    }

    /// The same request for what is not there.
    private static func absent(_ exchange: WorkedDay.Exchange, _ day: WorkedDay) -> (path: String, body: String?) {
        var (path, body) = (exchange.path, exchange.body)
        for (id, absent) in day.ids.sorted(by: { ($0.key.count, $0.key) > ($1.key.count, $1.key) }) {
            // Numbers of entries stand in paths alone.
            let isNumber = id.allSatisfy(\.isNumber)
            path = isNumber ? path.replacing("/\(id)", with: "/\(absent)") : path.replacing(id, with: absent)
            if !isNumber { body = body?.replacing(id, with: absent) }
        }
        return (path, body)
    }

    private static func compare(
        _ exchange: WorkedDay.Exchange,
        _ absent: (path: String, body: String?),
        by role: Role,
        _ day: WorkedDay
    ) async throws {
        let theirs = try await ask(exchange, exchange.path, exchange.body, by: role, day)
        expectNothing(of: day, in: theirs, exchange)
        // What somebody asked for is on record in their own tenant, so that who asks for looks sees that they asked.
        guard exchange.route.name != "listLooks", absent.path != exchange.path || absent.body != exchange.body else {
            return
        }
        let nothing = try await ask(exchange, absent.path, absent.body, by: role, day)
        // Where a name that everybody gives is told back, it is the name that was asked for.
        let text = day.ids.filter { $0.key.count < 16 && !$0.key.allSatisfy(\.isNumber) }.reduce(theirs.text) {
            $0.replacing($1.key, with: $1.value)
        }
        #expect(
            theirs.status == nothing.status && Data(text.utf8) == nothing.body,
            "\(exchange.route.name) by \(role): \(theirs.text) and \(nothing.text)"
        )
    }

    /// Asks the other tenant, in the same words.
    private static func ask(
        _ exchange: WorkedDay.Exchange,
        _ path: String,
        _ body: String?,
        by role: Role,
        _ day: WorkedDay
    ) async throws -> APIWorld.Reply {
        try await day.world.ask(
            exchange.route.method.rawValue,
            path,
            key: day.world.key(role, of: day.world.other),
            headers: exchange.headers,
            body: body.map { Data($0.utf8) }
        )
    }

    /// Nothing that was made by chance or from a key is the same in another tenant; so none of it may come from there.
    private static func expectNothing(
        of day: WorkedDay,
        in reply: APIWorld.Reply,
        _ exchange: WorkedDay.Exchange?
    ) {
        var asked = (exchange?.path ?? "") + (exchange?.body ?? "")
        // Whom somebody asked about is on record in their own tenant.
        if ["listLooks", "listLooksOf"].contains(exchange?.route.name) {
            asked += day.exchanges.map(\.path).joined(separator: " ")
        }
        for id in day.ids.keys where id.count >= 16 && !asked.contains(id) {
            #expect(!reply.text.contains(id), "\(exchange?.route.name ?? "") tells \(id)")
        }
    }
}

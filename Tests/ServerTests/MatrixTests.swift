import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// Every kind of principal × every operation of the document that the server gives, in its own tenant and in another's.
@Suite("The matrix of principals and operations") struct MatrixTests {
    /// Somebody with a key, and what the rules of access take them for.
    private struct Asker: Sendable {
        let name: String
        let key: String
        let kind: PrincipalKind
        let roles: [Role]
        var scopes: Set<Right>?
        /// Whether their key opens anything at all.
        var isAlive = true

        /// Why they look: whoever audits looks for nothing else.
        var purpose: Purpose {
            roles == [.auditor] ? .audit : roles == [.compliance] || roles == [.administrator] ? .operations : .payment
        }
    }

    private static func askers(_ world: APIWorld) throws -> [Asker] {
        let end = world.plane.now.advanced(by: .seconds(3600))
        // Only before there is an administrator may owners issue keys of their own.
        let owner = try world.plane.issueKey(for: "user:test", scopes: nil, until: end, reason: "A test.").text
        var askers = [Asker(name: "owner", key: owner, kind: .user, roles: [.owner])]
        for role in Role.stated.sorted() {
            let kind: PrincipalKind = role == .integration ? .service : role == .agent ? .agent : .user
            askers.append(Asker(name: role.rawValue, key: try world.key(role), kind: kind, roles: [role]))
        }
        askers.append(Asker(name: "nobody", key: try world.key(nil), kind: .user, roles: []))
        let scopes: Set = [Right(.read, .claim), Right(.propose, .proposal)]
        let scoped = try world.key(.supervisor, named: "scoped", scopes: scopes)
        askers.append(Asker(name: "scoped", key: scoped, kind: .user, roles: [.supervisor], scopes: scopes))
        let ended = try world.key(.supervisor, named: "ended")
        try world.plane.endAccount("user:ended", reason: "A test.")
        askers.append(Asker(name: "ended", key: ended, kind: .user, roles: [.supervisor], isAlive: false))
        let revoked = try world.key(.supervisor, named: "revoked")
        try world.plane.revokeKey(String(revoked.prefix { $0 != "." }), reason: "A test.")
        askers.append(Asker(name: "revoked", key: revoked, kind: .user, roles: [.supervisor], isAlive: false))
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
        try await APIWorld.serving(claims: 4) { world in
            let operations = try Self.operations()
            #expect(operations.count == RouteTable.all.count)
            // A few at once: the store answers no faster, but its client need not wait for each.
            var waiting = try Self.askers(world)[...]
            var permitted = 0
            while !waiting.isEmpty {
                let some = waiting.prefix(3)
                waiting = waiting.dropFirst(3)
                permitted += try await withThrowingTaskGroup(of: Int.self) { group in
                    for asker in some { group.addTask { try await Self.check(asker, operations, world) } }
                    return try await group.reduce(0, +)
                }
            }
            #expect(permitted > 200)
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
        for (route, right) in operations {
            let headers = ["Recourse-Purpose": asker.purpose.rawValue]
            let reply = try await world.sample(route, key: asker.key, headers: route.isLook ? headers : [:])
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
        // A key opens no session, and nobody signs in with a wrong password, nor asks for ever.
        case .signIn, .session: #expect([401, 429].contains(status), "\(place)")
        case .anybody: #expect(asker.isAlive ? [200, 403, 404].contains(status) : status == 401, "\(place)")
        case .right: Issue.record("\(place) says no right")
        }
    }

    /// What another tenant has is, for everybody of this one, as if it were not there: each request that was answered there is asked
    /// again with keys of this tenant, and answered with the same bytes as for what nobody has.
    @Test func `answers of another tenant's things as of what is not there, byte for byte`() async throws {
        try await APIWorld.serving(claims: 60) { world in
            let key = try world.key(.supervisor)
            var ids = try await Self.ids(world, key)
            ids["key"] = String(try world.key(.biller).prefix { $0 != "." })
            #expect(Set(ids.keys).isSuperset(of: ["claim", "account", "item", "proposal", "case", "patient", "key"]))
            var replayed = 0
            for role in [Role.supervisor, .compliance, .administrator, .auditor] {
                let foreign = try world.key(role, of: world.other)
                let purpose = role == .auditor ? "audit" : role == .supervisor ? "payment" : "operations"
                // What somebody asked for is on record in their own tenant, so that who asks later sees that they asked.
                for route in RouteTable.all where route.name != "listLooks" || role == .compliance {
                    for (theirs, absent) in Self.requests(route, ids) {
                        var replies: [APIWorld.Reply] = []
                        for request in [theirs, absent] {
                            var headers = ["Recourse-Purpose": purpose]
                            if route.method == .post { headers["Content-Type"] = SampleRequests.type(of: route) }
                            if route.isNamed { headers["Idempotency-Key"] = UUID().uuidString }
                            if route.takesTag { headers["If-Match"] = "\"0000000000000000\"" }
                            replies.append(
                                try await world.ask(
                                    route.method.rawValue,
                                    request.path,
                                    key: foreign,
                                    headers: headers,
                                    body: request.body.map { Data($0.utf8) }
                                )
                            )
                        }
                        #expect(
                            replies[0].status == replies[1].status && replies[0].body == replies[1].body,
                            "\(route.name) by \(role): \(replies[0].text) and \(replies[1].text)"
                        )
                        replayed += 1
                    }
                }
            }
            #expect(replayed > 100)
            // And their own keys open their own tenant alone.
            let foreign = try world.key(.supervisor, of: world.other)
            #expect(try await world.ask("GET", "/v1/claims", key: foreign).items.isEmpty)
            #expect(try await !world.ask("GET", "/v1/claims", key: key).items.isEmpty)
        }
    }

    /// Ids of things of the first tenant, one for each place of a path.
    private static func ids(_ world: APIWorld, _ key: String) async throws -> [String: String] {
        var ids: [String: String] = [:]
        let claim = try #require(
            try await world.ask("GET", "/v1/claims?limit=1", key: key).items.first?["claim"] as? String
        )
        let note = #"{"kind":"claimNote","why":"A test.","text":"A note.","subject":"\#(claim)"}"#
        #expect(try await world.post("/v1/proposals", note, key: key).status == 200)
        for (path, member, place) in [
            ("claims", "claim", "claim"), ("accounts", "account", "account"), ("held", "id", "item"),
            ("proposals", "proposal", "proposal"), ("cases", "case", "case"),
        ] {
            ids[place] = try await world.ask("GET", "/v1/\(path)?limit=1", key: key).items.first?[member] as? String
        }
        let looks = try await world.ask(
            "GET",
            "/v1/audit/looks?principal=user:supervisor",
            key: world.key(.auditor),
            headers: ["Recourse-Purpose": "audit"]
        ).items
        ids["patient"] = (looks.first?["patients"] as? [String])?.first
        return ids
    }

    private typealias Request = (path: String, body: String?)

    /// The requests of a route that name a thing, in the path or in the body, each beside the same for what is not there.
    private static func requests(_ route: Route, _ ids: [String: String]) -> [(Request, Request)] {
        let body = SampleRequests.body(of: route)
        let absent: Request = (SampleRequests.absent(route), route.method == .post ? body : nil)
        var found: [(Request, Request)] = []
        // Accounts of the roster, destinations and rules have names that each tenant gives anew.
        for place in route.places where !route.path.hasPrefix("/v1/users") {
            guard let id = ids[place], let nothing = SampleRequests.places[place] else { continue }
            found.append(((absent.path.replacing(nothing, with: id), absent.body), absent))
        }
        for (place, id) in ids {
            guard let nothing = SampleRequests.places[place], let body = absent.body, body.contains(nothing) else {
                continue
            }
            found.append(((absent.path, body.replacing(nothing, with: id)), absent))
        }
        return found
    }
}

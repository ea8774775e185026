import Access
import Foundation
import HTTPTypes
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

@Suite("The document that describes the API") struct OpenAPITests {
    private static func document() throws -> [String: Any] {
        let data = Data(OpenAPIDocument.text.utf8)
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func operation(_ route: Route) throws -> [String: Any] {
        let paths = try #require(try document()["paths"] as? [String: [String: Any]])
        return try #require(paths[route.path]?[route.method.rawValue.lowercased()] as? [String: Any])
    }

    @Test func `has every route, and no other`() throws {
        let paths = try #require(try Self.document()["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, operations in operations.keys.map { "\($0.uppercased()) \(path)" } }
        #expect(described.sorted() == RouteTable.all.map { "\($0.method.rawValue) \($0.path)" }.sorted())
        #expect(Set(RouteTable.all.map(\.name)).count == RouteTable.all.count)
    }

    /// What is wrong with an answer, by the document.
    static func faults(_ reply: APIWorld.Reply, _ route: Route) throws -> [String] {
        let checker = SchemaChecker(document: try document())
        let responses = try #require(try operation(route)["responses"] as? [String: [String: Any]])
        guard let content = responses["\(reply.status)"]?["content"] as? [String: [String: Any]] else {
            return ["status \(reply.status) is not described"]
        }
        let type = reply.headers["content-type"] ?? ""
        guard let schema = content[type]?["schema"] as? [String: Any] else { return ["\(type) is not described"] }
        guard type.contains("json") else { return [] }
        let value = try JSONSerialization.jsonObject(with: reply.body)
        return checker.faults(of: value, against: schema)
    }

    /// Whoever of these has a right to it is asked; an auditor looks to audit.
    private static let roles: [Role] = [.supervisor, .compliance, .auditor, .administrator, .integration]

    private static func answer(_ route: Route, _ path: String, _ world: APIWorld) async throws -> APIWorld.Reply {
        var last: APIWorld.Reply?
        for role in roles {
            let purpose = role == .auditor ? "audit" : role == .compliance ? "operations" : "payment"
            let headers = ["Recourse-Purpose": purpose, "Content-Type": "application/json"]
            let body = SampleRequests.body(of: route).map { Data($0.utf8) }
            let reply = try await world.ask(
                route.method.rawValue,
                path,
                key: world.key(role),
                headers: headers,
                body: route.method == .post ? body : nil
            )
            if reply.status != 403 { return reply }
            last = reply
        }
        return try #require(last)
    }

    @Test func `is what every route that only looks answers`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let key = try world.key(.supervisor)
            let note = #"{"kind":"claimNote","why":"A test.","text":"A note.","subject":""#
            _ = try world.key(.integration)
            _ = try world.plane.addWebhook(
                "https://hooks.example.com/",
                of: [.caseOpened],
                as: "service:integration",
                reason: "A test."
            )
            let reader = world.plane.acting(as: "user:supervisor")
            let work = try await world.ask("GET", "/v1/worklist?limit=1000&category=denial", key: key).items
            let claims = work.compactMap { $0["claim"] as? String }
            let claim = try #require(claims.first)
            _ = try reader.breakGlass(for: claim, reason: "A test.")
            let proposed = try await world.post("/v1/proposals", note + claim + "\"}", key: key)
            let propose = try #require(RouteTable.all.first { $0.name == "propose" })
            #expect(try Self.faults(proposed, propose) == [], "\(proposed.text)")
            let looks = try await world.ask(
                "GET",
                "/v1/audit/looks?principal=user:supervisor",
                key: world.key(.auditor),
                headers: ["Recourse-Purpose": "audit"]
            ).items
            let patients = try #require(looks.first?["patients"] as? [String])
            var places = ["entry": "1", "claim": claim, "patient": try #require(patients.first)]
            let all = RouteTable.all.filter { $0.method == .get || $0.isLook }
            for route in all.sorted(by: { $0.places.count < $1.places.count }) where !route.redirects {
                guard route.places.allSatisfy({ places[$0] != nil }) else { continue }
                let query = route.parameters.filter(\.isRequired).map { "?\($0.name)=user:supervisor" }.joined()
                var path = route.path
                for (place, id) in places { path = path.replacing("{\(place)}", with: id) }
                let reply = try await Self.answer(route, path + query, world)
                #expect(reply.status == 200 || route.mayRefuse && reply.status == 422, "\(route.name): \(reply.text)")
                #expect(try Self.faults(reply, route) == [], "\(route.name)")
                // To whom not every field is shown.
                for role in [Role.auditor, .patientSupport, .integration] where route.method == .get {
                    let less = try await world.ask("GET", path + query, key: world.key(role))
                    if less.status == 200 { #expect(try Self.faults(less, route) == [], "\(route.name) by \(role)") }
                }
                let named = ["account", "proposal", "effect", "case", "rule", "webhook", "emergency", "span"]
                let members = named.map { ($0, $0) } + [("item", "id")]
                guard let row = (try? reply.json)?["items"] as? [[String: Any]], let row = row.first else { continue }
                for (place, member) in members where places[place] == nil && !route.path.hasPrefix("/v1/users") {
                    places[place] = row[member] as? String
                }
            }
            #expect(
                Set(places.keys).isSuperset(of: ["claim", "account", "item", "proposal", "case", "patient", "rule"])
            )
            let letters = try #require(RouteTable.all.first { $0.name == "composeAppeal" })
            var composed = 0
            for claim in claims.prefix(20) {
                let reply = try await world.ask("GET", "/v1/claims/\(claim)/appeal", key: key)
                #expect(try Self.faults(reply, letters) == [], "\(reply.text)")
                if reply.status == 200 { composed += 1 }
            }
            #expect(composed > 0)
        }
    }

    @Test func `has every problem that a route answers`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let key = try world.key(.supervisor)
            let nobody = try world.key(nil)
            for route in RouteTable.all {
                let path = route.path.replacing(/\{\w+\}/, with: "absent")
                for key in [nil, nobody, key] {
                    var replies: [APIWorld.Reply] = []
                    if route.method == .get {
                        replies.append(try await world.ask("GET", path, key: key))
                        replies.append(try await world.ask("GET", path + "?cursor=absent&limit=1", key: key))
                        replies.append(try await world.ask("GET", path + "?nonsense=1", key: key))
                    } else {
                        let bodies = key == nil ? ["{}"] : ["{}", SampleRequests.body(of: route) ?? ""]
                        for body in bodies {
                            replies.append(try await world.post(path, body, key: key))
                            if route.takesTag {
                                replies.append(try await world.post(path, body, key: key, seen: "\"0\""))
                            }
                        }
                        replies.append(try await world.post(path, "", key: key, type: "application/edi-x12"))
                    }
                    for reply in replies {
                        #expect(try Self.faults(reply, route) == [], "\(route.name): \(reply.text)")
                        guard reply.status != 200 else { continue }
                        #expect(try reply.json["status"] as? Int == reply.status)
                    }
                }
            }
        }
    }

    @Test func `knows each kind of problem by a type of its own`() {
        #expect(Set(ProblemKind.allCases.map(\.title)).count == ProblemKind.allCases.count)
        #expect(ProblemKind.allCases.allSatisfy { $0.status.code >= 400 })
    }

    @Test func `of problems in words has each kind with its status, and no other`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/api.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
            $0.prefixMatch(of: /\| `[a-z-]+` \| \d{3} \|/) != nil
        }
        let wanted = ProblemKind.allCases.map { "| `\($0.rawValue)` | \($0.status.code) | \($0.title) |" }
        #expect(rows.map(String.init) == wanted)
    }

    @Test func `of events in words has each type, and no other`() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/api.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| `") }
        let named = rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([a-z]+\.[a-z]+)`/).map { String($0.1) }
        }
        #expect(named == PublicEvent.Kind.allCases.map(\.rawValue))
    }
}

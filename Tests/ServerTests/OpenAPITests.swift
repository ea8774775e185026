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

    @Test func `is what every route that only looks answers`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world)
            let looks = day.exchanges.filter { $0.route.method == .get || $0.route.isLook }
            for exchange in looks {
                #expect(
                    try Self.faults(exchange.reply, exchange.route) == [],
                    "\(exchange.route.name) by \(exchange.role): \(exchange.reply.text)"
                )
            }
            let answered = Set(looks.filter { $0.reply.status == 200 }.map(\.route.name))
            let all = RouteTable.all.filter { $0.method == .get || $0.isLook }.map(\.name)
            #expect(answered.union(WorkedDay.elsewhere.keys) == Set(all))
            #expect(answered.isDisjoint(with: WorkedDay.elsewhere.keys))
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

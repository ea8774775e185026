import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// Every route that changes something, taken once through what it is for.
@Suite("A change by the API") struct ChangeTests {
    @Test func `is of the form that the document says, and is done once by its name`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world) { exchange in try await Self.repeated(exchange, world) }
            try await day.evening()
            let posts = day.exchanges.filter { $0.route.method == .post }
            for exchange in posts {
                let faults = try OpenAPITests.faults(exchange.reply, exchange.route)
                #expect(faults == [], "\(exchange.route.name): \(exchange.reply.text)")
            }
            let answered = Set(posts.filter { $0.reply.status == 200 }.map(\.route.name))
            #expect(answered == Set(RouteTable.all.filter { $0.method == .post }.map(\.name)))
        }
    }

    /// Asks for a change again, and holds the answer against the first.
    private static func repeated(_ exchange: WorkedDay.Exchange, _ world: APIWorld) async throws {
        let name = exchange.route.name
        guard exchange.route.isNamed else { return }
        let head = try world.plane.journal.head()
        let again = try await world.ask(
            "POST",
            exchange.path,
            key: exchange.key,
            headers: exchange.headers,
            body: exchange.body.map { Data($0.utf8) }
        )
        let first = try exchange.reply.json
        if first["secret"] != nil {
            let kept = try again.json["secret"]
            #expect(first["secret"] is String && kept is NSNull, "\(name)")
        } else if first["token"] != nil {
            // The secret is shown once and kept nowhere.
            let kept = try again.json
            #expect(first["token"] is String && kept["token"] is NSNull, "\(name)")
            #expect(kept["key"] as? String == first["key"] as? String, "\(name)")
        } else {
            #expect(again.status == 200 && again.body == exchange.reply.body, "\(name): \(again.text)")
        }
        #expect(again.headers["idempotency-replayed"] == "true", "\(name)")
        #expect(try world.plane.journal.head() == head, "\(name) changed something twice")
    }
}

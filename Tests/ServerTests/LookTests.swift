import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

@Suite("A look by the API") struct LookTests {
    /// What is on record in the same journal and looks at nobody: who signed in and out.
    private static let signsIn: Set = ["signIn", "endSession"]

    @Test func `is on record once, with its purpose, who looked and by what; nothing else is`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world)
            var entries = 0
            for exchange in day.exchanges {
                let looks = exchange.trail.filter { $0.header.type == AccessLog.looked }
                let refusals = exchange.trail.filter { $0.header.type == AccessLog.refused }
                let place = "\(exchange.route.name) by \(exchange.role): \(exchange.reply.status)"
                if !Self.signsIn.contains(exchange.route.name) {
                    #expect(looks.count + refusals.count == exchange.trail.count, "\(place)")
                }
                entries += looks.count
                #expect(looks.count == (Self.isShown(exchange) ? 1 : 0), "\(place)")
                #expect(refusals.count == (exchange.reply.status == 403 ? 1 : 0), "\(place)")
                for entry in looks { try Self.check(entry, exchange, place) }
            }
            // No route that looks is left out.
            let looked = Set(day.exchanges.filter(Self.isShown).map(\.route.name))
            #expect(looked == Set(RouteTable.all.filter(\.isLook).map(\.name)))
            #expect(entries == day.exchanges.count(where: Self.isShown))
        }
    }

    /// Whether an answer shows something of patients, or that there is nothing.
    private static func isShown(_ exchange: WorkedDay.Exchange) -> Bool {
        guard exchange.route.isLook else { return false }
        // That no appeal is open says something of the claim.
        if exchange.route.mayRefuse, exchange.reply.status == 422 { return true }
        // That a number is nobody's shows nobody.
        if exchange.body?.contains("absent") == true { return false }
        return exchange.reply.status == 200
    }

    private static func check(_ entry: Entry, _ exchange: WorkedDay.Exchange, _ place: String) throws {
        let look = try Look(decoding: try #require(entry.payload), purpose: entry.header.purpose)
        let kind = exchange.role == .integration ? "service" : exchange.role == .agent ? "agent" : "user"
        #expect(entry.header.principal == "\(kind):\(exchange.role.rawValue)", "\(place)")
        #expect(look.purpose == exchange.purpose, "\(place)")
        #expect(look.surface == "\(exchange.route.method.rawValue) \(exchange.route.path)", "\(place)")
    }

    @Test func `by a session is on record as one by a key is`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world)
            // Each role that looked looks again, by a session.
            let looks = day.exchanges.filter { $0.role != .integration && Self.isShown($0) }
            for role in Set(looks.map(\.role)).sorted() {
                try Browser.account(role.rawValue, role, in: world)
                let browser = Browser(world)
                try await browser.signIn(role.rawValue)
                for exchange in looks where exchange.role == role {
                    let purpose = try #require(exchange.purpose)
                    let again = try await day.kept(exchange.route, exchange.path, exchange.body, [:], role, purpose) {
                        _ in
                        let headers = ["Recourse-Purpose": purpose.rawValue]
                        guard let body = exchange.body else {
                            return try await browser.ask("GET", exchange.path, headers: headers)
                        }
                        return try await browser.post(exchange.path, body, changing: headers)
                    }
                    let place = "\(exchange.route.name) by \(role): \(again.reply.status)"
                    #expect(again.reply.status == exchange.reply.status, "\(place)")
                    #expect(again.trail.count == 1, "\(place)")
                    for entry in again.trail { try Self.check(entry, again, place) }
                }
            }
        }
    }
}

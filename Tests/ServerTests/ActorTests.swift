import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

@Suite("Whoever did something") struct ActorTests {
    /// The server's own, which act without anybody's asking and are on no roster.
    private static let own: Set = ["service:cases", "service:timekeeper"]

    @Test func `is named by each entry of both journals, and on the roster or one of the server's own`() async throws {
        try await APIWorld.serving(claims: 120, signIn: WorkedDay.signIn) { world in
            let day = try await WorkedDay(world)
            // What is due is done by the server itself.
            _ = try world.plane.keepingTime.followFindings()
            _ = try world.plane.keepingTime.followTime()
            try await day.evening()
            _ = try world.plane.keepingTime.followTime()
            let roster = Set(try world.plane.currentRoster().accounts.map(\.principal.rawValue))
            var named: Set<String> = []
            for journal in [world.plane.journal, world.plane.accessLog.journal] {
                var count = 0
                while case let entries = try journal.entries(from: Position(count + 1)), !entries.isEmpty {
                    for header in entries.map(\.header) {
                        named.insert(header.principal)
                        #expect(
                            header.principal.wholeMatch(of: /(user|service|agent):[!-~]+/) != nil,
                            "entry \(header.position), type \(header.type), of \(header.principal)"
                        )
                    }
                    count += entries.count
                }
                #expect(count > 100)
            }
            #expect(named.subtracting(roster).subtracting(Self.own) == [])
            // Whoever worked is named, so that the entries are not all of one.
            let workers = ["supervisor", "compliance", "administrator", "denialSpecialist"].map { "user:\($0)" }
            #expect(named.isSuperset(of: workers + ["service:integration", "user:test"]))
        }
    }
}

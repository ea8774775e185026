import Access
import Foundation
import RevenueCycle
import ServiceLifecycleTestKit
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

@Suite("A server that is told to end") struct EndTests {
    @Test(.timeLimit(.minutes(2)))
    func `answers what it has begun to answer, to its end, and takes nothing more`() async throws {
        try await APIWorld.ending(claims: 20) { world, end in
            let key = try world.key(.supervisor)
            let claim = try #require(
                try await world.ask("GET", "/v1/claims?limit=1", key: key).items.first?["claim"] as? String
            )
            let mark = #"{"subjects":[],"reason":"Looked at."}"#
            let (arrivals, arrival) = AsyncStream<Void>.makeStream()
            let release = DispatchSemaphore(value: 0)
            // The request is held up where it reads the clock for the second time: once its key was looked at, before the change.
            world.interrupt(atClockReading: 2) {
                arrival.yield()
                _ = release.wait(timeout: .now() + 30)
            }
            async let answer = world.post("/v1/claims/\(claim)/sensitivities", mark, key: key)
            for await _ in arrivals { break }
            let head = try world.plane.journal.head()
            end()
            // It takes no connection any more.
            var refused = false
            while !refused {
                do { _ = try await world.ask("GET", "/v1/health", headers: ["Connection": "close"]) } catch {
                    refused = true
                }
            }
            #expect(try world.plane.journal.head() == head)
            release.signal()
            let reply = try await answer
            #expect(reply.status == 200, "\(reply.text)")
            #expect(try world.plane.journal.head() > head)
        }
    }
}

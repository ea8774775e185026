import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// What a server does without anybody's asking.
@Suite("The work of a server") struct ServerWorkTests {
    @Test func `delivers what was approved, and opens cases of what is found`() async throws {
        var limits = Limits()
        limits.workSeconds = 1
        try await APIWorld.serving(limits, isWorking: true) { world in
            let outbox = world.root.appendingPathComponent("outbox")
            try FileManager.default.createDirectory(
                at: outbox,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            let plane = world.plane
            try plane.setDestination("patients", folder: outbox.path, reason: "A test.")
            let claim = try #require(try plane.accounts(asOf: plane.today).first?.claimIDs.first)
            try plane.markSensitive(claim, [], reason: "A test.")
            let author = try world.key(.patientSupport)
            let body =
                #"{"kind":"patientMessage","subject":"\#(claim)","destination":"patients","why":"A test.","text":"We look into it."}"#
            let proposed = try await world.post("/v1/proposals", body, key: author)
            let id = try #require(try proposed.json["proposal"] as? String, "\(proposed.text)")
            let lead = try world.key(.supervisor)
            let seen = try #require(try await world.ask("GET", "/v1/proposals/\(id)", key: lead).headers["etag"])
            let path = "/v1/proposals/\(id)/decisions"
            let decided = try await world.post(path, #"{"decision":"approve"}"#, key: lead, seen: seen)
            let effect = try #require(try decided.json["effect"] as? String, "\(decided.text)")
            let file = outbox.appendingPathComponent("\(effect).txt").path
            for _ in 0..<300 where !FileManager.default.fileExists(atPath: file) {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(FileManager.default.fileExists(atPath: file))
            for _ in 0..<100 where !world.log.contains(where: { $0.contains(#""what":"cases""#) }) {
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(world.log.contains { $0.contains(#""what":"cases""#) })
            #expect(!world.log.contains { $0.contains(#""event":"fault""#) })
        }
    }
}

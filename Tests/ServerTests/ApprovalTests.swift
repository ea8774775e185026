import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

@Suite("An approval by the API") struct ApprovalTests {
    /// A denied claim of which one person may approve the appeal.
    private static func deniedClaim(_ world: APIWorld, _ key: String) async throws -> String {
        for row in try await world.ask("GET", "/v1/worklist?limit=1000", key: key).items {
            guard let finding = row["finding"] as? [String: Any], finding["kind"] as? String == "denial",
                let category = finding["category"] as? String, category != "medicalNecessity",
                let stake = (finding["atStake"] as? String).flatMap(Double.init), stake < 20_000,
                let claim = row["claim"] as? String
            else { continue }
            let all = try await world.ask("GET", "/v1/claims/\(claim)", key: key).json["findings"] as? [[String: Any]]
            let denials = (all ?? []).filter { $0["kind"] as? String == "denial" }
            if denials.count == 1 { return claim }
        }
        return try #require(nil as String?, "a month has a denied claim")
    }

    @Test func `is of exactly what was seen, by another than its author, and takes effect once`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let outbox = world.root.appendingPathComponent("outbox")
            try FileManager.default.createDirectory(
                at: outbox,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try world.plane.setDestination("payer", folder: outbox.path, reason: "A test.")
            let author = try world.key(.denialSpecialist)
            let other = try world.key(.denialSpecialist, named: "other")
            let supervisor = try world.key(.supervisor)
            let claim = try await Self.deniedClaim(world, author)
            let looked = #"{"subjects":[],"reason":"Looked at."}"#
            let marked = try await world.post("/v1/claims/\(claim)/sensitivities", looked, key: supervisor)
            #expect(marked.status == 200, "\(marked.text)")
            let appeal =
                #"{"kind":"appeal","why":"x","letter":"Look again.","destination":"payer","subject":"\#(claim)"}"#
            let proposed = try await world.post("/v1/proposals", appeal, key: author)
            #expect(proposed.status == 200, "\(proposed.text)")
            let id = try #require(try proposed.json["proposal"] as? String)
            let path = "/v1/proposals/\(id)"
            let shown = try await world.ask("GET", path, key: other)
            let seen = try #require(shown.headers["etag"])
            let approve = #"{"decision":"approve"}"#
            #expect(try await world.post("\(path)/decisions", approve, key: other).status == 428)
            #expect(
                try await world.post("\(path)/decisions", approve, key: other, seen: "\"0000000000000000\"").status
                    == 412
            )
            #expect(try await world.post("\(path)/decisions", approve, key: other, seen: "*").status == 400)
            #expect(try await world.post("\(path)/decisions", approve, key: author, seen: seen).status == 422)
            let approved = try await world.post("\(path)/decisions", approve, key: other, name: "yes", seen: seen)
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
            let effect = try #require(try approved.json["effect"] as? String)
            let again = try await world.post("\(path)/decisions", approve, key: other, name: "yes", seen: seen)
            #expect(again.body == approved.body)
            #expect(try await world.post("/v1/effects/run", "{}", key: supervisor).items.count == 1)
            #expect(try await world.post("/v1/effects/run", "{}", key: supervisor).items.isEmpty)
            let letter = try String(contentsOf: outbox.appendingPathComponent("\(effect).txt"), encoding: .utf8)
            #expect(letter == "Look again.\n")
            let steps =
                try await world.ask("GET", "/v1/effects/\(effect)", key: supervisor).json["steps"] as? [[String: Any]]
            let entry = try #require(steps?.last?["entry"] as? Int)
            let auditor = try world.key(.auditor)
            let proof = try await world.ask("GET", "/v1/audit/proofs/\(entry)", key: auditor)
            #expect(proof.status == 200 && proof.text.contains("tlog-proof"), "\(proof.text)")
        }
    }
}

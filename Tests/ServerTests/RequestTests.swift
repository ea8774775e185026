import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane
@testable import Server

@Suite("A request") struct RequestTests {
    private static let note = #"{"kind":"claimNote","why":"A test.","text":"A note.","subject":""#

    private static func claim(_ world: APIWorld, _ key: String) async throws -> String {
        try #require(try await world.ask("GET", "/v1/claims?limit=1", key: key).items.first?["claim"] as? String)
    }

    @Test func `that is sent again is done once and answered the same, and its name is no other's`() async throws {
        try await APIWorld.serving { world in
            let key = try world.key(.supervisor)
            let claim = try await Self.claim(world, key)
            let body = Self.note + claim + "\"}"
            let first = try await world.post("/v1/proposals", body, key: key, name: "one")
            #expect(first.status == 200 && first.headers["idempotency-replayed"] == nil)
            let head = try world.plane.journal.head()
            let again = try await world.post("/v1/proposals", body, key: key, name: "one")
            #expect(again.status == 200 && again.body == first.body && again.headers["idempotency-replayed"] == "true")
            #expect(try world.plane.journal.head() == head)
            let other = body.replacing("A note.", with: "Another note.")
            #expect(try await world.post("/v1/proposals", other, key: key, name: "one").status == 422)
            #expect(try await world.post("/v1/held/x/release", body, key: key, name: "one").status == 422)
            // Another's request of that name is another.
            let specialist = try world.key(.denialSpecialist)
            let theirs = try await world.post("/v1/proposals", body, key: specialist, name: "one")
            #expect(theirs.status == 200 && theirs.body != first.body)
            // What was refused leaves nothing, and may be mended under the same name.
            #expect(try await world.post("/v1/proposals", Self.note + "c_0\"}", key: key, name: "two").status == 404)
            #expect(try await world.post("/v1/proposals", body, key: key, name: "two").status == 200)
        }
    }

    @Test func `for each change is done once, whatever it changes`() async throws {
        try await APIWorld.serving { world in
            let feed = try world.key(.integration)
            let key = try world.key(.supervisor)
            let document = String(decoding: try #require(world.month.files.first).bytes, as: UTF8.self)
            let claim = try await Self.claim(world, key)
            let looked = #"{"subjects":["minor"],"reason":"Looked at."}"#
            let changes: [(String, String, String, String)] = [
                ("/v1/documents", document, feed, "application/edi-x12"),
                ("/v1/claims/\(claim)/sensitivities", looked, key, "application/json"),
                ("/v1/effects/run", "{}", key, "application/json"),
            ]
            for (path, body, key, type) in changes {
                let first = try await world.post(path, body, key: key, name: path, type: type)
                #expect(first.status == 200, "\(path): \(first.text)")
                let head = try world.plane.journal.head()
                let again = try await world.post(path, body, key: key, name: path, type: type)
                #expect(again.status == 200 && again.body == first.body, "\(path): \(again.text)")
                #expect(try world.plane.journal.head() == head, "\(path)")
            }
        }
    }

    @Test func `that comes many times at once is done once`() async throws {
        try await APIWorld.serving { world in
            let key = try world.key(.supervisor)
            let claim = try await Self.claim(world, key)
            let before = try await world.ask("GET", "/v1/proposals", key: key).items.count
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await world.post("/v1/proposals", Self.note + claim + "\"}", key: key, name: "many").status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.contains(200) && statuses.allSatisfy { $0 == 200 || $0 == 409 }, "\(statuses)")
            #expect(try await world.ask("GET", "/v1/proposals", key: key).items.count == before + 1)
        }
    }

    /// Each thing of one facility is, to somebody of another, as if it were not there: the same bytes.
    @Test func `for what may not be seen is answered like one for what is not there`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let key = try world.key(.supervisor)
            let elsewhere = GrantBounds(facilities: [FacilityID("1999999984")])
            let stranger = try world.key(.supervisor, named: "stranger", within: elsewhere)
            let claim = try await Self.claim(world, key)
            _ = try await world.post("/v1/proposals", Self.note + claim + "\"}", key: key)
            var pairs: [(path: String, absent: String)] = []
            for (path, member, absent) in [
                ("claims", "claim", "c_0000000000000000"), ("accounts", "account", "a_0000000000000000"),
                ("held", "id", "r_0000000000000000"), ("proposals", "proposal", "o_00000000000000000000000000"),
            ] {
                for row in try await world.ask("GET", "/v1/\(path)?limit=5", key: key).items {
                    let id = try #require(row[member] as? String)
                    pairs.append(("/v1/\(path)/\(id)", "/v1/\(path)/\(absent)"))
                }
                #expect(try await world.ask("GET", "/v1/\(path)", key: stranger).items.isEmpty, "\(path)")
            }
            #expect(pairs.count > 10)
            for (path, absent) in pairs {
                #expect(try await world.ask("GET", path, key: key).status == 200, "\(path)")
                let theirs = try await world.ask("GET", path, key: stranger)
                let nothing = try await world.ask("GET", absent, key: stranger)
                #expect(theirs.status == 404 && theirs.body == nothing.body, "\(path): \(theirs.text)")
            }
            let letter = #"{"kind":"appeal","why":"x","letter":"y","destination":"none","subject":""#
            // Some of them have something denied and some have not, which nobody is told who may not see them.
            for (path, _) in pairs where path.hasPrefix("/v1/claims/") {
                for make in [Self.note, letter] {
                    let id = path.replacing("/v1/claims/", with: "")
                    let theirs = try await world.post("/v1/proposals", make + id + "\"}", key: stranger)
                    let nothing = try await world.post("/v1/proposals", make + "c_0000000000000000\"}", key: stranger)
                    #expect(theirs.status == 404 && theirs.body == nothing.body, "\(theirs.text)")
                }
            }
            let looked = #"{"subjects":[],"reason":"x"}"#
            for (path, absent) in pairs where path.hasPrefix("/v1/claims") {
                let theirs = try await world.post("\(path)/sensitivities", looked, key: stranger)
                let nothing = try await world.post("\(absent)/sensitivities", looked, key: stranger)
                #expect(theirs.status == 404 && theirs.body == nothing.body, "\(theirs.text)")
            }
            for (path, absent) in pairs where path.hasPrefix("/v1/proposals") {
                let act = #"{"decision":"approve"}"#
                let theirs = try await world.post("\(path)/decisions", act, key: stranger, seen: "\"0\"")
                let nothing = try await world.post("\(absent)/decisions", act, key: stranger, seen: "\"0\"")
                #expect(theirs.status == 404 && theirs.body == nothing.body, "\(theirs.text)")
            }
            for (path, absent) in pairs where path.hasPrefix("/v1/held") {
                let theirs = try await world.post("\(path)/release", #"{"reason":"x"}"#, key: stranger)
                let nothing = try await world.post("\(absent)/release", #"{"reason":"x"}"#, key: stranger)
                #expect(theirs.status == 404 && theirs.body == nothing.body, "\(theirs.text)")
            }
        }
    }

    @Test func `for a list gets all of it part by part, each part on record with those whom it shows`() async throws {
        try await APIWorld.serving(claims: 60) { world in
            let key = try world.key(.supervisor)
            for path in ["claims", "accounts", "remittances", "held", "worklist"] {
                let whole = try await world.ask("GET", "/v1/\(path)?limit=1000", key: key)
                #expect(try whole.json["next"] is NSNull)
                let all = try whole.items
                var parts: [[String: Any]] = []
                var next: String? = ""
                while let cursor = next {
                    let query = cursor.isEmpty ? "limit=7" : "limit=7&cursor=\(cursor)"
                    let reply = try await world.ask("GET", "/v1/\(path)?\(query)", key: key)
                    #expect(reply.status == 200, "\(reply.text)")
                    parts += try reply.items
                    #expect(try reply.items.count <= 7)
                    next = try reply.json["next"] as? String
                }
                #expect(NSArray(array: parts) == NSArray(array: all), "\(path)")
                #expect(try await world.ask("GET", "/v1/\(path)?cursor=gone", key: key).status == 409)
            }
            _ = try await world.ask("GET", "/v1/claims?limit=1", key: key)
            let looks = try world.plane.inquiry(for: .audit, by: "test")
                .looks(
                    by: "user:supervisor",
                    within: Timestamp(microsecondsSince1970: 0)..<Timestamp(microsecondsSince1970: .max)
                )
            let last = try #require(looks.last).item
            #expect(last.look.surface == "GET /v1/claims" && last.look.patients.count + last.look.unnamed == 1)
        }
    }

    @Test func `leaves nothing of patients in the log`() async throws {
        try await APIWorld.serving(claims: 40) { world in
            let key = try world.key(.supervisor)
            let claim = try await Self.claim(world, key)
            let canary = "CANARYQUILLFEATHER"
            for path in [
                "/v1/claims?payer=\(canary)", "/v1/claims/\(canary)", "/\(canary)", "/v1/claims/\(claim)?\(canary)=1",
            ] {
                _ = try await world.ask(
                    "GET",
                    path,
                    key: key,
                    headers: ["User-Agent": canary, "Recourse-Purpose": canary]
                )
                _ = try await world.ask("GET", path, key: key, headers: ["User-Agent": canary])
            }
            let note = #"{"kind":"claimNote","why":"\#(canary)","text":"\#(canary)","subject":"\#(canary)"}"#
            let refused = try await world.post("/v1/proposals", note, key: key, name: canary)
            #expect(!refused.text.contains(canary))
            let secret = try #require(key.split(separator: ".").last)
            #expect(world.log.count > 9)
            for line in world.log {
                #expect(!line.contains(canary) && !line.contains(claim) && !line.contains(secret), "\(line)")
                #expect(try JSONSerialization.jsonObject(with: Data(line.utf8)) is [String: Any])
            }
        }
    }

    @Test func `by a key that has ended, or was revoked, is refused at once`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let key = try world.key(.supervisor)
            #expect(try await world.ask("GET", "/v1/claims", key: key).status == 200)
            try world.plane.revokeKey(String(key.prefix { $0 != "." }), reason: "A test.")
            #expect(try await world.ask("GET", "/v1/claims", key: key).status == 401)
        }
    }
}

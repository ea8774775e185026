import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// People with keys who propose and decide about a denied claim of a world, and a place where approved letters go.
struct ApprovalDesk: Sendable {
    /// Something that was decided about, as it is shown.
    struct Standing {
        let status: String
        let decisions: Int
    }

    let world: APIWorld
    /// A denied claim of which one person may approve the appeal.
    let claim: String
    /// Keys: who writes, another who works denials, who supervises, who complies, who administers.
    let author: String
    let other: String
    let supervisor: String
    let compliance: String
    let administrator: String
    private let outbox: URL

    static let approve = #"{"decision":"approve"}"#

    /// Gives a world a destination, people, and a claim that somebody has looked at.
    init(_ world: APIWorld) async throws {
        self.world = world
        outbox = world.root.appendingPathComponent("outbox")
        try FileManager.default.createDirectory(
            at: outbox,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try world.plane.setDestination("payer", folder: outbox.path, reason: "A test.")
        author = try world.key(.denialSpecialist)
        other = try world.key(.denialSpecialist, named: "other")
        supervisor = try world.key(.supervisor)
        compliance = try world.key(.compliance)
        administrator = try world.key(.administrator)
        claim = try await Self.deniedClaim(world, author)
        let looked = #"{"subjects":[],"reason":"Looked at."}"#
        let marked = try await world.post("/v1/claims/\(claim)/sensitivities", looked, key: supervisor)
        #expect(marked.status == 200, "\(marked.text)")
    }

    /// A denied claim of which one person may approve the appeal.
    static func deniedClaim(_ world: APIWorld, _ key: String) async throws -> String {
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

    /// An appeal, of which one other person may approve.
    func appeal(_ letter: String = "Look again.") -> String {
        #"{"kind":"appeal","why":"x","letter":"\#(letter)","destination":"payer","subject":"\#(claim)"}"#
    }

    /// A write-off; of more than 500.00 two people must approve, a supervisor and one of compliance.
    func writeOff(_ amount: String) -> String {
        #"{"kind":"writeOff","why":"x","amount":"\#(amount)","reason":"administrative","balance":"payer","subject":"\#(claim)"}"#
    }

    /// Proposes something as the author; gives its path.
    func propose(_ body: String) async throws -> String {
        let reply = try await world.post("/v1/proposals", body, key: author)
        #expect(reply.status == 200, "\(reply.text)")
        return "/v1/proposals/\(try #require(try reply.json["proposal"] as? String))"
    }

    /// Proposes something else in its place, as the author.
    func revise(_ path: String, _ body: String) async throws -> APIWorld.Reply {
        try await world.post("\(path)/revisions", body, key: author)
    }

    /// What stands for a proposal as it is shown now.
    func seen(_ path: String) async throws -> String {
        try #require(try await world.ask("GET", path, key: supervisor).headers["etag"])
    }

    /// Approves what is shown now, or what was seen.
    func approve(
        _ path: String,
        by key: String,
        seen: String? = nil,
        name: String = UUID().uuidString
    ) async throws -> APIWorld.Reply {
        var word = seen
        if word == nil { word = try await self.seen(path) }
        return try await world.post("\(path)/decisions", Self.approve, key: key, name: name, seen: word)
    }

    /// How a proposal is shown.
    func standing(_ path: String) async throws -> Standing {
        let shown = try await world.ask("GET", path, key: supervisor).json
        return Standing(
            status: try #require(shown["status"] as? String),
            decisions: try #require(shown["decisions"] as? [Any]).count
        )
    }

    /// Carries out what is due; gives what became of each.
    @discardableResult func run() async throws -> [String] {
        let reply = try await world.post("/v1/effects/run", "{}", key: supervisor)
        #expect(reply.status == 200, "\(reply.text)")
        return try reply.items.compactMap { $0["end"] as? String }
    }

    /// What has left.
    func letters() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: outbox.path).sorted().map { name in
            try String(contentsOf: outbox.appendingPathComponent(name), encoding: .utf8)
        }
    }

    /// Whether nothing leaves, now and later.
    func nothingLeaves() async throws -> Bool {
        for _ in 0..<3 {
            try await run()
            world.advance(1000)
        }
        return try letters() == []
    }
}

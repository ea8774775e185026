import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

@Suite("An approval by the API") struct ApprovalTests {
    @Test func `is of exactly what was seen, by another than its author, and takes effect once`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.appeal())
            let seen = try await desk.seen(path)
            let approve = ApprovalDesk.approve
            #expect(try await world.post("\(path)/decisions", approve, key: desk.other).status == 428)
            #expect(try await desk.approve(path, by: desk.other, seen: "\"0000000000000000\"").status == 412)
            #expect(try await desk.approve(path, by: desk.other, seen: "*").status == 400)
            #expect(try await desk.approve(path, by: desk.author, seen: seen).status == 422)
            let approved = try await desk.approve(path, by: desk.other, seen: seen, name: "yes")
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
            let effect = try #require(try approved.json["effect"] as? String)
            let again = try await desk.approve(path, by: desk.other, seen: seen, name: "yes")
            #expect(again.body == approved.body)
            #expect(try await desk.run().count == 1)
            #expect(try await desk.run().isEmpty)
            #expect(try desk.letters() == ["Look again.\n"])
            let steps =
                try await world.ask("GET", "/v1/effects/\(effect)", key: desk.supervisor).json["steps"]
                as? [[String: Any]]
            let entry = try #require(steps?.last?["entry"] as? Int)
            let auditor = try world.key(.auditor)
            let proof = try await world.ask("GET", "/v1/audit/proofs/\(entry)", key: auditor)
            #expect(proof.status == 200 && proof.text.contains("tlog-proof"), "\(proof.text)")
        }
    }
}

/// Every way in which somebody could try to get a change through by the API without the right approval; the same below it are in
/// `ApprovalAttackTests`.
@Suite("Without the right approval, by the API") struct ApprovalAttackRouteTests {
    // MARK: - One person

    @Test func `a hundred approvals of one person at once, by two keys and a session, count once`() async throws {
        let options = Browser.options
        try await APIWorld.serving(claims: 120, signIn: options) { world in
            let desk = try await ApprovalDesk(world)
            try Browser.account("sue", .supervisor, in: world)
            let end = world.plane.now.advanced(by: .seconds(3600))
            let key = try world.key(.supervisor, named: "sue")
            let second = try world.plane.issueKey(for: "user:sue", scopes: nil, until: end, reason: "A test.").text
            // Another account of the same person, whose approval is worth as much: any of them may be the one that counts.
            try world.plane.addAccount("user:sue2", human: "user:sue", reason: "A test.")
            for role in ["supervisor", "compliance"] { try world.plane.grant(role, to: "user:sue2", reason: "A test.") }
            let third = try world.plane.issueKey(for: "user:sue2", scopes: nil, until: end, reason: "A test.").text
            let browser = Browser(world)
            #expect(try await browser.signIn("sue").status == 200)
            let cookie = try #require(browser.cookie)
            let form = try #require(browser.formToken)
            let path = try await desk.propose(desk.writeOff("600.00"))
            let seen = try await desk.seen(path)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        switch number % 4 {
                        case 0: return try await desk.approve(path, by: key, seen: seen).status
                        case 1: return try await desk.approve(path, by: second, seen: seen).status
                        case 2: return try await desk.approve(path, by: third, seen: seen).status
                        default:
                            let own = Browser(world)
                            (own.cookie, own.formToken) = (cookie, form)
                            return try await own.post(
                                "\(path)/decisions",
                                ApprovalDesk.approve,
                                changing: ["If-Match": seen]
                            ).status
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 200 } == 1, "\(statuses)")
            #expect(statuses.allSatisfy { [200, 409, 412, 422].contains($0) }, "\(statuses)")
            // And one after the other, each of what is shown now.
            for key in [key, second, third] {
                let reply = try await desk.approve(path, by: key)
                #expect(reply.status == 422, "\(reply.text)")
            }
            let word = try await desk.seen(path)
            #expect(
                try await browser.post("\(path)/decisions", ApprovalDesk.approve, changing: ["If-Match": word]).status
                    == 422
            )
            let standing = try await desk.standing(path)
            #expect(standing.status == "open" && standing.decisions == 1)
            let approved = try await desk.approve(path, by: desk.compliance)
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
        }
    }

    // MARK: - Between the look and the approval

    @Test func `a role that was taken back since it was seen approves nothing`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.appeal())
            let seen = try await desk.seen(path)
            let revoked = try await Self.revoke("denialSpecialist", of: "user:other", desk)
            #expect(revoked.status == 200, "\(revoked.text)")
            #expect(try await desk.approve(path, by: desk.other, seen: seen).status == 403)
            // Nor does one with which somebody still sees it, but which does not count.
            try world.plane.grant("biller", to: "user:other", reason: "A test.")
            let reply = try await desk.approve(path, by: desk.other, seen: seen)
            #expect([403, 422].contains(reply.status), "\(reply.text)")
            let standing = try await desk.standing(path)
            #expect(standing.status == "open" && standing.decisions == 0)
            #expect(try await desk.nothingLeaves())
        }
    }

    @Test func `a policy that was adopted since it was seen asks for another look`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.appeal())
            let seen = try await desk.seen(path)
            #expect(try await Self.adoptPolicy(desk).status == 200)
            #expect(try await desk.approve(path, by: desk.other, seen: seen).status == 412)
            #expect(try await desk.standing(path).decisions == 0)
            let approved = try await desk.approve(path, by: desk.other)
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
        }
    }

    @Test func `what was edited since it was seen is approved by no word for what it was`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.appeal("A letter."))
            let seen = try await desk.seen(path)
            #expect(try await desk.revise(path, desk.appeal("Another letter.")).status == 200)
            #expect(try await desk.approve(path, by: desk.other, seen: seen).status == 412)
            // Nor by what it was before, when the words are the same again: it is another revision.
            #expect(try await desk.revise(path, desk.appeal("A letter.")).status == 200)
            #expect(try await desk.approve(path, by: desk.other, seen: seen).status == 412)
            #expect(try await desk.standing(path).decisions == 0)
            #expect(try await desk.nothingLeaves())
        }
    }

    @Test func `an approval is lost with an edit before the last`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.writeOff("600.00"))
            #expect(try await desk.approve(path, by: desk.supervisor).json["status"] as? String == "open")
            #expect(try await desk.revise(path, desk.writeOff("700.00")).status == 200)
            #expect(try await desk.approve(path, by: desk.compliance).json["status"] as? String == "open")
            #expect(try await desk.approve(path, by: desk.supervisor).json["status"] as? String == "released")
        }
    }

    // MARK: - Between the approval and the effect

    @Test func `an edit after the approval changes nothing of what leaves`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let path = try await desk.propose(desk.appeal("What was approved."))
            #expect(try await desk.approve(path, by: desk.other).json["status"] as? String == "released")
            #expect(try await desk.revise(path, desk.appeal("Something else.")).status == 422)
            for decision in ["withdraw", "sendBack", "refuse"] {
                let body = #"{"decision":"\#(decision)","reason":"x"}"#
                let word = try await desk.seen(path)
                #expect(try await world.post("\(path)/decisions", body, key: desk.author, seen: word).status == 422)
            }
            #expect(try await desk.run().count == 1)
            #expect(try desk.letters() == ["What was approved.\n"])
        }
    }

    @Test
    func `a role that is taken back, a policy that is adopted and an account that ends take back what was approved`()
        async throws
    {
        for change in [
            { try await Self.revoke("denialSpecialist", of: "user:other", $0) },
            { try await Self.adoptPolicy($0) },
            {
                try await $0.world.post(
                    "/v1/users/user:other/end",
                    #"{"reason":"Has left."}"#,
                    key: $0.administrator
                )
            },
        ] as [@Sendable (ApprovalDesk) async throws -> APIWorld.Reply] {
            try await APIWorld.serving(claims: 120) { world in
                let desk = try await ApprovalDesk(world)
                let path = try await desk.propose(desk.appeal())
                #expect(try await desk.approve(path, by: desk.other).json["status"] as? String == "released")
                let reply = try await change(desk)
                #expect(reply.status == 200, "\(reply.text)")
                #expect(try await desk.nothingLeaves())
                let refused = try await world.ask("GET", "/v1/effects?stage=refused", key: desk.supervisor)
                #expect(try refused.items.count == 1, "\(refused.text)")
            }
        }
    }

    // MARK: - Past the API

    @Test func `an entry that was altered in the store is approved by nobody, and leads to nothing`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let paths = [
                try await desk.propose(desk.appeal("Approved.")), try await desk.propose(desk.appeal("Open.")),
            ]
            let seen = try await desk.seen(paths[1])
            #expect(try await desk.approve(paths[0], by: desk.other).json["status"] as? String == "released")
            for path in paths {
                let stream = try #require(PublicID.proposal(String(path.dropFirst("/v1/proposals/".count))))
                let entry = try #require(try world.plane.journal.entries(of: stream).first)
                try world.tamper(
                    "UPDATE entry SET payload = zeroblob(length(payload)) WHERE position = \(entry.header.position)"
                )
            }
            for path in paths {
                let reply = try await desk.approve(path, by: desk.other, seen: seen)
                #expect(reply.status == 503, "\(reply.text)")
            }
            #expect(try await desk.nothingLeaves())
        }
    }

    @Test func `rows that were altered in the store are believed by nobody who decides or delivers`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let paths = [
                try await desk.propose(desk.appeal("One.")), try await desk.propose(desk.appeal("Two.")),
            ]
            // The row of the one says what the row of the other says.
            let streams = try paths.map { path in
                try #require(PublicID.proposal(String(path.dropFirst("/v1/proposals/".count))))
            }
            #expect(try await desk.approve(paths[0], by: desk.other).json["status"] as? String == "released")
            let ids = streams.map { stream in "x'" + stream.bytes.map { byte in hex(byte) }.joined() + "'" }
            try world.tamper(
                """
                UPDATE inline_row SET
                    payload = (SELECT payload FROM inline_row WHERE id = \(ids[0])),
                    data_key = (SELECT data_key FROM inline_row WHERE id = \(ids[0]))
                WHERE id = \(ids[1])
                """
            )
            #expect(try world.plane.deepAudit().count == 1)
            let word = try await desk.seen(paths[1])
            #expect(try await desk.standing(paths[1]).status == "open")
            #expect(try await desk.run().count == 1)
            #expect(try desk.letters() == ["One.\n"])
            #expect(try await desk.approve(paths[1], by: desk.author, seen: word).status == 422)
            let approved = try await desk.approve(paths[1], by: desk.other, seen: word)
            #expect(try approved.json["status"] as? String == "released", "\(approved.text)")
        }
    }

    // MARK: - A request sent again

    @Test func `the same request is told that it is being answered for as long as it is, and done once`() async throws {
        try await APIWorld.serving(claims: 120) { world in
            let desk = try await ApprovalDesk(world)
            let paths = [
                try await desk.propose(desk.appeal("One.")), try await desk.propose(desk.appeal("Two.")),
            ]
            let seen = [try await desk.seen(paths[0]), try await desk.seen(paths[1])]
            // An approval reads the clock last when it is appended: there the second is held up.
            _ = world.takeClockReads()
            #expect(try await desk.approve(paths[0], by: desk.other, seen: seen[0]).status == 200)
            let last = world.takeClockReads()
            let (arrivals, arrival) = AsyncStream<Void>.makeStream()
            let release = DispatchSemaphore(value: 0)
            world.interrupt(atClockReading: last) {
                arrival.yield()
                // Whoever waits for longer has found a fault, which the answers below tell.
                _ = release.wait(timeout: .now() + 30)
            }
            async let first = desk.approve(paths[1], by: desk.other, seen: seen[1], name: "once")
            for await _ in arrivals { break }
            let meanwhile = try await desk.approve(paths[1], by: desk.other, seen: seen[1], name: "once")
            #expect(meanwhile.status == 409 && meanwhile.headers["retry-after"] == "1", "\(meanwhile.text)")
            #expect(try meanwhile.json["type"] as? String == "urn:recourse:problem:in-flight")
            // Somebody else's request of that name does not wait.
            let others = try await desk.approve(paths[1], by: desk.author, seen: seen[1], name: "once")
            #expect(others.status == 422, "\(others.text)")
            release.signal()
            let reply = try await first
            #expect(try reply.json["status"] as? String == "released", "\(reply.text)")
            let again = try await desk.approve(paths[1], by: desk.other, seen: seen[1], name: "once")
            #expect(again.body == reply.body && again.headers["idempotency-replayed"] == "true")
            #expect(try await desk.standing(paths[1]).decisions == 1)
        }
    }

    @Test func `a name that another tenant used is free, and gives nothing of theirs`() async throws {
        try await APIWorld.serving(claims: 60) { world in
            let keys = [
                try world.key(.administrator), try world.key(.administrator, of: world.other),
            ]
            let accounts = ["one", "two", "three"].map {
                #"{"account":"user:\#($0)","person":"\#($0)","reason":"A test."}"#
            }
            // The same account of the roster and the same name, with the same body and with another.
            for (theirs, own) in [(accounts[0], accounts[0]), (accounts[1], accounts[2])] {
                let name = UUID().uuidString
                let first = try await world.post("/v1/users", theirs, key: keys[0], name: name)
                #expect(first.status == 200, "\(first.text)")
                let second = try await world.post("/v1/users", own, key: keys[1], name: name)
                #expect(second.status == 200 && second.headers["idempotency-replayed"] == nil, "\(second.text)")
            }
            let added = try await world.ask("GET", "/v1/users", key: keys[1]).items.compactMap {
                $0["account"] as? String
            }
            #expect(Set(added).isSuperset(of: ["user:one", "user:three"]) && !added.contains("user:two"))
        }
    }

    private static func revoke(_ role: String, of account: String, _ desk: ApprovalDesk) async throws -> APIWorld.Reply
    {
        try await desk.world.post(
            "/v1/users/\(account)/revoke",
            #"{"role":"\#(role)","reason":"Has left."}"#,
            key: desk.administrator
        )
    }

    /// Adopts the policy that ships, which is in force: an adoption all the same.
    private static func adoptPolicy(_ desk: ApprovalDesk) async throws -> APIWorld.Reply {
        let text = try #require(
            String(data: JSONSerialization.data(withJSONObject: [RuleText.shippedApprovalPolicy.text]), encoding: .utf8)
        ).dropFirst().dropLast()
        return try await desk.world.post(
            "/v1/policy",
            #"{"file":"own.toml","text":\#(text),"reason":"A test."}"#,
            key: desk.compliance
        )
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

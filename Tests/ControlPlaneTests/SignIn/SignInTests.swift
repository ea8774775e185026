import Access
import Journal
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("Signing in") struct SignInTests {
    @Test func `takes the right password and code and answers all else alike, after the same work`() throws {
        let world = try SignInWorld()
        let why = SignInWorld.why
        #expect(try world.signIn().word == "signed in")
        #expect(try world.signIn(as: "user:ada").word == "signed in")
        let enrolment = try world.enrol()
        try world.plane.addAccount("user:bob", human: "bob", reason: why)
        try world.plane.addAccount("user:eve", human: "eve", reason: why)
        try world.setPassword("acht kleine Boote", of: "user:eve")
        try world.plane.endAccount("user:eve", reason: why)
        let wrong: [(String, String?, String)] = [
            ("neun kleine Boote", world.code(of: enrolment), "ada"),  // another password
            (SignInWorld.password, nil, "ada"),  // no code
            (SignInWorld.password, "", "ada"),
            (SignInWorld.password, world.code(of: enrolment, steps: 2), "ada"),  // a code of another time
            (SignInWorld.password, nil, "nobody"),  // no such account
            (SignInWorld.password, nil, "bob"),  // no password was set
            ("acht kleine Boote", nil, "eve"),  // an account that has ended
            (SignInWorld.password, nil, "user:service:feed"), (SignInWorld.password, nil, ""),
        ]
        for (password, code, name) in wrong {
            let before = world.settings.gate.hashed
            let word = try world.signIn(password, code: code, as: name).word
            #expect(word == "refused", "\(name): \(word)")
            #expect(world.settings.gate.hashed == before + 1, "\(name)")
        }
        #expect(try world.signIn(code: world.code(of: enrolment)).word == "signed in")
    }

    @Test func `takes a code once`() throws {
        let world = try SignInWorld()
        let enrolment = try world.enrol()
        let code = world.code(of: enrolment)
        #expect(try world.signIn(code: code).word == "signed in")
        #expect(try world.signIn(code: code).word == "refused")
        // Nor one of a step before it.
        #expect(try world.signIn(code: world.code(of: enrolment, steps: -1)).word == "refused")
        world.clock.advance(30)
        #expect(try world.signIn(code: code).word == "refused")
        #expect(try world.signIn(code: world.code(of: enrolment)).word == "signed in")
    }

    @Test func `takes each recovery code once`() throws {
        let world = try SignInWorld()
        let enrolment = try world.enrol()
        let code = try #require(enrolment.recoveryCodes.first).uppercased().replacing("-", with: " ")
        guard case .signedIn(_, let session) = try world.signIn(code: code) else { throw SignInWorld.NotSignedIn() }
        #expect(session.method == .passwordAndRecoveryCode)
        #expect(try world.signIn(code: code).word == "refused")
        #expect(try world.signIn(code: enrolment.recoveryCodes[1]).word == "signed in")
        // Another password beside it uses none up.
        #expect(try world.signIn("neun kleine Boote", code: enrolment.recoveryCodes[2]).word == "refused")
        #expect(try world.signIn(code: enrolment.recoveryCodes[2]).word == "signed in")
    }

    @Test func `takes a short password beside a second factor only`() throws {
        let world = try SignInWorld()
        let enrolment = try world.enrol()
        try world.setPassword("achtacht")
        #expect(try world.signIn("achtacht", code: world.code(of: enrolment)).word == "signed in")
        try world.plane.removeTOTP(of: "user:ada", reason: SignInWorld.why)
        #expect(try world.signIn("achtacht").word == "refused")
        try world.setPassword(SignInWorld.password)
        #expect(try world.signIn().word == "signed in")
        let strict = SignInSettings(cost: SignInWorld.cost)
        #expect(try world.signIn(by: strict).word == "refused")
    }

    @Test(arguments: ["ada", "nobody"])
    func `has whoever was refused five times wait, longer each time, for each name by itself`(name: String) throws {
        let world = try SignInWorld()
        for _ in 0..<5 { #expect(try world.signIn("neun kleine Boote", as: name).word == "refused") }
        for seconds in [30, 60, 120, 240, 480, 900, 900] {
            let hashed = world.settings.gate.hashed
            let start = world.clock.now
            // The right password is not even looked at.
            guard case .mustWait(let end) = try world.signIn(as: name) else { throw SignInWorld.NotSignedIn() }
            #expect(end == start.advanced(by: .seconds(seconds)))
            world.clock.advance(seconds - 1)
            #expect(try world.signIn(as: name).word == "must wait")
            #expect(world.settings.gate.hashed == hashed)
            world.clock.advance(1)
            #expect(try world.signIn("neun kleine Boote", as: name).word == "refused")
        }
        if name == "nobody" { #expect(try world.signIn().word == "signed in") }
        world.clock.advance(900)
        #expect(try world.signIn(as: name).word == (name == "ada" ? "signed in" : "refused"))
        if name == "ada" { #expect(try world.signIn("neun kleine Boote").word == "refused") }
    }

    @Test func `is not possible any more after a hundred refusals in a row, until the password is set anew`() throws {
        let world = try SignInWorld()
        for _ in 0..<100 {
            #expect(try world.signIn("neun kleine Boote").word == "refused")
            world.clock.advance(900)
        }
        world.clock.advance(86_400)
        #expect(try world.signIn().word == "must wait")
        try world.setPassword(SignInWorld.password)
        #expect(try world.signIn().word == "signed in")
    }

    @Test func `counts the same without its rows, which only spare reading`() throws {
        let world = try SignInWorld()
        let enrolment = try world.enrol()
        let code = world.code(of: enrolment)
        _ = try world.session(code: code)
        for _ in 0..<4 { #expect(try world.signIn("neun kleine Boote").word == "refused") }
        try world.plane.accessLog.journal.dropDerived()
        #expect(try world.signIn(code: code).word == "refused")
        #expect(try world.signIn(code: world.code(of: enrolment, steps: 1)).word == "must wait")
    }

    @Test func `hashes a password anew whose hash cost something else`() throws {
        let world = try SignInWorld()
        let dearer = SignInSettings(
            cost: Argon2idCost(memoryKiB: 128, passes: 2, lanes: 1),
            needsSecondFactor: false
        )
        let ada = PrincipalID("user:ada")
        #expect(try world.signIn("neun kleine Boote", by: dearer).word == "refused")
        #expect(try Credentials(of: ada, in: world.plane.journal).password?.cost == SignInWorld.cost)
        guard case .signedIn(let token, _) = try world.signIn(by: dearer) else { throw SignInWorld.NotSignedIn() }
        #expect(try Credentials(of: ada, in: world.plane.journal).password?.cost == dearer.cost)
        #expect(try world.plane.session(of: token) != nil)
        #expect(try world.signIn(by: dearer).word == "signed in")
        #expect(dearer.gate.hashed == 4)
    }

    /// However many try at once, each refusal counts, and a code is taken once.
    @Test(arguments: StoreKind.all)
    func `is in one order for all who try at once, on each node`(kind: StoreKind) async throws {
        let world = try SignInWorld(kind)
        let enrolment = try world.enrol()
        let other = try world.store.anotherNode()
        defer { other?.close() }
        let nodes = [world.plane, other ?? world.plane]
        let code = world.code(of: enrolment)
        let same = await atOnce(6) { number in try world.signIn(code: code, on: nodes[number % 2]).word }
        #expect(same.filter { $0 == "signed in" }.count == 1 && !same.contains("error"), "\(same)")
        world.clock.advance(3600)
        _ = try world.session(code: world.code(of: enrolment))
        let wrong = await atOnce(12) { number in try world.signIn("neun kleine Boote", on: nodes[number % 2]).word }
        #expect(wrong.filter { $0 == "refused" }.count == 5, "\(wrong)")
        #expect(try Door(PrincipalID("user:ada"), of: world.plane).standing().refusals == 5)
    }

    /// What several say who do something at once; an error is said so.
    private func atOnce(_ count: Int, _ body: @escaping @Sendable (Int) throws -> String) async -> [String] {
        await withTaskGroup(of: String.self) { group in
            for number in 0..<count {
                group.addTask { (try? body(number)) ?? "error" }  // Which error it was does not matter.
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test func `is on record: who, by what, and who was refused, but no name that is nobody's`() throws {
        let world = try SignInWorld()
        let journal = world.plane.accessLog.journal
        let before = try journal.head()
        let token = try world.session()
        _ = try world.signIn("neun kleine Boote")
        _ = try world.signIn(as: "nobody")
        try world.plane.signOut(try #require(try world.plane.session(of: token)))
        let entries = try journal.entries(from: before + 1)
        #expect(entries.map(\.header.type) == [101, 102, 103])
        #expect(entries.prefix(2).allSatisfy { $0.header.principal == "user:ada" && $0.header.purpose == "sign-in" })
        let events = try entries.map { try SignInEvent(type: $0.header.type, decoding: $0.payload ?? []) }
        #expect(events[0] == .signedIn(session: token.id, by: .password, step: nil))
        #expect(events[2] == .signedOut(session: token.id))
    }

    /// Bytes that entries have; they are read for as long as there is a store.
    @Test func `has the bytes that it always had`() throws {
        let session = StreamID(7)
        let id = "00000000000000000000000000000007"
        let golden: [(SignInEvent, String)] = [
            (
                .signedIn(session: session, by: .passwordAndCode, step: 3),
                "0310\(id)051170617373776f726420616e6420636f64650606"
            ),
            (.refused(credentials: 5), "0805"), (.signedOut(session: session), "0310\(id)"),
            (.allEnded(reason: "w"), "0b0177"),
        ]
        for (event, bytes) in golden {
            #expect(event.encoded().hexadecimal == bytes)
            #expect(try SignInEvent(type: event.type, decoding: event.encoded()) == event)
        }
        #expect(throws: DecodingFault.self) { try SignInEvent(type: 101, decoding: []) }
        #expect(throws: DecodingFault.self) { try SignInEvent(type: 99, decoding: [8, 5]) }
    }
}

import Access
import Foundation
import Journal
import RevenueCycle
import TestDatabases
import Testing

@testable import ControlPlane

@Suite("A session") struct SessionTests {
    @Test func `ends after fifteen minutes without a request, and after twelve hours in any case`() throws {
        let world = try SignInWorld()
        let idle = try world.session()
        world.clock.advance(15 * 60)
        #expect(try world.plane.session(of: idle) != nil)
        world.clock.advance(15 * 60 + 1)
        #expect(try world.plane.session(of: idle) == nil)
        let start = world.clock.now
        let busy = try world.session()
        for _ in 0..<12 * 6 - 1 {
            world.clock.advance(600)
            #expect(try world.plane.session(of: busy) != nil)
        }
        world.clock.advance(599)
        let last = try #require(try world.plane.session(of: busy))
        #expect(last.ends == start.advanced(by: .seconds(12 * 3600)))
        world.clock.advance(1)
        #expect(try world.plane.session(of: busy) == nil)
    }

    @Test func `is nobody's with another secret or of another form`() throws {
        let world = try SignInWorld()
        let token = try world.session()
        #expect(try world.plane.session(of: try #require(SessionToken(token.text))) != nil)
        var digits = Array(token.text)
        digits[63] = digits[63] == "0" ? "1" : "0"
        #expect(try world.plane.session(of: try #require(SessionToken(String(digits)))) == nil)
        for text in [
            "", token.text + "0", String(token.text.dropLast()), token.text.uppercased(), "g" + token.text.dropFirst(),
        ] {
            #expect(SessionToken(text) == nil)
        }
        #expect(token.hasFormToken(token.formToken))
        #expect(!token.hasFormToken(token.text) && !token.hasFormToken(""))
        let others = try world.session()
        #expect(others.text != token.text && !others.hasFormToken(token.formToken))
        #expect(try world.plane.session(of: token) != nil)
    }

    @Test func `has its secret in no file of the store`() throws {
        let world = try SignInWorld()
        let token = try world.session()
        let secret = stride(from: 0, to: 64, by: 2).compactMap { UInt8(token.text.dropFirst($0).prefix(2), radix: 16) }
        let folder = world.store.root
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path) else {
                continue
            }
            #expect(data.range(of: Data(secret)) == nil && data.range(of: Data(token.text.utf8)) == nil, "\(path)")
        }
        for row in try world.plane.accessLog.journal.rows(table: SignInTable.session.rawValue) {
            #expect(Data(row.payload ?? []).range(of: Data(secret)) == nil)
        }
    }

    @Test func `ends with its account, its roles and its credentials`() throws {
        let world = try SignInWorld()
        let (plane, why) = (world.plane, SignInWorld.why)
        var token = try world.session()
        try plane.grant("supervisor", to: "user:ada", reason: why)
        #expect(try plane.session(of: token) == nil)
        token = try world.session()
        try plane.revoke("supervisor", from: "user:ada", reason: why)
        #expect(try plane.session(of: token) == nil)
        token = try world.session()
        try world.setPassword(SignInWorld.password)
        #expect(try plane.session(of: token) == nil)
        token = try world.session()
        try plane.addAccount("user:bob", human: "bob", reason: why)
        #expect(try plane.session(of: token) != nil)
        try plane.endAccount("user:ada", reason: why)
        #expect(try plane.session(of: token) == nil)
    }

    @Test func `ends with a grant that ends by itself`() throws {
        let world = try SignInWorld()
        let end = world.clock.now.advanced(by: .seconds(60))
        try world.plane.grant("supervisor", to: "user:ada", until: end, reason: SignInWorld.why)
        let token = try world.session()
        world.clock.advance(59)
        #expect(try world.plane.session(of: token) != nil)
        world.clock.advance(1)
        #expect(try world.plane.session(of: token) == nil)
    }

    @Test func `is one of ten, and ends by sign-out alone or with all others`() throws {
        let world = try SignInWorld()
        let plane = world.plane
        var tokens: [SessionToken] = []
        for _ in 0..<11 {
            tokens.append(try world.session())
            world.clock.advance(1)
        }
        #expect(try plane.session(of: tokens[0]) == nil)
        #expect(try tokens.dropFirst().allSatisfy { try plane.session(of: $0) != nil })
        try plane.signOut(try #require(try plane.session(of: tokens[1])))
        #expect(try plane.session(of: tokens[1]) == nil)
        #expect(try plane.session(of: tokens[2]) != nil)
        try plane.addAccount("user:bob", human: "bob", reason: SignInWorld.why)
        #expect(throws: ControlPlaneError.self) {
            try plane.acting(as: "user:bob").endSessions(of: "user:ada", reason: SignInWorld.why)
        }
        #expect(try plane.acting(as: "user:ada").endSessions(of: "user:ada", reason: SignInWorld.why) == 9)
        #expect(try tokens.allSatisfy { try plane.session(of: $0) == nil })
        #expect(try plane.accessLog.journal.rows(table: SignInTable.session.rawValue).isEmpty)
    }

    @Test func `makes no entry by being used`() throws {
        let world = try SignInWorld()
        let token = try world.session()
        let journal = world.plane.accessLog.journal
        let head = try journal.head()
        for _ in 0..<5 {
            world.clock.advance(20)
            let session = try #require(try world.plane.session(of: token))
            #expect(session.lastUsed == world.clock.now)
        }
        #expect(try journal.head() == head)
    }

    /// The clock is read at each step of a request that is on its way; the session is ended at one after the other.
    @Test func `that was ended is not brought back by a request that is on its way`() throws {
        for reading in 1...6 {
            let world = try SignInWorld()
            let token = try world.session()
            world.clock.advance(60)
            let plane = world.plane
            _ = world.clock.takeReads()
            world.clock.interrupt(atReading: reading) {
                // What it throws would show below, where the session is still there.
                _ = try? plane.acting(as: "user:ada").endSessions(of: "user:ada", reason: SignInWorld.why)
            }
            _ = try plane.session(of: token)
            world.clock.interrupt(atReading: 0) {}
            let ended = try plane.accessLog.journal.entries(from: 1).contains { $0.header.type == 104 }
            #expect(try ended == (plane.session(of: token) == nil), "reading \(reading)")
        }
    }

    @Test(arguments: StoreKind.all)
    func `is the same on each node, and after a restart`(kind: StoreKind) throws {
        let world = try SignInWorld(kind)
        let token = try world.session()
        if let other = try world.store.anotherNode() {
            defer { other.close() }
            world.clock.advance(600)
            #expect(try other.session(of: token) != nil)
            world.clock.advance(600)
            let session = try #require(try world.plane.session(of: token))
            try other.signOut(session)
            #expect(try world.plane.session(of: token) == nil && other.session(of: token) == nil)
            return
        }
        world.plane.close()
        let again = try ControlPlane.open(
            at: world.store.root.appendingPathComponent("data").path,
            tenant: "default",
            masterKey: .file(world.store.root.appendingPathComponent("master.key").path),
            principal: "user:test",
            clock: { world.clock.now }
        )
        defer { again.close() }
        #expect(try again.session(of: token) != nil)
    }
}

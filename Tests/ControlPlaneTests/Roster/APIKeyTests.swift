import Access
import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("An API key") final class APIKeyTests {
    private let clock = MovedClock()
    private let store: TemporaryStore
    private var plane: ControlPlane { store.plane }
    private let why = "A test."

    init() throws {
        let clock = clock
        store = try TemporaryStore(clock: { clock.now })
        try plane.addAccount("service:feed", human: nil, reason: why)
        try plane.grant("integration", to: "service:feed", reason: why)
    }

    deinit { store.remove() }

    private func issue(_ scopes: Set<Right>? = nil, for principal: String = "service:feed") throws -> APIKeyToken {
        let end = clock.now.advanced(by: .seconds(86_400))
        return try plane.issueKey(for: principal, scopes: scopes, until: end, reason: why)
    }

    private func ingests(_ plane: ControlPlane) throws -> Bool {
        do {
            _ = try Ingestion.ingest([], into: plane)
            return true
        } catch ControlPlaneError.forbidden {
            return false
        }
    }

    @Test func `acts as its account, and may what that may and nothing else`() throws {
        let token = try issue()
        let shown = try #require(APIKeyToken(token.text))
        let acting = try #require(try plane.acting(through: shown))
        #expect(acting.principal == "service:feed")
        #expect(try ingests(acting))
        #expect(throws: ControlPlaneError.self) { try acting.roster() }
        try plane.revoke("integration", from: "service:feed", reason: why)
        #expect(try !ingests(acting))
    }

    @Test func `is for no more than its scopes`() throws {
        let reading = try #require(try plane.acting(through: issue([Right(.read, .claim)])))
        #expect(try !ingests(reading))
        let nothing = try #require(try plane.acting(through: issue([])))
        #expect(try !ingests(nothing))
        let ingesting = try #require(try plane.acting(through: issue([Right(.ingest, .document)])))
        #expect(try ingests(ingesting))
        let listed = try plane.apiKeys().map(\.scopes)
        #expect(listed == [[Right(.read, .claim)], [], [Right(.ingest, .document)]])
    }

    @Test func `is nobody's with another secret, another id or another form`() throws {
        let token = try issue()
        let other = try issue()
        let secret = token.text.suffix(64)
        let exchanged = try #require(APIKeyToken("\(other.id.rawValue).\(secret)"))
        #expect(try plane.acting(through: exchanged) == nil)
        for place in [0, 31, 63] {
            var digits = Array(secret)
            digits[place] = digits[place] == "0" ? "1" : "0"
            let changed = try #require(APIKeyToken("\(token.id.rawValue).\(String(digits))"))
            #expect(try plane.acting(through: changed) == nil)
        }
        let unknown = try #require(APIKeyToken("k_0000000000000000.\(secret)"))
        #expect(try plane.acting(through: unknown) == nil)
        for text in [
            "", "k_", token.text + "0", String(token.text.dropLast()), token.text.uppercased(), " " + token.text,
        ] {
            #expect(APIKeyToken(text) == nil)
        }
    }

    @Test func `ends at its time, when it is revoked, and with its account; also for whoever acts through it already`()
        throws
    {
        let expiring = try issue()
        let revoked = try issue()
        let inUse = try #require(try plane.acting(through: revoked))
        #expect(try ingests(inUse))
        try plane.revokeKey(revoked.id.rawValue, reason: why)
        #expect(try !ingests(inUse))
        #expect(try plane.acting(through: revoked) == nil)
        let last = try #require(try plane.acting(through: expiring))
        clock.advance(86_400)
        #expect(try !ingests(last))
        #expect(try plane.acting(through: expiring) == nil)
        let ofAccount = try issue()
        try plane.endAccount("service:feed", reason: why)
        #expect(try plane.acting(through: ofAccount) == nil)
    }

    @Test func `is rotated for another of the same scopes and time, beside which it holds for as long as was said`()
        throws
    {
        let old = try issue([Right(.ingest, .document)])
        clock.advance(3600)
        let new = try plane.rotateKey(old.id.rawValue, overlap: .seconds(60), reason: why)
        #expect(try plane.acting(through: old) != nil)
        #expect(try plane.acting(through: new) != nil)
        clock.advance(60)
        #expect(try plane.acting(through: old) == nil)
        let acting = try #require(try plane.acting(through: new))
        #expect(try ingests(acting))
        let keys = try plane.apiKeys()
        #expect(keys.count == 2 && keys[1].scopes == keys[0].scopes && keys[1].principal == keys[0].principal)
        #expect(throws: ControlPlaneError.self) {
            try plane.rotateKey(old.id.rawValue, overlap: .zero, reason: why)
        }
        clock.advance(86_400 - 60)
        #expect(try plane.acting(through: new) == nil)
    }

    @Test func `is issued for an account of the roster, with an end, and never to oneself while others can be asked`()
        throws
    {
        #expect(throws: ControlPlaneError.self) { try issue(for: "service:absent") }
        for seconds in [-1, 0, 367 * 86_400] {
            let end = clock.now.advanced(by: .seconds(seconds))
            #expect(throws: ControlPlaneError.self) {
                try plane.issueKey(for: "service:feed", scopes: nil, until: end, reason: why)
            }
        }
        try plane.addAccount("user:ada", human: "ada", reason: why)
        try plane.grant("administrator", to: "user:ada", reason: why)
        let end = clock.now.advanced(by: .seconds(60))
        let ada = plane.acting(as: "user:ada")
        #expect(throws: ControlPlaneError.self) {
            try ada.issueKey(for: "user:ada", scopes: nil, until: end, reason: why)
        }
        let token = try ada.issueKey(for: "service:feed", scopes: nil, until: end, reason: why)
        #expect(try plane.apiKeys().last?.issuer == PrincipalID("user:ada"))
        // A key issues none: that takes a person, and a key of a person is bound by what its scopes say.
        let acting = try #require(try plane.acting(through: token))
        #expect(throws: ControlPlaneError.self) {
            try acting.issueKey(for: "service:feed", scopes: nil, until: end, reason: why)
        }
    }

    @Test func `has its secret in no entry and no description`() throws {
        let token = try issue()
        let secret = String(token.text.suffix(64))
        for entry in try plane.journal.entries(from: 1) {
            #expect(!(entry.payload ?? []).map { String($0, radix: 16) }.joined().contains(secret))
        }
        let bytes = stride(from: 0, to: 64, by: 2).map { UInt8(secret.dropFirst($0).prefix(2), radix: 16) ?? 0 }
        for entry in try plane.journal.entries(from: 1) {
            #expect(Data(entry.payload ?? []).range(of: Data(bytes)) == nil)
        }
    }
}

import Access
import AsyncHTTPClient
import Foundation
import HTTPTypes
import Journal
import NIOCore
import NIOHTTP1
import RevenueCycle
import Synchronization
import Testing

@testable import ControlPlane
@testable import Server

/// A browser that follows no redirect by itself, and keeps the cookies that it is given.
private final class Traveller {
    /// What was answered.
    struct Reply {
        let status: Int
        let location: String?
        let cookies: [String]
        let text: String
    }

    let world: APIWorld
    var cookies: [String: String] = [:]

    init(_ world: APIWorld) { self.world = world }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        var request = HTTPClientRequest(url: world.address(path))
        if !cookies.isEmpty {
            request.headers.add(name: "cookie", value: cookies.map { "\($0)=\($1)" }.joined(separator: "; "))
        }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        do {
            let response = try await client.execute(request, timeout: .seconds(20))
            let body = try await response.body.collect(upTo: 1 << 20)
            let set = response.headers["set-cookie"]
            for cookie in set {
                let pair = cookie.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
                if let name = pair.first.map(String.init) { cookies[name] = pair.count == 2 ? String(pair[1]) : nil }
            }
            try await client.shutdown()
            return Reply(
                status: Int(response.status.code),
                location: response.headers.first(name: "location"),
                cookies: set,
                text: String(buffer: body)
            )
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// Sets out, and gives the address at the provider.
    func begin(_ query: String = "") async throws -> String {
        let reply = try await get("/v1/session/begin" + query)
        #expect(reply.status == 303, "\(reply.text)")
        return try #require(reply.location)
    }

    /// Comes back with what the provider gave.
    func comeBack(_ given: [String: String]) async throws -> Reply {
        let query = given.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")" }
        return try await get("/v1/session/callback?" + query.joined(separator: "&"))
    }

    /// The whole way.
    func signIn(at provider: FakeProvider) async throws -> Reply {
        try await comeBack(provider.authorize(try await begin()))
    }
}

@Suite("Signing in by a provider") struct ProviderSignInTests {
    private func expect(_ reply: Traveller.Reply, _ status: Int, _ place: String = "") {
        #expect(reply.status == status, "\(place) \(reply.text)")
    }

    private static func serving(
        methods: Set<String> = [],
        uptime: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        _ body: @escaping @Sendable (FakeProvider, APIWorld) async throws -> Void
    ) async throws {
        try await FakeProvider.serving { provider in
            let settings = ProviderSettings(
                provider: IdentityProvider(issuer: provider.issuer, clientID: "recourse", methods: methods),
                redirect: "https://own.example" + ProviderSettings.callback,
                scopes: ["profile"]
            )
            var options = SignInOptions(
                settings: APIWorld.signIn.settings,
                origin: "https://own.example",
                provider: settings,
                providerSecret: "a secret"
            )
            options.uptime = uptime
            try await APIWorld.serving(claims: 4, signIn: options) { world in
                _ = try world.key(.supervisor, named: "sue")
                let identity = Identity(issuer: provider.issuer, subject: "s1")
                try world.plane.link(identity, to: "user:sue", reason: "A test.")
                try await body(provider, world)
            }
        }
    }

    @Test func `sends a browser out and takes it back with a session of the linked account`() async throws {
        try await Self.serving { provider, world in
            let browser = Traveller(world)
            let address = try await browser.begin("?page=/queue%3Fa=1")
            let items = try #require(URLComponents(string: address)?.queryItems)
            let asked = Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
            #expect(address.hasPrefix(provider.issuer + "/authorize?"))
            #expect(asked["response_type"] == "code" && asked["client_id"] == "recourse")
            #expect(asked["redirect_uri"] == "https://own.example/v1/session/callback")
            #expect(asked["scope"] == "openid profile" && asked["code_challenge_method"] == "S256")
            #expect(asked["code_challenge"]?.count == 43 && asked["state"]?.count == 43 && asked["nonce"]?.count == 43)
            #expect(Set([asked["code_challenge"], asked["state"], asked["nonce"]]).count == 3)
            let trip = try #require(browser.cookies["__Host-recourse-trip"])
            #expect(!address.contains(trip.prefix { $0 != "." }))

            let back = try await browser.comeBack(provider.authorize(address))
            #expect(back.status == 303 && back.location == "/queue?a=1", "\(back.text)")
            #expect(back.cookies.allSatisfy { $0.contains("; Path=/; Secure; HttpOnly; SameSite=Lax") })
            #expect(browser.cookies["__Host-recourse-trip"] == nil)
            let who = try await browser.get("/v1/session")
            #expect(who.text.contains(#""account":"user:sue""#) && who.text.contains(#""method":"identity""#))
            let claims = try await browser.get("/v1/claims", headers: ["Recourse-Purpose": "payment"])
            #expect(claims.status == 200, "\(claims.text)")
            // Once it is unlinked, the session has ended.
            try world.plane.unlink(
                Identity(issuer: provider.issuer, subject: "s1"),
                from: "user:sue",
                reason: "A test."
            )
            expect(try await browser.get("/v1/session"), 401)
            expect(try await browser.signIn(at: provider), 401)
        }
    }

    @Test func `takes nobody who did not set out here, or not with this browser, or too long ago`() async throws {
        try await Self.serving { provider, world in
            // Without a cookie, with another browser's, with another state, with none, with an error.
            let one = Traveller(world)
            let address = try await one.begin()
            let given = provider.authorize(address)
            expect(try await Traveller(world).comeBack(given), 401)
            let other = Traveller(world)
            _ = try await other.begin()
            expect(try await other.comeBack(given), 401)
            for change in [["state": ""], ["state": "x"], ["error": "access_denied"], ["code": ""]] {
                let changed = given.merging(change) { $1 }
                expect(try await one.comeBack(changed), 401, "\(change)")
            }
            #expect(provider.asked("/token") == 0)
            let cookie = try #require(one.cookies["__Host-recourse-trip"])
            for wrong in [cookie + "x", "x" + cookie, cookie.replacing(".", with: ""), "", "..", "a.b.c"] {
                one.cookies["__Host-recourse-trip"] = wrong
                expect(try await one.comeBack(given), 401, "\(wrong)")
            }
            #expect(provider.asked("/token") == 0)
            one.cookies["__Host-recourse-trip"] = cookie
            world.advance(601)
            expect(try await one.comeBack(given), 401)
            #expect(provider.asked("/token") == 0)
        }
    }

    @Test func `takes a code once, and only with the secret of whoever set out`() async throws {
        try await Self.serving { provider, world in
            let browser = Traveller(world)
            let given = provider.authorize(try await browser.begin())
            let trip = browser.cookies["__Host-recourse-trip"]
            expect(try await browser.comeBack(given), 303)
            browser.cookies["__Host-recourse-trip"] = trip
            expect(try await browser.comeBack(given), 401)
            // A code that was given for another's challenge is no use with one's own state.
            let (thief, victim) = (Traveller(world), Traveller(world))
            let stolen = provider.authorize(try await victim.begin())
            let own = provider.authorize(try await thief.begin())
            let mixed = own.merging(["code": stolen["code"] ?? ""]) { $1 }
            expect(try await thief.comeBack(mixed), 401)
        }
    }

    @Test func `believes no token that names another request, server, issuer or person`() async throws {
        try await Self.serving { provider, world in
            for change: @Sendable (inout FakeProvider.Manner) -> Void in [
                { $0.nonce = "n1" }, { $0.audience = "other" }, { $0.issuer = "https://id.example" },
                { $0.subject = "s2" },
            ] {
                provider.behave { manner in
                    manner = FakeProvider.Manner()
                    change(&manner)
                }
                let browser = Traveller(world)
                expect(try await browser.signIn(at: provider), 401)
                #expect(browser.cookies["__Host-recourse"] == nil)
            }
            provider.behave { $0 = FakeProvider.Manner() }
            expect(try await Traveller(world).signIn(at: provider), 303)
        }
    }

    @Test func `demands that the provider names itself where it says that it does`() async throws {
        try await Self.serving { provider, world in
            provider.behave { $0.namesIssuer = true }
            let browser = Traveller(world)
            let given = provider.authorize(try await browser.begin())
            var without = given
            without["iss"] = nil
            expect(try await browser.comeBack(without), 401)
            expect(try await browser.comeBack(given.merging(["iss": "https://evil.example"]) { $1 }), 401)
            #expect(provider.asked("/token") == 0)
            expect(try await browser.comeBack(given.merging(["session_state": "x"]) { $1 }), 303)
        }
    }

    @Test func `reads keys again when they have turned, but not for every token that names others`() async throws {
        let uptime = Uptime()
        try await Self.serving(uptime: { uptime.now }) { provider, world in
            expect(try await Traveller(world).signIn(at: provider), 303)
            #expect(provider.asked("/keys") == 1)
            provider.turnKey()
            uptime.pass(ProviderConnection.rest - .milliseconds(1))
            for _ in 0..<5 { expect(try await Traveller(world).signIn(at: provider), 401) }
            #expect(provider.asked("/keys") == 1)
            uptime.pass(.milliseconds(1))
            expect(try await Traveller(world).signIn(at: provider), 303)
            #expect(provider.asked("/keys") == 2 && provider.asked("/.well-known/openid-configuration") == 1)
        }
    }

    @Test func `says that it cannot now when the provider cannot be asked, and tells nothing of it`() async throws {
        try await Self.serving { provider, world in
            for path in ["/.well-known/openid-configuration", "/token"] {
                provider.behave {
                    $0 = FakeProvider.Manner()
                    $0.statuses = [path: .internalServerError]
                }
                let browser = Traveller(world)
                let begun = try await browser.get("/v1/session/begin")
                guard let address = begun.location else {
                    #expect(begun.status == 503 && !begun.text.contains("127.0.0.1"))
                    continue
                }
                let back = try await browser.comeBack(provider.authorize(address))
                #expect(back.status == 503 && !back.text.contains("127.0.0.1"), "\(path): \(back.text)")
            }
        }
        // A document of another issuer, or one that leads astray, is not followed.
        for (name, value) in [
            ("issuer", "https://id.example"), ("token_endpoint", "http://id.example/token"),
            ("authorization_endpoint", "javascript:alert(1)"), ("jwks_uri", "file:///etc/passwd"),
        ] {
            try await Self.serving { provider, world in
                provider.behave { $0.document = [name: value] }
                expect(try await Traveller(world).get("/v1/session/begin"), 503)
            }
        }
    }

    @Test func `shows no page of anybody else's at the end`() async throws {
        try await Self.serving { _, world in
            for page in [
                "//evil.example", "/%5Cevil.example", "https://evil.example", "", "queue", "/a%0d%0ab", "/%2Fx",
            ] {
                let reply = try await Traveller(world).get("/v1/session/begin?page=\(page)")
                #expect(reply.status == 400, "\(page)")
            }
        }
        try await APIWorld.serving(claims: 4) { world in
            expect(try await Traveller(world).get("/v1/session/begin"), 404)
        }
    }
}

/// A time that passes when it is told to.
private final class Uptime: Sendable {
    private let current = Mutex(ContinuousClock.now)

    var now: ContinuousClock.Instant { current.withLock { $0 } }

    func pass(_ time: Duration) { current.withLock { $0 += time } }
}

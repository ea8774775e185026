import Access
import Foundation
import HTTPTypes
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

@Suite("A session of a browser") struct SessionRouteTests {
    private static let options = Browser.options

    @Test func `begins with a cookie that no script sees and no neighbour sets, and does what its account may`()
        async throws
    {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            let reply = try await browser.signIn("sue")
            #expect(reply.status == 200, "\(reply.text)")
            let cookie = try #require(reply.headers["set-cookie"])
            #expect(cookie.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax") && !cookie.contains("Domain"))
            #expect(!reply.text.contains(try #require(browser.cookie)))
            let who = try await browser.get("/v1/session")
            #expect(try who.json["account"] as? String == "user:sue")
            #expect(try who.json["roles"] as? [String] == ["supervisor"])
            #expect(try who.json["method"] as? String == "password")
            let claims = try await browser.get("/v1/claims")
            #expect(claims.status == 200)
            let claim = try #require(try claims.items.first?["claim"] as? String)
            // Whoever looks says why.
            #expect(try await browser.get("/v1/claims", purpose: nil).status == 400)
            #expect(try await browser.get("/v1/audit/looks", purpose: "audit").status != 200)
            let looked = try world.plane.inquiry(for: .audit, by: "test").looks(
                by: "user:sue",
                within: Timestamp(microsecondsSince1970: 0)..<Timestamp(microsecondsSince1970: .max)
            )
            #expect(looked.contains { $0.item.look.purpose == .payment && $0.item.look.surface == "GET /v1/claims" })
            let marked = try await browser.post(
                "/v1/claims/\(claim)/sensitivities",
                #"{"subjects":[],"reason":"Looked."}"#
            )
            #expect(marked.status == 200, "\(marked.text)")
            #expect(!world.log.joined().contains(try #require(browser.cookie)))
            #expect(!world.log.joined().contains(Browser.password))
        }
    }

    @Test func `is another after signing in, and the one before is nobody's`() async throws {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            try Browser.account("ann", .auditor, in: world)
            let browser = Browser(world)
            // A secret of somebody else's choice does not become a session's.
            browser.cookie = String(repeating: "0", count: 64)
            try await browser.signIn("sue")
            let first = try #require(browser.cookie)
            #expect(first != String(repeating: "0", count: 64))
            try await browser.signIn("ann")
            let second = try #require(browser.cookie)
            #expect(second != first)
            #expect(try await browser.get("/v1/session").json["account"] as? String == "user:ann")
            browser.cookie = first
            #expect(try await browser.get("/v1/session").status == 401)
            browser.cookie = second
            // Other roles: the session ends, and signing in again gives another.
            try world.plane.grant("biller", to: "user:ann", reason: "A test.")
            #expect(try await browser.get("/v1/session").status == 401)
            try await browser.signIn("ann")
            #expect(browser.cookie != second)
            #expect(try await browser.get("/v1/session").status == 200)
        }
    }

    @Test func `ends fifteen minutes and a second after its last request, and twelve hours after its first`()
        async throws
    {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            try await browser.signIn("sue")
            world.advance(15 * 60)
            #expect(try await browser.get("/v1/session").status == 200)
            world.advance(15 * 60 + 1)
            #expect(try await browser.get("/v1/session").status == 401)
            try await browser.signIn("sue")
            for _ in 0..<47 {
                world.advance(900)
                #expect(try await browser.get("/v1/session").status == 200)
            }
            world.advance(899)
            #expect(try await browser.get("/v1/session").status == 200)
            world.advance(1)
            #expect(try await browser.get("/v1/session").status == 401)
        }
    }

    @Test func `ends by signing out, alone or with all others`() async throws {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browsers = [Browser(world), Browser(world), Browser(world)]
            for browser in browsers { try await browser.signIn("sue") }
            let secret = browsers[0].cookie
            let out = try await browsers[0].post("/v1/session/end", #"{"sessions":"this"}"#)
            #expect(out.status == 200 && browsers[0].cookie == nil)
            #expect(out.headers["set-cookie"]?.contains("Max-Age=0") == true)
            browsers[0].cookie = secret
            #expect(try await browsers[0].get("/v1/session").status == 401)
            #expect(try await browsers[1].get("/v1/session").status == 200)
            let all = try await browsers[1].post("/v1/session/end", #"{"sessions":"all"}"#)
            #expect(try all.json["ended"] as? Int == 2)
            #expect(try await browsers[2].get("/v1/session").status == 401)
        }
    }

    @Test func `changes nothing for another site's page`() async throws {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            let other = Browser(world)
            try await browser.signIn("sue")
            try await other.signIn("sue")
            let head = try world.plane.journal.head()
            let claim = try #require(try await browser.get("/v1/claims").items.first?["claim"] as? String)
            let mark = #"{"subjects":[],"reason":"Looked."}"#
            let forged: [[String: String]] = [
                ["Origin": "https://evil.example"], ["Origin": "null"], ["Origin": Browser.absent],
                ["Origin": "https://own.example.evil.example"], ["Origin": "http://own.example"],
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "none"],
                ["Recourse-Form-Token": Browser.absent], ["Recourse-Form-Token": ""],
                ["Recourse-Form-Token": try #require(other.formToken)],
                ["Recourse-Form-Token": try #require(browser.cookie)],
                [
                    "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site",
                    "Recourse-Form-Token": Browser.absent,
                    "Content-Type": "application/x-www-form-urlencoded", "Idempotency-Key": Browser.absent,
                ],
                [
                    "Origin": "https://evil.example", "Recourse-Form-Token": Browser.absent,
                    "Content-Type": "text/plain",
                ],
            ]
            for changing in forged {
                for (path, body) in [
                    ("/v1/claims/\(claim)/sensitivities", mark), ("/v1/effects/run", "{}"),
                    ("/v1/session/end", #"{"sessions":"this"}"#),
                ] {
                    let reply = try await browser.post(path, body, changing: changing)
                    #expect(reply.status == 403, "\(path) \(changing)")
                    #expect(try reply.json["type"] as? String == "urn:recourse:problem:cross-site")
                }
            }
            #expect(try world.plane.journal.head() == head)
            #expect(try await browser.get("/v1/session").status == 200)
            // Nor is a browser made to sign in as somebody.
            let third = Browser(world)
            for changing in forged.prefix(2) + [["Sec-Fetch-Site": "cross-site"]] {
                #expect(try await third.signIn("sue", changing: changing).status == 403)
            }
            #expect(third.cookie == nil)
            // A program that names no origin has no cookie that others could use.
            let fields = ["Origin", "Sec-Fetch-Site", "Recourse-Form-Token"]
            let program = Dictionary(uniqueKeysWithValues: fields.map { ($0, Browser.absent) })
            #expect(try await third.signIn("sue", changing: program).status == 200)
        }
    }

    @Test func `is where the browser asks for it, when no origin is named`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            #expect(try await browser.signIn("sue").status == 403)
            let own = ["Origin": "http://127.0.0.1:\(world.port)"]
            #expect(try await browser.signIn("sue", changing: own).status == 200)
            #expect(try await browser.post("/v1/effects/run", "{}").status == 403)
            #expect(try await browser.post("/v1/effects/run", "{}", changing: own).status == 200)
        }
    }

    @Test func `and a key are not shown together, nor two of one kind`() async throws {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let key = try world.key(.supervisor, named: "sue")
            let browser = Browser(world)
            try await browser.signIn("sue")
            let cookie = "__Host-recourse=" + (try #require(browser.cookie))
            let both = ["Cookie": cookie, "Authorization": "Bearer \(key)", "Recourse-Purpose": "payment"]
            #expect(try await world.ask("GET", "/v1/claims", headers: both).status == 400)
            let empty = ["Cookie": "__Host-recourse=", "Authorization": "Bearer \(key)"]
            #expect(try await world.ask("GET", "/v1/claims", headers: empty).status == 400)
            let twice = ["Cookie": "\(cookie); \(cookie)"]
            #expect(try await world.ask("GET", "/v1/session", headers: twice).status == 400)
            for text in [
                "__Host-recourse=", "__Host-recourse=x", "recourse=\(cookie.dropFirst(16))", cookie.uppercased(),
            ] {
                #expect(try await world.ask("GET", "/v1/session", headers: ["Cookie": text]).status == 401, "\(text)")
            }
            let asKey = try await world.ask("GET", "/v1/session", key: key)
            #expect(
                try asKey.status == 200 && asKey.json["account"] as? String == "user:sue"
                    && asKey.json["ends"] is NSNull
            )
        }
    }

    @Test func `is refused in the same words for whatever is wrong, and after five times not before a while`()
        async throws
    {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            let wrong = try await browser.signIn("sue", password: "neun kleine Boote")
            let absent = try await browser.signIn("nobody")
            #expect(wrong.status == 401 && wrong.body == absent.body)
            #expect(wrong.headers["set-cookie"] == nil)
            for name in ["sue", "nobody"] {
                for _ in 0..<4 { #expect(try await browser.signIn(name, password: "neun kleine Boote").status == 401) }
                let wait = try await browser.signIn(name)
                #expect(wait.status == 429 && wait.headers["retry-after"] == "30", "\(name)")
            }
            world.advance(30)
            #expect(try await browser.signIn("sue").status == 200)
            for body in [
                "{}", #"{"name":"sue"}"#, #"{"name":"sue","password":""}"#, #"{"name":"sue","password":7}"#,
                #"{"name":"sue","password":"x","more":"y"}"#,
            ] { #expect(try await browser.post("/v1/session", body).status == 400, "\(body)") }
        }
    }

    @Test func `needs a code beside the password, unless whoever runs the server says otherwise`() async throws {
        let settings = SignInSettings(cost: APIWorld.signIn.settings.cost, atOnce: 64)
        let options = SignInOptions(settings: settings, origin: Browser.origin)
        try await APIWorld.serving(claims: 4, signIn: options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            let alone = try await browser.signIn("sue")
            let wrong = try await browser.signIn("sue", password: "neun kleine Boote")
            #expect(alone.status == 401 && browser.cookie == nil && alone.body == wrong.body, "\(alone.text)")
            let enrolment = try world.plane.newTOTP(for: "user:sue")
            try world.plane.enrol(enrolment, code: nil, reason: "A test.")
            let code = String(decoding: enrolment.totp.code(at: TOTP.step(at: world.plane.now)), as: UTF8.self)
            let both = try await browser.post(
                "/v1/session",
                #"{"name":"sue","password":"\#(Browser.password)","code":"\#(code)"}"#
            )
            #expect(both.status == 200 && browser.cookie != nil, "\(both.text)")
        }
    }

    @Test func `takes emergency access, once by its name, which no key does`() async throws {
        try await APIWorld.serving(claims: 4, signIn: Self.options) { world in
            try Browser.account("sue", .supervisor, in: world)
            let browser = Browser(world)
            try await browser.signIn("sue")
            let claims = try await browser.get("/v1/claims").items
            let claim = try #require(claims.first?["claim"] as? String)
            let body = #"{"patient":"\#(claim)","minutes":5,"reason":"A test."}"#
            let name = ["Idempotency-Key": "once"]
            let taken = try await browser.post("/v1/emergencies", body, changing: name)
            #expect(taken.status == 200, "\(taken.text)")
            let route = try #require(RouteTable.all.first { $0.name == "breakGlass" })
            #expect(try OpenAPITests.faults(taken, route) == [])
            let again = try await browser.post("/v1/emergencies", body, changing: name)
            #expect(again.body == taken.body)
            #expect(try world.plane.currentRoster().emergencies.count == 1)
            let byKey = try await world.post("/v1/emergencies", body, key: world.key(.supervisor))
            #expect(byKey.status == 422, "\(byKey.text)")
            let id = try #require(try taken.json["emergency"] as? String)
            let ended = try await browser.post("/v1/emergencies/\(id)/end", #"{"reason":"A test."}"#)
            #expect(ended.status == 200, "\(ended.text)")
        }
    }
}

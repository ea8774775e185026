import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Journal
@testable import Server

@Suite("A route") struct RouteTests {
    @Test func `has a sample request, from which others of it are made`() {
        for route in RouteTable.all where route.method == .post {
            #expect(SampleRequests.body(of: route) != nil, "\(route.name)")
        }
        #expect(Set(RouteTable.all.flatMap(\.places)) == Set(SampleRequests.places.keys))
    }

    @Test func `is answered without a key only where it says nothing of the store's content`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let wrong = "k_0000000000000000." + String(repeating: "0", count: 64)
            for route in RouteTable.all {
                for key in [nil, "", "nonsense", wrong] {
                    let reply = try await world.sample(route, key: key)
                    if case .open = route.door {
                        // There is no provider here to be sent to.
                        #expect(reply.status == (route.redirects ? 404 : 200), "\(route.name)")
                    } else {
                        #expect(reply.status == 401, "\(route.name) with \(key ?? "no key")")
                        #expect(reply.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
                    }
                }
            }
            #expect(RouteTable.all.filter { if case .open = $0.door { true } else { false } }.count == 5)
        }
    }

    @Test func `says that the server is ready only while the store of each tenant can be read`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            #expect(try await world.ask("GET", "/v1/readiness").status == 200)
            world.other.journal.close()
            let reply = try await world.ask("GET", "/v1/readiness")
            #expect(reply.status == 503 && reply.headers["retry-after"] != nil, "\(reply.text)")
            #expect(try await world.ask("GET", "/v1/health").status == 200)
        }
    }

    @Test func `answers another method, another path and another query as what they are`() async throws {
        try await APIWorld.serving(claims: 4) { world in
            let key = try world.key(.supervisor)
            for route in RouteTable.all {
                for method in ["PUT", "DELETE", "PATCH"] {
                    let reply = try await world.ask(method, SampleRequests.absent(route), key: key)
                    #expect(reply.status == 405 && reply.headers["allow"]?.contains(route.method.rawValue) == true)
                }
                if route.method == .get, !route.takesOtherParameters {
                    #expect(
                        try await world.ask("GET", SampleRequests.path(of: route) + "?nonsense=1", key: key).status
                            == 400
                    )
                    #expect(try await world.ask("GET", SampleRequests.path(of: route) + "/", key: key).status == 404)
                }
            }
            for path in ["/nowhere", "/v1", "/v2/claims", "/v1//claims", "/v1/claims/c_1/x", "/v1/..%2Fclaims"] {
                #expect(try await world.ask("GET", path, key: key).status == 404, "\(path)")
            }
            for query in [
                "limit=0", "limit=1001", "limit=x", "limit=1&limit=1", "asOf=1", "status=none", "min=x", "since=",
            ] {
                #expect(try await world.ask("GET", "/v1/claims?\(query)", key: key).status == 400, "\(query)")
            }
            let purposes = ["Recourse-Purpose": "curiosity"]
            #expect(try await world.ask("GET", "/v1/claims", key: key, headers: purposes).status == 400)
        }
    }

    @Test func `takes no body that is too large, too deep, of another kind, or with what it does not know`()
        async throws
    {
        var limits = Limits()
        limits.bodyBytes = 2000
        limits.documentBytes = 4000
        try await APIWorld.serving(limits, claims: 4) { world in
            let key = try world.key(.supervisor)
            let feed = try world.key(.integration)
            let long = #"{"kind":"claimNote","why":""# + String(repeating: "x", count: 2000) + "\"}"
            #expect(try await world.post("/v1/proposals", long, key: key).status == 413)
            let document = String(repeating: "x", count: 4001)
            #expect(
                try await world.post("/v1/documents", document, key: feed, type: "application/edi-x12").status == 413
            )
            let open = String(repeating: "[", count: 900)
            for body in [
                "", "[]", "null", "7", "{", #"{"kind":7}"#, #"{"kind":"nonsense"}"#, #"{"kind":"claimNote"}"#,
                "{\"kind\":\(open)", #"{"kind":"claimNote","subject":"c_1","why":"x","text":"y","more":"z"}"#,
                #"{"kind":"claimNote","subject":["c_1"],"why":"x","text":"y"}"#,
                #"{"kind":"claimNote","subject":"c_1","why":"\u0000","text":"y"}"#,
                #"{"kind":"writeOff","subject":"c_1","why":"x","amount":"1e9","reason":"denial","balance":"payer"}"#,
            ] {
                #expect(try await world.post("/v1/proposals", body, key: key).status == 400, "\(body.prefix(60))")
            }
            let invalid = Data([0x7B, 0x22, 0xFF, 0x22, 0x7D])
            let headers = ["Idempotency-Key": "x", "Content-Type": "application/json"]
            #expect(
                try await world.ask("POST", "/v1/proposals", key: key, headers: headers, body: invalid).status == 400
            )
            #expect(try await world.post("/v1/proposals", "{}", key: key, type: "text/plain").status == 415)
            #expect(try await world.post("/v1/documents", "ISA", key: feed).status == 415)
            let unnamed = ["Content-Type": "application/json"]
            let reply = try await world.ask("POST", "/v1/proposals", key: key, headers: unnamed, body: Data("{}".utf8))
            #expect(reply.status == 400 && reply.text.contains("Idempotency-Key"))
        }
    }
}

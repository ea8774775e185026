import Access
import Foundation
import RevenueCycle
import Testing

@testable import ControlPlane
@testable import Server

/// A browser at a world's server: it keeps the cookie that it is given, and says what browsers say.
final class Browser {
    let world: APIWorld
    var cookie: String?
    var formToken: String?

    init(_ world: APIWorld) { self.world = world }

    static let password = "vier kleine Boote"
    /// Where its pages come from.
    static let origin = "https://own.example"
    /// How people sign in to a world whose pages come from there.
    static let options = SignInOptions(settings: APIWorld.signIn.settings, origin: origin)
    /// Stands for a header field that is not there.
    static let absent = "absent"

    /// Somebody with a role and a password.
    static func account(_ name: String, _ role: Role, in world: APIWorld) throws {
        _ = try world.key(role, named: name)
        try world.plane.setPassword(
            try #require(Password(password)),
            of: "user:\(name)",
            cost: APIWorld.signIn.settings.cost,
            reason: "A test."
        )
    }

    func get(_ path: String, purpose: String? = "payment") async throws -> APIWorld.Reply {
        try await ask("GET", path, headers: purpose.map { ["Recourse-Purpose": $0] } ?? [:])
    }

    func ask(
        _ method: String,
        _ path: String,
        headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> APIWorld.Reply {
        var headers = headers
        if let cookie { headers["Cookie"] = "other=1; __Host-recourse=\(cookie)" }
        let reply = try await world.ask(method, path, headers: headers, body: body.map { Data($0.utf8) })
        if let text = reply.headers["set-cookie"] {
            let value = text.prefix { $0 != ";" }.dropFirst("__Host-recourse=".count)
            cookie = value.isEmpty ? nil : String(value)
        }
        if let token = (try? reply.json)?["formToken"] as? String { formToken = token }
        return reply
    }

    /// What a page of the server sends that changes something.
    func post(_ path: String, _ body: String, changing: [String: String] = [:]) async throws -> APIWorld.Reply {
        var headers: [String: String] = [
            "Content-Type": "application/json", "Idempotency-Key": UUID().uuidString, "Origin": Self.origin,
            "Sec-Fetch-Site": "same-origin", "Recourse-Form-Token": formToken ?? Self.absent,
        ]
        for (name, value) in changing { headers[name] = value }
        return try await ask("POST", path, headers: headers.filter { $0.value != Self.absent }, body: body)
    }

    @discardableResult func signIn(
        _ name: String,
        password: String = Browser.password,
        changing: [String: String] = [:]
    ) async throws -> APIWorld.Reply {
        try await post("/v1/session", #"{"name":"\#(name)","password":"\#(password)"}"#, changing: changing)
    }
}

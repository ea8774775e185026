import Crypto
import Foundation
import Hummingbird
import HummingbirdCore
import JWTKit
import NIOCore
import Synchronization

@testable import ControlPlane
@testable import Server

/// An OpenID Connect provider on this machine that does what a test says, and is strict about codes and PKCE.
final class FakeProvider: Sendable {
    /// What a test may have it do otherwise.
    struct Manner {
        /// What its document says instead.
        var document: [String: String] = [:]
        /// Whether it names itself in what it gives back.
        var namesIssuer = false
        /// What its tokens say instead.
        var subject = "s1"
        var nonce: String?
        var audience = "recourse"
        var issuer: String?
        /// How it shows a wrong status at an endpoint.
        var statuses: [String: HTTPResponse.Status] = [:]
    }

    /// What a code was given for.
    private struct Grant {
        let challenge: String
        let nonce: String
        let redirect: String
    }

    private struct Claims: JWTPayload {
        let iss: String
        let sub: String
        let aud: String
        let exp: Double
        let iat: Double
        let nonce: String

        func verify(using algorithm: some JWTAlgorithm) {}
    }

    private struct State {
        var key = ES256PrivateKey()
        var keyID = "k1"
        var codes: [String: Grant] = [:]
        var asked: [String: Int] = [:]
        var manner = Manner()
        var now = 1_790_000_000.0
    }

    private let state = Mutex(State())
    private let ownPort = Mutex(0)

    var issuer: String { "http://127.0.0.1:\(ownPort.withLock { $0 })" }

    /// Changes what it does.
    func behave(_ change: @Sendable (inout Manner) -> Void) { state.withLock { change(&$0.manner) } }

    /// Signs by another key from now on.
    func turnKey() {
        state.withLock {
            $0.key = ES256PrivateKey()
            $0.keyID = "k\($0.asked.count)-\(UUID().uuidString)"
        }
    }

    /// How often an endpoint was asked.
    func asked(_ path: String) -> Int { state.withLock { $0.asked[path] ?? 0 } }

    /// Does what the provider does when somebody has signed in there: gives a code for what the address asks.
    ///
    /// - Returns: what comes back in the query.
    func authorize(_ address: String) -> [String: String] {
        let items = URLComponents(string: address)?.queryItems ?? []
        let asked = Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let code = UUID().uuidString
        let issuer = issuer
        return state.withLock { state in
            state.codes[code] = Grant(
                challenge: asked["code_challenge"] ?? "",
                nonce: asked["nonce"] ?? "",
                redirect: asked["redirect_uri"] ?? ""
            )
            var back = ["code": code, "state": asked["state"] ?? ""]
            if state.manner.namesIssuer { back["iss"] = issuer }
            return back
        }
    }

    /// Runs a body beside a provider.
    static func serving(_ body: @escaping @Sendable (FakeProvider) async throws -> Void) async throws {
        let provider = FakeProvider()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let (ports, heard) = AsyncStream<Int>.makeStream()
            let responder = CallbackResponder { (request: Request, _: BasicRequestContext) in
                try await provider.answer(request)
            }
            let application = Application(
                responder: responder,
                configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { channel in heard.yield(channel.localAddress?.port ?? 0) }
            )
            group.addTask { try await application.run() }
            for await port in ports {
                provider.ownPort.withLock { $0 = port }
                break
            }
            try await body(provider)
            group.cancelAll()
            do { try await group.waitForAll() } catch is CancellationError {}
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let path = request.uri.path
        let status = state.withLock { state in
            state.asked[path, default: 0] += 1
            return state.manner.statuses[path]
        }
        if let status { return Response(status: status) }
        switch path {
        case "/.well-known/openid-configuration": return try json(document())
        case "/keys": return try json(keys())
        case "/token":
            let body = try await request.body.collect(upTo: 1 << 16)
            return try await token(String(buffer: body), authorization: request.headers[.authorization])
        default: return Response(status: .notFound)
        }
    }

    private func document() -> [String: Any] {
        var members: [String: Any] = [
            "issuer": issuer, "authorization_endpoint": issuer + "/authorize", "token_endpoint": issuer + "/token",
            "jwks_uri": issuer + "/keys", "code_challenge_methods_supported": ["S256"],
        ]
        let manner = state.withLock(\.manner)
        if manner.namesIssuer { members["authorization_response_iss_parameter_supported"] = true }
        for (name, value) in manner.document { members[name] = value }
        return members
    }

    private func keys() -> [String: Any] {
        state.withLock { state in
            guard let point = state.key.parameters else { return [:] }
            let key = ["kty": "EC", "crv": "P-256", "alg": "ES256", "kid": state.keyID, "x": point.x, "y": point.y]
            return ["keys": [key]]
        }
    }

    private func token(_ form: String, authorization: String?) async throws -> Response {
        let items = URLComponents(string: "?" + form)?.queryItems ?? []
        let asked = Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { first, _ in first })
        let known = "Basic " + Data("recourse:a%20secret".utf8).base64EncodedString()
        let hash = Data(SHA256.hash(data: Data((asked["code_verifier"] ?? "").utf8))).base64EncodedString()
        let challenge = hash.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        let issuer = issuer
        let found: (Claims, ES256PrivateKey, String)? = state.withLock { state in
            // A code is taken once.
            guard let grant = state.codes.removeValue(forKey: asked["code"] ?? ""), authorization == known,
                asked["grant_type"] == "authorization_code", grant.redirect == asked["redirect_uri"],
                grant.challenge == challenge
            else { return nil }
            let claims = Claims(
                iss: state.manner.issuer ?? issuer,
                sub: state.manner.subject,
                aud: state.manner.audience,
                exp: state.now + 300,
                iat: state.now,
                nonce: state.manner.nonce ?? grant.nonce
            )
            return (claims, state.key, state.keyID)
        }
        guard let (claims, key, id) = found else { return Response(status: .badRequest) }
        let kid = JWKIdentifier(string: id)
        let token = try await JWTKeyCollection().add(ecdsa: key, kid: kid).sign(claims, kid: kid)
        return try json(["id_token": token, "access_token": "unused", "token_type": "Bearer"])
    }

    private func json(_ members: [String: Any]) throws -> Response {
        let data = try JSONSerialization.data(withJSONObject: members)
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: data)))
    }
}

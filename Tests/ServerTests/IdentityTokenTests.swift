import Foundation
import JWTKit
import Journal
import Testing

@testable import ControlPlane
@testable import Server

/// Claims as a test makes them, sound or not.
private struct Claims: JWTPayload {
    var iss = "https://id.example"
    var sub = "s1"
    var aud = ["recourse"]
    var exp = 1_790_000_300.0
    var iat = 1_790_000_000.0
    var nbf: Double?
    var nonce: String? = "n1"
    var azp: String?
    var amr: [String]?
    var acr: String?

    func verify(using algorithm: some JWTAlgorithm) {}
}

/// A provider with a key of its own.
private struct Provider {
    let key = ES256PrivateKey()
    let keys: Data

    init(isSingle: Bool = false, _ change: (inout [String: String]) -> Void = { _ in }) throws {
        let point = try #require(key.parameters)
        var values = ["kty": "EC", "crv": "P-256", "alg": "ES256", "kid": "k1", "x": point.x, "y": point.y]
        change(&values)
        let others = isSingle ? [] : [["kty": "oct", "kid": "k0", "k": "AA"]]
        keys = try JSONSerialization.data(withJSONObject: ["keys": others + [values]])
    }

    func token(_ claims: Claims = Claims(), header: JWTHeader = ["kid": "k1"]) async throws -> String {
        try await JWTKeyCollection().add(ecdsa: key, kid: "k1").sign(claims, kid: "k1", header: header)
    }
}

@Suite("An ID token") struct IdentityTokenTests {
    private static let ours = IdentityProvider(issuer: "https://id.example", clientID: "recourse")
    private static let now: Int64 = 1_790_000_000

    /// Why a token is not believed; nil when it is.
    private func fault(
        _ token: String,
        of provider: Provider,
        by ours: IdentityProvider = ours,
        nonce: String = "n1",
        after seconds: Int64 = 0
    ) async throws -> IdentityTokenFault? {
        let time = Timestamp(microsecondsSince1970: (Self.now + seconds) * 1_000_000)
        do throws(IdentityTokenFault) {
            let identity = try await ours.identity(in: token, keys: provider.keys, nonce: nonce, at: time)
            #expect(identity == Identity(issuer: "https://id.example", subject: "s1"))
            return nil
        } catch {
            return error
        }
    }

    @Test func `is believed that the provider signed for us, now, for this request`() async throws {
        let provider = try Provider()
        #expect(try await fault(try await provider.token(), of: provider) == nil)
        let other = try Provider()
        #expect(try await fault(try await other.token(), of: provider) == .signature)
        let token = try await provider.token()
        let parts = token.split(separator: ".")
        let longer = try await provider.token(Claims(sub: "s2"))
        let exchanged = "\(parts[0]).\(longer.split(separator: ".")[1]).\(parts[2])"
        #expect(try await fault(exchanged, of: provider) == .signature)
        for text in ["", "a.b.c", "..", "\(parts[0]).\(parts[1])", token + ".", "\(parts[0])=.\(parts[1]).\(parts[2])"]
        {
            #expect(try await fault(text, of: provider) == .malformed, "\(text)")
        }
        #expect(try await fault(token + String(repeating: "A", count: 1 << 14), of: provider) == .malformed)
    }

    @Test func `is believed a minute early and late, and no more`() async throws {
        let provider = try Provider()
        let token = try await provider.token(Claims(nbf: 1_790_000_000))
        #expect(try await fault(token, of: provider, after: 359) == nil)
        #expect(try await fault(token, of: provider, after: 360) == .expired)
        #expect(try await fault(token, of: provider, after: -60) == nil)
        #expect(try await fault(token, of: provider, after: -61) == .early)
        let later = try await provider.token(Claims(nbf: 1_790_000_200))
        #expect(try await fault(later, of: provider, after: 139) == .early)
        #expect(try await fault(later, of: provider, after: 140) == nil)
    }

    @Test func `of another issuer, for somebody else or for another request is not believed`() async throws {
        let provider = try Provider()
        let wrong: [(Claims, IdentityTokenFault)] = [
            (Claims(iss: "https://id.example/"), .issuer), (Claims(iss: "https://evil.example"), .issuer),
            (Claims(sub: ""), .issuer), (Claims(aud: ["other"]), .audience), (Claims(aud: []), .audience),
            (Claims(aud: ["recourse", "other"]), .audience),
            (Claims(aud: ["recourse"], azp: "other"), .audience), (Claims(nonce: "n2"), .nonce),
            (Claims(nonce: nil), .nonce),
            (Claims(nonce: ""), .nonce),
        ]
        for (claims, expected) in wrong {
            #expect(try await fault(try await provider.token(claims), of: provider) == expected, "\(claims)")
        }
        let several = try await provider.token(Claims(aud: ["recourse", "other"], azp: "recourse"))
        #expect(try await fault(several, of: provider) == nil)
        #expect(try await fault(try await provider.token(Claims(nonce: "")), of: provider, nonce: "") == .nonce)
    }

    @Test func `must name the authentication that is demanded`() async throws {
        let provider = try Provider()
        let strict = IdentityProvider(
            issuer: "https://id.example",
            clientID: "recourse",
            methods: ["mfa", "hwk"],
            classes: ["urn:mfa"]
        )
        for claims in [
            Claims(), Claims(amr: ["pwd"], acr: "urn:mfa"), Claims(amr: ["mfa"]), Claims(amr: ["mfa"], acr: "urn:pwd"),
        ] {
            let token = try await provider.token(claims)
            #expect(try await fault(token, of: provider, by: strict) == .authentication)
        }
        let token = try await provider.token(Claims(amr: ["pwd", "mfa"], acr: "urn:mfa"))
        #expect(try await fault(token, of: provider, by: strict) == nil)
    }

    @Test func `without a signature, or with one of a shared secret, is not believed`() async throws {
        let provider = try Provider()
        let everything = IdentityProvider(
            issuer: "https://id.example",
            clientID: "recourse",
            algorithms: ["none", "HS256", "HS384", "ES256"]
        )
        let none = try await JWTKeyCollection().addUnsecuredNone().sign(Claims(), header: ["kid": "k1"])
        #expect(try await fault(none, of: provider, by: everything) == .algorithm)
        let parts = try await provider.token().split(separator: ".")
        for name in ["none", "None", "NONE", "nOnE", "HS256", "", "es256", "ES384"] {
            let header = Data(#"{"alg":"\#(name)","kid":"k1"}"#.utf8).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            for signature in ["", "AAAA", String(parts[2])] {
                let token = "\(header).\(parts[1]).\(signature)"
                #expect(try await fault(token, of: provider, by: everything) == .algorithm, "\(name)")
            }
        }
        // The public key, in the forms in which it is published, is no secret.
        let point = try #require(provider.key.parameters)
        for secret in [
            provider.key.publicKey.pemRepresentation, point.x, String(decoding: provider.keys, as: UTF8.self),
        ] {
            let confused = try await JWTKeyCollection().add(
                hmac: HMACKey(from: secret),
                digestAlgorithm: .sha256,
                kid: "k1"
            )
            .sign(Claims(), kid: "k1")
            #expect(try await fault(confused, of: provider, by: everything) == .algorithm)
        }
    }

    @Test func `is verified by the one key that it names, among the provider's own`() async throws {
        let provider = try Provider()
        let evil = try Provider()
        for id in [
            "k2", "", "../k1", "k1\u{0}", "../../../../dev/null", "https://evil.example/keys", "k0", "' OR 1=1 --",
        ] {
            let token = try await JWTKeyCollection().add(ecdsa: provider.key, kid: "x").sign(
                Claims(),
                header: ["kid": .string(id)]
            )
            #expect(try await fault(token, of: provider) == .key, "\(id)")
        }
        let unnamed = try await JWTKeyCollection().add(ecdsa: provider.key).sign(Claims())
        #expect(try await fault(unnamed, of: provider) == .key)
        // It need not name the only one that there is; perhaps that is another by now.
        let single = try Provider(isSingle: true)
        let plain = try await JWTKeyCollection().add(ecdsa: single.key).sign(Claims())
        #expect(try await fault(plain, of: single) == nil)
        #expect(try await fault(unnamed, of: single) == .key)
        // A key that the token brings along, or says where to find.
        for field in ["jwk", "jku", "x5u", "x5c"] {
            let header: JWTHeader = ["kid": "k1", field: .string("https://evil.example/keys")]
            #expect(try await fault(try await evil.token(header: header), of: provider) == .signature)
        }
        for header: JWTHeader in [
            ["kid": "k1", "crit": .array([.string("exp")])], ["kid": "k1", "crit": .array([])],
            ["kid": "k1", "b64": .bool(false)],
        ] { #expect(try await fault(try await provider.token(header: header), of: provider) == .critical) }
        for change: (inout [String: String]) -> Void in [
            { $0["use"] = "enc" }, { $0["alg"] = "ES384" }, { $0["kid"] = "k0" }, { $0["d"] = "AA" },
            { $0["kty"] = "oct" },
        ] {
            let other = try Provider(change)
            #expect(try await fault(try await other.token(), of: other) == .key)
        }
    }
}

import Connect
import ControlPlane
import Foundation
import Journal

/// What this server has of the provider by which people sign in: its document and its keys, as they were read last.
///
/// Both are read again when they are old; the keys also when a token names one that is not among them, but no oftener than every so many
/// seconds, whatever tokens are shown.
actor ProviderConnection {
    /// Who it is, and how this server is known there.
    nonisolated let settings: ProviderSettings
    private let secret: String?
    private let client: ProviderClient
    private let now: @Sendable () -> ContinuousClock.Instant
    private var document: (value: ProviderDocument, read: ContinuousClock.Instant)?
    private var keys: (value: Data, read: ContinuousClock.Instant)?
    private var lastFailure: ContinuousClock.Instant?
    /// How many questions are on their way.
    private var asking = 0

    /// After how long what was read is old.
    private static let age = Duration.seconds(3600)
    /// How long nothing is read after something was, or could not be.
    static let rest = Duration.seconds(10)
    /// How many questions may be on their way; anybody can have one asked.
    private static let askingAtOnce = 8

    init(
        _ settings: ProviderSettings,
        secret: String?,
        now: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.settings = settings
        self.secret = secret
        self.now = now
        client = ProviderClient(trusting: settings.trust)
    }

    /// Where a browser is sent that begins a trip.
    ///
    /// - Throws: ``Problem`` when the provider cannot be asked.
    func address(for trip: SignInTrip) async throws(Problem) -> String {
        let document = try await currentDocument()
        var parameters = [
            ("response_type", "code"), ("client_id", settings.provider.clientID), ("redirect_uri", settings.redirect),
            ("scope", (["openid"] + settings.scopes).joined(separator: " ")), ("state", trip.state),
            ("nonce", trip.nonce), ("code_challenge", trip.challenge), ("code_challenge_method", "S256"),
        ]
        if !settings.provider.classes.isEmpty {
            parameters.append(("acr_values", settings.provider.classes.sorted().joined(separator: " ")))
        }
        let query = parameters.map { "\($0)=\(ProviderClient.encoded($1))" }.joined(separator: "&")
        return document.authorization + (document.authorization.contains("?") ? "&" : "?") + query
    }

    /// Whom the provider vouches for, who came back with a code.
    ///
    /// - Parameters:
    ///   - code: the code.
    ///   - issuer: who the answer says gave it; nil when it does not.
    ///   - trip: the trip that it ends.
    ///   - now: the time of day.
    /// - Returns: the identity.
    /// - Throws: ``Problem``; nothing of what the provider said is in it.
    func identity(
        for code: String,
        from issuer: String?,
        on trip: SignInTrip,
        at now: Timestamp
    ) async throws -> Identity {
        let document = try await currentDocument()
        // An answer of another provider is not shown to this one (RFC 9207).
        guard issuer.map({ $0 == settings.provider.issuer }) ?? !document.namesIssuer else {
            throw Problem(.unauthenticated)
        }
        let token = try await token(for: code, on: trip, document)
        for isFresh in [false, true] {
            guard let keys = try await currentKeys(document, isFresh: isFresh) else { break }
            do {
                return try await settings.provider.identity(in: token, keys: keys, nonce: trip.nonce, at: now)
            } catch IdentityTokenFault.key {
                // The provider may have others by now.
                continue
            } catch {
                throw Problem(.unauthenticated)
            }
        }
        throw Problem(.unauthenticated)
    }

    /// Exchanges a code for an ID token.
    private func token(for code: String, on trip: SignInTrip, _ document: ProviderDocument) async throws -> String {
        var form: [(name: String, value: String)] = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", settings.redirect),
            ("code_verifier", trip.verifier),
        ]
        var credentials: String?
        if let secret, document.takesBasic {
            let pair = [settings.provider.clientID, secret].map(ProviderClient.encoded).joined(separator: ":")
            credentials = Data(pair.utf8).base64EncodedString()
        } else {
            form.append(("client_id", settings.provider.clientID))
            if let secret { form.append(("client_secret", secret)) }
        }
        let reply = try await asked { client throws(ProviderClient.Fault) in
            try await client.post(form, to: document.token, as: credentials)
        }
        // A code that was used, forged or another's is the provider's to refuse.
        guard reply.status == 200, let answer = Self.members(reply.body), let signed = answer["id_token"] as? String
        else { throw Problem(reply.status < 500 ? .unauthenticated : .unavailable) }
        return signed
    }

    private func currentDocument() async throws(Problem) -> ProviderDocument {
        if let document, document.read.duration(to: now()) < Self.age { return document.value }
        let reply = try await asked { [settings] client throws(ProviderClient.Fault) in
            try await client.get(ProviderDocument.address(of: settings.provider.issuer))
        }
        guard reply.status == 200, let value = ProviderDocument(reply.body, of: settings.provider.issuer) else {
            throw Problem(.unavailable, "The provider does not say how it is used.")
        }
        document = (value, now())
        return value
    }

    /// The provider's keys; nil when they may not be read again yet.
    private func currentKeys(_ document: ProviderDocument, isFresh: Bool) async throws -> Data? {
        if let keys {
            let age = keys.read.duration(to: now())
            if !isFresh, age < Self.age { return keys.value }
            if isFresh, age < Self.rest { return nil }
        }
        let reply = try await asked { client throws(ProviderClient.Fault) in try await client.get(document.keys) }
        guard reply.status == 200 else { throw Problem(.unavailable, "The provider does not show its keys.") }
        let value = Data(reply.body)
        keys = (value, now())
        return value
    }

    private func asked(
        _ ask: (ProviderClient) async throws(ProviderClient.Fault) -> ProviderClient.Reply
    ) async throws(Problem) -> ProviderClient.Reply {
        if let lastFailure, lastFailure.duration(to: now()) < Self.rest {
            throw Problem(.unavailable, "The provider could not be asked a moment ago.")
        }
        guard asking < Self.askingAtOnce else { throw Problem(.unavailable, "Too many are signing in.") }
        asking += 1
        defer { asking -= 1 }
        do {
            return try await ask(client)
        } catch {
            lastFailure = now()
            throw Problem(.unavailable, "The provider cannot be asked.")
        }
    }

    private static func members(_ bytes: [UInt8]) -> [String: Any]? {
        try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    }
}

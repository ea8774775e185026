import Access
import ControlPlane
import HTTPTypes

extension RouteTable {
    /// Signing in by a provider: out to it, and back with a code.
    static let provider: [Route] = [
        Route(
            method: .get,
            path: "/v1/session/begin",
            name: "beginSignIn",
            summary: "Sends a browser to the provider by which people sign in.",
            door: .open,
            parameters: [
                .init(
                    name: "page",
                    schema: .anyText,
                    words: "The page of this server to show at the end; / by default."
                )
            ],
            answer: .anyText,
            redirects: true,
            prepare: { call in
                let provider = try connection(of: call)
                guard let trip = SignInTrip(to: call.query["page"] ?? "/", at: call.plane.now) else {
                    throw Problem(.badRequest, "page is the path of a page of this server.")
                }
                var call = call
                call.trip = trip
                call.destination = try await provider.address(for: trip)
                return call
            },
            act: { call in
                guard let trip = call.trip, let destination = call.destination else { throw Problem(.internalFault) }
                return Answer(to: destination, setting: [TripCookie.setting(trip)])
            }
        ),
        Route(
            method: .get,
            path: String(ProviderSettings.callback),
            name: "endSignIn",
            summary: "Takes a browser back from the provider, and signs in whom it vouches for.",
            door: .open,
            parameters: [
                .init(name: "code", schema: .anyText, words: "What the provider gives for its token."),
                .init(name: "state", schema: .anyText, words: "What the provider was given."),
                .init(name: "iss", schema: .anyText, words: "Who the provider is (RFC 9207)."),
                .init(name: "error", schema: .anyText, words: "Why the provider refused."),
            ],
            answer: .anyText,
            redirects: true,
            takesOtherParameters: true,
            mayRefuseEntry: true,
            prepare: { call in
                let provider = try connection(of: call)
                // The answer to somebody else's request, or to one of an hour ago, is shown to nobody.
                guard let trip = call.trip, let state = call.query["state"], trip.isState(state),
                    call.query["error"] == nil, let code = call.query["code"], (1...4096).contains(code.utf8.count)
                else { throw Problem(.unauthenticated) }
                var call = call
                let now = call.plane.now
                call.vouchedFor = try await provider.identity(for: code, from: call.query["iss"], on: trip, at: now)
                return call
            },
            act: { call in
                guard let identity = call.vouchedFor, let trip = call.trip else { throw Problem(.unauthenticated) }
                let (token, _) = try session(call.plane.signIn(as: identity), of: call)
                return Answer(to: trip.page, setting: [SessionCookie.setting(token), TripCookie.clearing])
            }
        ),
    ]

    private static func connection(of call: Call) throws(Problem) -> ProviderConnection {
        guard let provider = call.provider else { throw Problem(.notFound) }
        return provider
    }
}

/// The cookie in which a browser has its trip to the provider; `SameSite=Lax` lets it come with the link that leads back.
enum TripCookie {
    /// Its name.
    static let name = "__Host-recourse-trip"
    private static let attributes = "Path=/; Secure; HttpOnly; SameSite=Lax"

    /// What sets it.
    static func setting(_ trip: SignInTrip) -> String {
        "\(name)=\(trip.text); \(attributes); Max-Age=\(SignInTrip.seconds)"
    }

    /// What takes it away.
    static let clearing = "\(name)=; \(attributes); Max-Age=0"
}

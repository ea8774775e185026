import Access
import ControlPlane
import HTTPTypes

extension RouteTable {
    /// Who somebody is: signing in, asking, signing out.
    static let session: [Route] = [
        Route(
            method: .post,
            path: "/v1/session",
            name: "signIn",
            summary: "Signs somebody in, whose browser gets the session in a cookie; a session that it had ends.",
            door: .signIn,
            body: .json(
                .object([
                    .init("name", .anyText), .init("password", .anyText),
                    .init("code", .anyText, optional: true),
                ])
            ),
            answer: .named("Session"),
            takesNames: false,
            act: signIn
        ),
        Route(
            method: .get,
            path: "/v1/session",
            name: "showSession",
            summary: "Says who asks, with which roles, and until when.",
            door: .anybody,
            answer: .named("Session"),
            act: { call in Answer(try call.plane.sessionJSON(call.session?.token, call.session?.session)) }
        ),
        Route(
            method: .post,
            path: "/v1/session/end",
            name: "endSession",
            summary: "Signs out: ends this session, or all of the account.",
            door: .session,
            body: .json(.object([.init("sessions", .words(of: EndedSessions.self))])),
            answer: .object([.init("ended", .number)]),
            takesNames: false,
            act: { call in
                var body = try JSONBody(call.body, depth: call.limits.depth)
                let which: EndedSessions = try body.word("sessions")
                try body.end()
                guard let session = call.session?.session else { throw Problem(.unauthenticated) }
                let count: Int
                switch which {
                case .this:
                    try call.plane.signOut(session)
                    count = 1
                case .all: count = try call.plane.endSessions(of: session.principal, reason: "Its person asked for it.")
                }
                var answer = Answer(.object([("ended", .number(count))]))
                answer.cookies = [SessionCookie.clearing]
                return answer
            }
        ),
    ]

    private enum EndedSessions: String, CaseIterable {
        case this
        case all
    }

    private static func signIn(_ call: Call) throws -> Answer {
        var body = try JSONBody(call.body, depth: call.limits.depth)
        let name = try body.text("name")
        let password = Password(try body.text("password"))
        let code = try body.optionalText("code")
        try body.end()
        guard let password else {
            throw Problem(.badRequest, "password is not empty and has at most \(Password.longestBytes) bytes.")
        }
        let attempt = SignInAttempt(name: name, password: password, code: code)
        let (token, session) = try session(call.plane.signIn(attempt, by: call.signIn.settings), of: call)
        var answer = Answer(try call.plane.acting(as: session.principal).sessionJSON(token, session))
        answer.cookies = [SessionCookie.setting(token)]
        return answer
    }

    /// The session that began, after which the one that the browser had before is ended.
    ///
    /// - Throws: ``Problem`` when none began.
    static func session(_ outcome: SignInOutcome, of call: Call) throws -> (SessionToken, Session) {
        switch outcome {
        case .signedIn(let token, let session):
            try call.plane.signOut(call.shownSession)
            return (token, session)
        case .refused: throw Problem(.unauthenticated)
        case .mustWait(let end):
            var problem = Problem(.tooManyAttempts)
            problem.fields = [(.retryAfter, "\(max(1, call.plane.seconds(until: end)))")]
            throw problem
        case .busy: throw Problem(.unavailable, "Too many are signing in.")
        }
    }
}

extension ControlPlane {
    /// Ends the session that a browser had before another began, if it had one.
    func signOut(_ earlier: SessionToken?) throws {
        if let earlier, let session = try session(of: earlier) { try signOut(session) }
    }

    /// Who acts, as the answer tells it; what a page needs to change something is in it, and the secret is not.
    fileprivate func sessionJSON(_ token: SessionToken?, _ session: Session?) throws -> JSONValue {
        .object([
            ("account", .string(principal)), ("roles", .texts(try ownRoles())),
            ("method", .text(session?.method.rawValue)), ("began", .text(session.map { "\($0.began)" })),
            ("ends", .text(session.map { "\($0.ends)" })), ("formToken", .text(token?.formToken)),
        ])
    }
}

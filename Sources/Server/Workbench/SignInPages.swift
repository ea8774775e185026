import ControlPlane

extension PageTable {
    /// Signing in and out.
    static let signIn: [PageRoute] = [
        PageRoute(method: .get, path: "/", name: "homePage", act: { _ in .go(to: "/queue") }),
        PageRoute(
            method: .get,
            path: "/sign-in",
            name: "signInPage",
            door: .open,
            act: { call in signInPage(call, fault: nil) }
        ),
        PageRoute(method: .post, path: "/sign-in", name: "signInByPage", door: .signIn, act: signIn),
        PageRoute(
            method: .post,
            path: "/sign-out",
            name: "signOutByPage",
            act: { call in
                if let session = call.session?.session { try call.plane.signOut(session) }
                return .go(to: "/sign-in", cookies: [SessionCookie.clearing])
            }
        ),
    ]

    private static func signInPage(_ call: PageCall, fault: String?) -> PageAnswer {
        let next = call.form["next"] ?? call.query["next"]
        let view = View([
            "name": .maybe(call.form["name"]), "next": .maybe(next),
            "encodedNext": .maybe(next.map(PageFields.encoded)),
            "hasProvider": .truth(call.server.provider != nil),
        ])
        return .form("sign-in", title: "Sign in", view, fault: fault.map { FormFault(field: nil, words: $0) })
    }

    private static func signIn(_ call: PageCall) throws -> PageAnswer {
        guard let name = call.form["name"], let password = call.form["password"].flatMap(Password.init) else {
            return signInPage(call, fault: "Give your name and your password.")
        }
        let attempt = SignInAttempt(name: name, password: password, code: call.form["code"])
        switch try call.plane.signIn(attempt, by: call.server.signIn.settings) {
        case .signedIn(let token, _):
            try call.plane.signOut(call.shownSession)
            return .go(to: Self.ownAddress(call.form["next"]), cookies: [SessionCookie.setting(token)])
        case .refused:
            return signInPage(call, fault: "Name, password or code is wrong, or the account may not sign in.")
        case .mustWait(let end):
            let seconds = max(1, call.plane.seconds(until: end))
            return signInPage(call, fault: "Too many tries were wrong. Try again in \(seconds) seconds.")
        case .busy: return signInPage(call, fault: "Too many people are signing in. Try again in a moment.")
        }
    }

    /// An address of this server to go to, and no other.
    static func ownAddress(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), text.utf8.count <= 2000
        else { return "/queue" }
        return text
    }
}

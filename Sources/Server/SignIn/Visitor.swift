import ControlPlane
import HTTPTypes

/// What a request shows of who sends it: a key, or the secret of a session, and never both.
enum Visitor: Sendable {
    case key(APIKeyToken)
    case session(SessionToken)

    /// What a request shows.
    ///
    /// - Throws: ``Problem`` when it shows nothing, nothing that could be right, or two things.
    init(_ headers: HTTPFields) throws(Problem) {
        let cookie = headers[values: .cookie].contains { $0.contains(SessionCookie.name + "=") }
        guard !cookie || headers[values: .authorization].isEmpty else {
            throw Problem(.badRequest, "Authorization and the cookie \(SessionCookie.name) are both there.")
        }
        if let token = try SessionCookie.read(headers) {
            self = .session(token)
        } else {
            self = .key(try RequestReading.token(headers))
        }
    }
}

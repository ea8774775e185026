import Access
import ControlPlane
import HTTPTypes

/// The document that describes the API (OpenAPI 3.1), made of the table of routes.
enum OpenAPIDocument {
    /// The document, in JSON.
    static let text = json.text

    private static var json: JSONValue {
        .object([
            ("openapi", .string("3.1.0")),
            (
                "info",
                .object([
                    ("title", .string("Recourse")), ("version", .string("1")),
                    (
                        "description",
                        .string("The control plane of a hospital's revenue cycle. docs/api.md shows how to use it.")
                    ),
                ])
            ),
            ("security", .array(["key", "session"].map { .object([($0, .array([]))]) })),
            ("paths", .object(paths.map { path in (path, .object(operations(at: path))) })),
            (
                "components",
                .object([
                    ("schemas", .object(Components.all.map { ($0.name, $0.schema.json) })),
                    (
                        "securitySchemes",
                        .object([
                            ("key", .object([("type", .string("http")), ("scheme", .string("bearer"))])),
                            (
                                "session",
                                .object([
                                    ("type", .string("apiKey")), ("in", .string("cookie")),
                                    ("name", .string(SessionCookie.name)),
                                ])
                            ),
                        ])
                    ),
                ])
            ),
        ])
    }

    private static var paths: [String] {
        RouteTable.all.reduce(into: []) { if !$0.contains($1.path) { $0.append($1.path) } }
    }

    private static func operations(at path: String) -> [(String, JSONValue)] {
        RouteTable.all.filter { $0.path == path }.map { ($0.method.rawValue.lowercased(), operation($0)) }
    }

    private static func operation(_ route: Route) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(route.name)), ("summary", .string(route.summary)),
            ("parameters", .array(parameters(of: route))),
        ]
        switch route.door {
        case .open, .signIn: members.append(("security", .array([])))
        case .anybody: break
        case .session: members.append(("security", .array([.object([("session", .array([]))])])))
        case .right(let right): members.append(("x-recourse-right", .string(right.description)))
        }
        if let body = requestBody(route.body) { members.append(("requestBody", body)) }
        let success = (route.redirects ? "303" : "200", success(route))
        members.append(("responses", .object([success] + problems(of: route))))
        return .object(members)
    }

    private static func parameters(of route: Route) -> [JSONValue] {
        var parameters = route.places.map { parameter($0, "path", .anyText, "Its public id.", isRequired: true) }
        parameters += route.parameters.map {
            parameter($0.name, "query", $0.schema, $0.words, isRequired: $0.isRequired)
        }
        if route.isLook {
            parameters.append(
                parameter(FieldNames.purpose, "header", RequestReading.purposes, "Why; it is recorded.")
            )
        }
        if route.method == .post, route.takesSessions {
            let words = "The formToken of the session, where it comes by one."
            parameters.append(parameter(OwnPage.tokenField, "header", .anyText, words, isRequired: route.needsSession))
        }
        if route.isNamed {
            let words = "Names this request: sent again, it is answered the same and done once."
            let form = Schema.text(pattern: RequestReading.keyPattern)
            parameters.append(parameter("Idempotency-Key", "header", form, words, isRequired: true))
        }
        if route.takesTag {
            parameters.append(parameter("If-Match", "header", .anyText, "The ETag of the proposal as it was seen."))
        }
        if route.streams {
            let words = "The entry of the event that was had last; it goes before cursor."
            parameters.append(parameter(FieldNames.lastEventID, "header", .text(pattern: "^[0-9]{1,19}$"), words))
        }
        if case .document = route.body {
            parameters.append(
                parameter(
                    FieldNames.documentName,
                    "header",
                    .anyText,
                    "What its sender calls the document; it is sealed."
                )
            )
        }
        return parameters
    }

    private static func parameter(
        _ name: String,
        _ place: String,
        _ schema: Schema,
        _ words: String,
        isRequired: Bool = false
    ) -> JSONValue {
        .object([
            ("name", .string(name)), ("in", .string(place)), ("required", .bool(isRequired)),
            ("description", .string(words)), ("schema", schema.json),
        ])
    }

    private static func requestBody(_ body: Route.Body) -> JSONValue? {
        let content: [(String, JSONValue)]
        switch body {
        case .none: return nil
        case .json(let schema): content = [("application/json", .object([("schema", schema.json)]))]
        case .oneOf(let schemas):
            let schema = JSONValue.object([("oneOf", .array(schemas.map(\.json)))])
            content = [("application/json", .object([("schema", schema)]))]
        case .document: content = RequestReading.documentTypes.map { ($0, .object([])) }
        }
        return .object([("required", .bool(true)), ("content", .object(content))])
    }

    private static func success(_ route: Route) -> JSONValue {
        if route.redirects {
            let location = JSONValue.object([("schema", Schema.anyText.json)])
            return .object([
                ("description", .string(route.summary)), ("headers", .object([("Location", location)])),
            ])
        }
        var content = [(route.mediaType, JSONValue.object([("schema", route.answer.json)]))]
        if route.streams {
            content.append(("text/event-stream", .object([("schema", Schema.anyText.json)])))
        }
        var members: [(String, JSONValue)] = [
            ("description", .string(route.summary)), ("content", .object(content)),
        ]
        if route.hasTag {
            let tag = JSONValue.object([("schema", Schema.anyText.json)])
            members.append(("headers", .object([("ETag", tag)])))
        }
        return .object(members)
    }

    /// The problems that a route may answer, by status.
    private static func problems(of route: Route) -> [(String, JSONValue)] {
        Dictionary(grouping: problemKinds(of: route), by: \.status.code).sorted { $0.key < $1.key }.map {
            status,
            kinds in
            (
                String(status),
                .object([
                    ("description", .string(kinds.map(\.title).joined(separator: " "))),
                    (
                        "content",
                        .object([("application/problem+json", .object([("schema", Schema.named("Problem").json)]))])
                    ),
                ])
            )
        }
    }

    /// The kinds of problems that a route may answer.
    static func problemKinds(of route: Route) -> [ProblemKind] {
        var kinds: [ProblemKind] = [.badRequest, .internalFault, .unavailable]
        switch route.door {
        case .open: if route.mayRefuseEntry { kinds.append(.unauthenticated) }
        case .signIn: kinds += [.unauthenticated, .crossSite, .tooManyAttempts]
        case .anybody, .session: kinds += [.unauthenticated, .tooMany]
        case .right: kinds += [.unauthenticated, .forbidden, .tooMany]
        }
        if route.method == .post, route.takesSessions { kinds.append(.crossSite) }
        if !route.places.isEmpty && !route.isNamed || route.redirects { kinds.append(.notFound) }
        if route.parameters.contains(where: { $0.name == "cursor" }) { kinds.append(.listChanged) }
        if route.method == .post { kinds += [.tooLarge, .unsupportedMediaType, .refused] }
        if route.isNamed { kinds += [.inFlight, .conflict, .keyReused, .notFound] }
        if route.mayRefuse { kinds.append(.refused) }
        if route.streams { kinds.append(.tooManyStreams) }
        if route.takesTag { kinds += [.notAsSeen, .notSaidWhatWasSeen] }
        return kinds
    }
}

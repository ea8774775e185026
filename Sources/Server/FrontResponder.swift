import Hummingbird
import HummingbirdCore

/// Sends each request to whom it is for: programs to the API, browsers to the workbench.
struct FrontResponder: HTTPResponder {
    typealias Context = APIContext

    let api: APIResponder
    let workbench: WorkbenchResponder

    func respond(to request: Request, context: APIContext) async throws -> Response {
        guard WorkbenchResponder.takes(request) else { return try await api.respond(to: request, context: context) }
        return await workbench.respond(to: request, id: context.id)
    }
}

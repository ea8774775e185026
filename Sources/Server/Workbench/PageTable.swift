/// Every page of the workbench.
enum PageTable {
    /// All of them.
    static let all: [PageRoute] = signIn + queue + cases + claims + accounts + money + search + approvals + files

    /// What a path leads to.
    enum Found {
        case route(PageRoute, [String: String])
        case otherMethods
        case nothing
    }

    /// Whether there is a page at a path, by any method.
    static func has(_ path: String) -> Bool { if case .nothing = find("", path) { false } else { true } }

    /// What a method and a path lead to.
    static func find(_ method: String, _ path: String) -> Found {
        guard path.hasPrefix("/"), !path.contains("//") else { return .nothing }
        let parts = path.split(separator: "/")
        let there = all.compactMap { route in Route.match(route.path, parts).map { (route, $0) } }
        guard let found = there.first(where: { $0.0.method.rawValue == method }) else {
            return there.isEmpty ? .nothing : .otherMethods
        }
        return .route(found.0, found.1)
    }
}

/// The diagnostics of one reading, with a limit, so that a hostile file cannot fill the memory with them.
struct DiagnosticLog: Sendable {
    /// What was reported.
    private(set) var diagnostics: [Diagnostic] = []
    private let limit: Int
    private var hasOverflowed = false

    /// A log of at most so many diagnostics.
    init(limit: Int) { self.limit = limit }

    /// Adds one; beyond the limit only a last one that says so.
    mutating func add(_ diagnostic: Diagnostic) {
        guard diagnostics.count < limit else {
            if !hasOverflowed {
                hasOverflowed = true
                diagnostics.append(
                    Diagnostic(
                        severity: .warning,
                        code: .tooManyDiagnostics,
                        place: diagnostic.place,
                        message: "More than \(limit) diagnostics: from here on they are not listed."
                    )
                )
            }
            return
        }
        diagnostics.append(diagnostic)
    }

    /// Hands over what was reported and forgets it.
    mutating func take() -> [Diagnostic] {
        defer {
            diagnostics = []
            hasOverflowed = false
        }
        return diagnostics
    }
}

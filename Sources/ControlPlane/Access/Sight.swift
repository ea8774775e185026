import Access
import Journal
import RevenueCycle

/// What of one kind of things a question may be shown: asked before anything is looked for, and then of each thing.
struct Sight {
    private let authority: Authority
    private let right: Right
    private let inquiry: Inquiry

    /// Asks whether any thing of a kind may be seen.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)`` when none may, which is on record; ``JournalError`` or ``DecodingFault``.
    fileprivate init(_ inquiry: Inquiry, _ resource: Resource) throws {
        authority = try Authority(inquiry.plane)
        right = Right(.read, resource)
        self.inquiry = inquiry
        guard let denial = denial(about: Target(resource: resource, place: inquiry.plane.place)),
            !denial.reason.dependsOnTheThing
        else { return }
        throw try refusal(denial)
    }

    /// Whether a thing may be seen; one that may not is answered as one that is not there.
    func shows(_ target: Target) -> Bool { denial(about: target) == nil }

    /// Those of some accounts that may be seen, in their order.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func shown(_ accounts: [NamedAccount]) throws -> [NamedAccount] {
        let plane = inquiry.plane
        let marked = try plane.markedFiles(among: accounts.reduce(into: []) { $0.formUnion($1.files) })
        return try accounts.filter { shows(try plane.target(right.resource, of: [$0], marked: marked)) }
    }

    /// Asks about the tenant as a whole, for what is not told apart by what it is of.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)``, which is on record; ``JournalError``.
    func requireWhole() throws {
        if let denial = denial(about: Target(resource: right.resource, place: inquiry.plane.place)) {
            throw try refusal(denial)
        }
    }

    private func denial(about target: Target) -> Denial? {
        switch authority.decide(right, for: inquiry.purpose, about: target) {
        case .permitted: nil
        case .denied(let denial): denial
        }
    }

    private func refusal(_ denial: Denial) throws(JournalError) -> ControlPlaneError {
        try inquiry.plane.refusal(of: inquiry.surface, right, denial, for: inquiry.purpose)
    }
}

extension Inquiry {
    /// What of a kind of things may be shown to who asks, for the purpose that they state.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)`` when nothing may, which is on record; ``JournalError`` or ``DecodingFault``.
    func sight(of resource: Resource) throws -> Sight { try Sight(self, resource) }
}

// What is answered when there is no such thing, and word for word so when it may not be seen.
extension ControlPlane {
    static var noSuchAccount: ControlPlaneError { .notFound(what: "claim or account under that number") }

    static func noSuchAccount(at time: Timestamp) -> ControlPlaneError {
        .notFound(what: "claim or account under that number that was known at \(time)")
    }

    static var noSuchPatient: ControlPlaneError { .notFound(what: "patient of that name or number") }
}

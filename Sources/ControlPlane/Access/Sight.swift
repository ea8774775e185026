import Access
import Journal
import RevenueCycle

/// What of one kind of things a question may be shown: asked before anything is looked for, and then of each thing.
struct Sight {
    private let authority: Authority
    private let right: Right
    private let inquiry: Inquiry
    /// What the answer has.
    private let fields: FieldMask
    /// What must be shown of a thing, or it is answered as one that is not there: what the answer needs, and what it is asked by.
    private let needed: FieldMask

    /// Asks whether any thing of a kind may be seen.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)`` when none may, which is on record; ``JournalError`` or ``DecodingFault``.
    fileprivate init(_ inquiry: Inquiry, _ resource: Resource, _ forms: [AnswerForm], by asked: FieldMask) throws {
        authority = try Authority(inquiry.plane)
        right = Right(.read, resource)
        self.inquiry = inquiry
        fields = forms.reduce([]) { $0.union($1.groups) }
        needed = forms.reduce(asked) { $0.union($1.needed) }
        if let denial = decision(about: Target(resource: resource, place: inquiry.plane.place)).denial,
            !denial.reason.dependsOnTheThing
        {
            throw try refusal(denial)
        }
        let missing = needed.subtracting(authority.reach(right, for: inquiry.purpose))
        guard missing.isEmpty else { throw try refusal(Denial(.noFields), missing: missing) }
    }

    /// What of a thing may be shown; nil when it may not be seen, and then it is answered as one that is not there.
    func fields(of target: Target) -> FieldMask? {
        guard let shown = decision(about: target).permission?.fields, needed.isSubset(of: shown) else { return nil }
        let own = shown.meet(fields)
        return own.isEmpty && !fields.isEmpty ? nil : own
    }

    /// All that may be shown of an account, whether or not the answer has it.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func everything(of account: NamedAccount) throws -> FieldMask {
        let target = try inquiry.plane.target(right.resource, of: [account])
        return authority.decide(right, for: inquiry.purpose, about: target).permission?.fields ?? []
    }

    /// A thing with what of it may be shown; nil when it may not be seen.
    func shown<Item>(_ item: Item, as target: Target) -> Shown<Item>? {
        fields(of: target).map { Shown(item: item, fields: $0) }
    }

    /// Those of some accounts that may be seen, in their order.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    func shown(_ accounts: [NamedAccount]) throws -> [Shown<NamedAccount>] {
        let plane = inquiry.plane
        let marked = try plane.markedFiles(among: accounts.reduce(into: []) { $0.formUnion($1.files) })
        return try accounts.compactMap { shown($0, as: try plane.target(right.resource, of: [$0], marked: marked)) }
    }

    /// What may be shown of the tenant as a whole, for what is not told apart by what it is of.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)``, which is on record; ``JournalError``.
    func whole() throws -> FieldMask {
        let target = Target(resource: right.resource, place: inquiry.plane.place)
        if let denial = decision(about: target).denial { throw try refusal(denial) }
        guard let fields = fields(of: target) else { throw try refusal(Denial(.noFields)) }
        return fields
    }

    private func decision(about target: Target) -> Decision {
        authority.decide(right, for: inquiry.purpose, about: target, fields: fields.union(needed))
    }

    private func refusal(_ denial: Denial, missing: FieldMask = []) throws(JournalError) -> ControlPlaneError {
        let refusal = try inquiry.plane.refusal(of: inquiry.surface, right, denial, for: inquiry.purpose)
        guard !missing.isEmpty else { return refusal }
        let groups = missing.groups.map(\.name).joined(separator: ", ")
        return .forbidden("This needs fields of \(right.resource.rawValue) that are not shown to you: \(groups).")
    }
}

extension Inquiry {
    /// What of a kind of things may be shown to who asks, for the purpose that they state.
    ///
    /// - Parameters:
    ///   - resource: the kind of things.
    ///   - forms: how it will be answered.
    ///   - asked: the groups by which things are looked for; what may not be seen of a thing cannot be asked by either.
    /// - Returns: what may be shown.
    /// - Throws: ``ControlPlaneError/forbidden(_:)`` when nothing may, which is on record; ``JournalError`` or ``DecodingFault``.
    func sight(of resource: Resource, as forms: [AnswerForm], by asked: FieldMask = []) throws -> Sight {
        try Sight(self, resource, forms, by: asked)
    }
}

extension Decision {
    fileprivate var denial: Denial? {
        switch self {
        case .permitted: nil
        case .denied(let denial): denial
        }
    }
}

// What is answered when there is no such thing, and word for word so when it may not be seen.
extension ControlPlane {
    static var noSuchAccount: ControlPlaneError { .notFound(what: "claim or account under that number") }

    static func noSuchAccount(at time: Timestamp) -> ControlPlaneError {
        .notFound(what: "claim or account under that number that was known at \(time)")
    }

    static var noSuchPatient: ControlPlaneError { .notFound(what: "patient of that name or number") }
}

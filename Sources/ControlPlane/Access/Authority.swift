import Access
import Journal
import RevenueCycle

/// That somebody may do something: what stands behind a change, so that none is recorded without the question.
struct Warrant {
    /// By which version of the roster it was decided; it must still be that one when the change is recorded.
    let rosterVersion: UInt64
    /// What may be shown, and by which grants and rules.
    let permission: Permission

    fileprivate init(_ permission: Permission, rosterVersion: UInt64) {
        self.permission = permission
        self.rosterVersion = rosterVersion
    }

    /// What must still be so when the change is recorded.
    var asserting: [StreamID: UInt64] { [Roster.stream: rosterVersion] }
}

/// What a principal may do, by the roster as it is now.
struct Authority {
    let plane: ControlPlane
    let roster: Roster
    private let requester: Requester
    private let moment: Instant

    /// Who may do what, unless a tenant says otherwise.
    static let roles = RoleSetReader.read(.shippedRoles).roles

    /// Where a principal stands now.
    ///
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(_ plane: ControlPlane) throws {
        self.plane = plane
        roster = try plane.currentRoster(mayBeUnsigned: true)
        requester = roster.requester(PrincipalID(plane.principal), through: plane.key, in: plane.place)
        moment = Instant(plane.clock())
    }

    /// The answer of the rules to one question.
    func decide(_ right: Right, for purpose: Purpose, about target: Target, fields: FieldMask = .all) -> Decision {
        let question = Question(
            requester: requester,
            place: plane.place,
            action: right.action,
            purpose: purpose,
            fields: fields
        )
        return Access.decide(question, about: target, in: Self.roles, at: moment)
    }

    /// The most that may be shown of some thing of a kind.
    func reach(_ right: Right, for purpose: Purpose) -> FieldMask {
        let question = Question(requester: requester, place: plane.place, action: right.action, purpose: purpose)
        return Access.reach(of: question, with: right.resource, in: Self.roles, at: moment)
    }

    /// The answer about an operation: for the first of its purposes that permits it, or why the last does not.
    func decide(_ operation: Operation, about target: Target) -> Decision {
        var nearest: Denial?
        for purpose in operation.purposes {
            switch decide(operation.right, for: purpose, about: target) {
            case .permitted(let permission): return .permitted(permission)
            case .denied(let denial): if denial.reason.step > nearest?.reason.step ?? -1 { nearest = denial }
            }
        }
        return .denied(nearest ?? Denial(.wrongPurpose))
    }
}

/// A right that is there for some things at least; whether for the one in hand is asked of that.
struct PartialWarrant {
    fileprivate let authority: Authority
    fileprivate let operation: Operation

    /// Asks about the thing in hand.
    ///
    /// - Parameters:
    ///   - target: the thing.
    ///   - absent: what is answered when there is no such thing, and word for word so when it may not be seen.
    /// - Returns: that it may be done.
    /// - Throws: ``ControlPlaneError``; ``JournalError`` when the refusal cannot be recorded.
    func warrant(about target: Target, orAbsent absent: ControlPlaneError) throws -> Warrant {
        switch authority.decide(operation, about: target) {
        case .permitted(let permission):
            return Warrant(permission, rosterVersion: authority.roster.version)
        case .denied(let denial):
            let refusal = try authority.plane.refusal(of: operation.rawValue, operation.right, denial)
            guard denial.reason.maySay, authority.seesNothingAmiss(target) else { throw absent }
            throw refusal
        }
    }
}

extension Authority {
    /// Whether a thing may be read, so that it is no secret that it is there.
    fileprivate func seesNothingAmiss(_ target: Target) -> Bool {
        Purpose.allCases.contains { decide(Right(.read, target.resource), for: $0, about: target).permission != nil }
    }
}

extension ControlPlane {
    /// The store in which somebody acts.
    var place: Place { Place(tenant: TenantID(journal.tenant), environment: environment) }

    /// Asks whether the principal may do something with the tenant as a whole.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)``, which is on record; ``JournalError`` or ``DecodingFault``.
    @discardableResult func warrant(for operation: Operation, owners: Set<HumanID> = []) throws -> Warrant {
        let authority = try Authority(self)
        let target = Target(resource: operation.right.resource, place: place, owners: owners)
        switch authority.decide(operation, about: target) {
        case .permitted(let permission): return Warrant(permission, rosterVersion: authority.roster.version)
        case .denied(let denial): throw try refusal(of: operation.rawValue, operation.right, denial)
        }
    }

    /// Asks whether the principal may do something with some things of a kind, before it is looked whether there is such a one.
    ///
    /// - Throws: ``ControlPlaneError/forbidden(_:)`` when they may with none, which is on record; ``JournalError`` or
    ///   ``DecodingFault``.
    func partialWarrant(for operation: Operation) throws -> PartialWarrant {
        let authority = try Authority(self)
        if case .denied(let denial) = authority.decide(
            operation,
            about: Target(resource: operation.right.resource, place: place)
        ), !denial.reason.dependsOnTheThing {
            throw try refusal(of: operation.rawValue, operation.right, denial)
        }
        return PartialWarrant(authority: authority, operation: operation)
    }

    /// Takes down that something was refused, and gives the error that says so.
    func refusal(
        of what: String,
        _ right: Right,
        _ denial: Denial,
        for purpose: Purpose? = nil
    ) throws(JournalError) -> ControlPlaneError {
        let refusal = Refusal(what: what, right: right.description, reason: denial.reason.rawValue, rule: denial.rule)
        try accessLog.record(refusal, purpose: purpose, by: principal, at: clock())
        return .forbidden("\(principal) may not \(right): \(denial.reason.sentence)")
    }
}

extension Access.DenialReason {
    /// Whether another thing of the kind might be permitted.
    var dependsOnTheThing: Bool {
        switch self {
        case .ownWork, .outOfReach, .notOwnWork, .aboveLimit, .noFields: true
        case .notFound, .noSuchRight, .principalEnded, .actsForNobody, .peopleOnly, .reviewOverdue: false
        case .noRole, .outsideScope, .forbidden, .notPermitted, .wrongPurpose: false
        }
    }

    /// Whether it tells nothing of a thing but what whoever sees the thing knows.
    fileprivate var maySay: Bool { self != .outOfReach && self != .noFields }
}

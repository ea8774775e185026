/// What can be done with a thing.
///
/// The raw names stand in roles, entries and answers.
package enum Action: String, CaseIterable, Hashable, Sendable {
    // Looks.
    case search, read, export
    // Bringing in and putting right.
    case ingest, release, refuse, attach, link, unlink
    // Work on cases and proposals.
    case open, assign, note, schedule, resolve, record, draft, propose, edit, withdraw, requestRecords
    // Decisions.
    case approve, sendBack, escalate, override
    // Governance.
    case adopt, place, run, review, breakGlass
    // The journal and its keys.
    case verify, checkpoint, rebuild, accept, backup, restore, rotate
    // Accounts, keys, hooks.
    case create, suspend, grant, revoke, issue
    // What runs by itself.
    case retry, discard

    /// Whether it only shows.
    package var isLook: Bool {
        switch self {
        case .search, .read, .export: true
        default: false
        }
    }

    /// Whether only a person may do it, in person: no role gives it to a service or an agent.
    package var isForPeople: Bool {
        switch self {
        case .approve, .refuse, .sendBack, .override: true
        case .release, .attach, .link, .unlink, .resolve, .discard: true
        case .adopt, .place, .run, .review, .breakGlass, .accept, .restore: true
        case .create, .suspend, .grant, .issue: true
        case .search, .read, .export, .ingest, .open, .assign, .note, .schedule, .record, .draft, .propose, .edit: false
        case .withdraw, .requestRecords, .escalate, .verify, .checkpoint, .rebuild, .backup, .rotate: false
        case .revoke, .retry: false
        }
    }

    /// Whether nobody may do it on their own work, rights or account.
    package var isForOthers: Bool {
        switch self {
        case .approve, .override, .review, .grant: true
        default: false
        }
    }

    /// Whether whoever does it must be able to read what they do it to.
    package var needsSight: Bool {
        switch self {
        case .search, .read, .ingest, .open, .record, .draft, .propose, .create, .breakGlass: false
        case .verify, .checkpoint, .rebuild, .backup: false
        default: true
        }
    }
}

/// An action on a kind of thing.
package struct Right: Hashable, Sendable {
    /// What is done.
    package let action: Action
    /// With what.
    package let resource: Resource

    /// The right to do something with a kind of thing.
    package init(_ action: Action, _ resource: Resource) {
        self.action = action
        self.resource = resource
    }

    /// Whether the product has this at all.
    package var exists: Bool { resource.actions.contains(action) }

    /// Every right that there is, by resource and action in their order.
    package static let all: [Right] = Resource.allCases.flatMap { resource in
        Action.allCases.map { Right($0, resource) }.filter(\.exists)
    }
}

extension Right: CustomStringConvertible {
    /// The two words, such as `approve proposal`.
    package var description: String { "\(action.rawValue) \(resource.rawValue)" }
}

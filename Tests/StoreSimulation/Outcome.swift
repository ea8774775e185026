import Journal

/// What became of something that was asked.
enum Outcome: CustomStringConvertible {
    /// It was done.
    case done(String)
    /// It was refused by the journal's own rules.
    case refused(String, why: String)
    /// The storage failed; whether it was done is not known.
    case failed(String)

    var isAnswer: Bool { if case .failed = self { false } else { true } }

    /// What is counted.
    var kind: String {
        switch self {
        case .done(let what): "done: \(what)"
        case .refused(let what, _): "refused: \(what)"
        case .failed: "failed"
        }
    }

    var description: String {
        switch self {
        case .done(let what): "done \(what)"
        case .refused(let what, let why): "refused \(what): \(why)"
        case .failed(let why): "failed \(why)"
        }
    }
}

extension JournalError {
    /// Whether the store failed, and not what was asked of it.
    var isOfStorage: Bool {
        switch self {
        case .storage, .damaged, .closed: true
        default: false
        }
    }
}

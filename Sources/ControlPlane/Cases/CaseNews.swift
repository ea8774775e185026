import Journal
import RevenueCycle
import Synchronization

/// What entries tell that cases must be held against.
struct CaseNews {
    /// The position of the last entry.
    private(set) var through: Position
    /// Claim files of which something came.
    private(set) var files: Set<StreamID> = []
    /// Effects that are another way on than they were.
    private(set) var effects: Set<StreamID> = []
    private var decided: [(case: StreamID, outcome: AppealOutcome)] = []
    private var keys: [StreamID: OverturnKey] = [:]

    /// What came after a position: all of it, or until so many claim files are touched.
    ///
    /// - Parameters:
    ///   - position: the last entry that is known.
    ///   - limit: how many; nil for all, of which claim files are not told apart.
    ///   - journal: the journal.
    /// - Throws: ``JournalError`` or ``DecodingFault``.
    init(after position: Position, limit: Int?, in journal: TenantJournal) throws {
        through = position
        while files.count < limit ?? .max, case let entries = try journal.entries(from: through + 1, limit: 500),
            !entries.isEmpty
        {
            for entry in entries { try take(entry, isTellingFiles: limit != nil) }
        }
        for row in try journal.rows(table: RowTable.workCase.rawValue, ids: Set(decided.map(\.case)).sorted()) {
            if let payload = row.payload { keys[row.id] = try Case(decoding: payload).overturnKey }
        }
    }

    /// Whether there is nothing to hold cases against.
    var isQuiet: Bool { files.isEmpty && effects.isEmpty && decided.isEmpty }

    /// The decisions on appeals, in order, but for those of cases that are not known any more.
    var decidedAppeals: [DecidedAppeal] {
        decided.compactMap { item in keys[item.case].map { DecidedAppeal(key: $0, outcome: item.outcome) } }
    }

    private mutating func take(_ entry: Entry, isTellingFiles: Bool) throws {
        let header = entry.header
        through = header.position
        switch header.type {
        case ClaimFileEvent.types: if isTellingFiles { files.insert(header.stream) }
        case EffectEvent.types: if header.streamVersion > 1 { effects.insert(header.stream) }
        case Case.Event.types:
            guard let payload = entry.payload else { return }
            let event = try Case.Event(type: header.type, schema: header.schema, payload: payload)
            if case .answered(let answer) = event, case .appealOutcome(let outcome) = answer.content.answer {
                decided.append((header.stream, outcome))
            }
        default: break
        }
    }
}

/// How far there is nothing in the journal to hold cases against, of what came after the last step of their review; shared by all who act on
/// the store in this process, so that nobody reads it again.
final class QuietCases: Sendable {
    private let known = Mutex<(version: UInt64, through: Position)?>(nil)

    /// The last entry that is known to be of no interest.
    ///
    /// - Parameters:
    ///   - version: the version of the stream of steps.
    ///   - journal: the journal.
    /// - Returns: the position; nil when nothing is known since that step, or the journal has lost entries since.
    /// - Throws: ``JournalError``.
    func through(of version: UInt64, in journal: TenantJournal) throws(JournalError) -> Position? {
        guard let known = known.withLock({ $0 }), known.version == version else { return nil }
        return try journal.head() < known.through ? nil : known.through
    }

    /// Keeps how far there is nothing since a step.
    func know(_ through: Position, of version: UInt64) { known.withLock { $0 = (version, through) } }
}

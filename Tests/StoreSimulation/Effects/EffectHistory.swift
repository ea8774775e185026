import ControlPlane
import Journal
import RevenueCycle

/// What the entries of a tenant tell of its effects, by rules of its own that know nothing of how the program decides.
///
/// Each entry must be one that may follow those before it.
struct EffectHistory {
    /// An effect as its entries tell of it.
    struct Told {
        let request: EffectRequest
        /// The entry in which it was last asked for.
        var asked: Position
        var stage = Stage.requested
        var attempts = 0
        /// The receiver's reference, where it gave one.
        var reference: String?
        var receipts: [EffectReceipt] = []
        /// Why it was refused.
        var cause: Cause?
    }

    enum Stage: Hashable {
        case requested
        case started(String)
        case delivered
        case refused
        case unknown

        /// Whether the program has something left to do.
        var isOpen: Bool { self != .delivered && self != .refused && self != .unknown }
    }

    /// What leads to a refusal: a decision that is on record, or else the receiver, who must know of it.
    enum Cause {
        case approval, destination, person, receiver
    }

    /// The type of entries that approve something, or withdraw it: the hash of what is approved, or nothing.
    static let decisionType: UInt16 = 1000
    private static let destinationType: UInt16 = 54
    private static let restoredType: UInt16 = 55

    private(set) var effects: [StreamID: Told] = [:]
    /// Every try that has begun, and of which effect it is.
    private(set) var attempts: [String: StreamID] = [:]
    /// Where the entries about destinations lead.
    private(set) var folders: [Position: String] = [:]
    /// What is approved in each stream of decisions.
    private(set) var approved: [StreamID: [UInt8]] = [:]
    /// The last entry about each destination.
    private(set) var destinations: [String: Position] = [:]
    /// The last entry by which the store went back to a copy.
    private var restored: Position = 0

    /// The history that entries tell.
    ///
    /// - Throws: ``SimulationFailure`` when one of them may not follow those before it.
    init(_ entries: [Entry]) throws {
        for entry in entries {
            let header = entry.header
            guard let payload = entry.payload else { throw SimulationFailure("entry \(header.position) tells nothing") }
            switch header.type {
            case Self.decisionType: approved[header.stream] = payload
            case Self.destinationType: try takeDestination(payload, header.position)
            case Self.restoredType: restored = header.position
            case 90:
                let event = try EffectEvent(type: header.type, schema: header.schema, payload: payload)
                guard case .requested(let request) = event, effects[header.stream] == nil else {
                    throw SimulationFailure("effect \(header.stream) was requested twice")
                }
                effects[header.stream] = Told(request: request, asked: header.position)
            case 91...97:
                try take(EffectEvent(type: header.type, schema: header.schema, payload: payload), header)
            default: break
            }
        }
    }

    private mutating func takeDestination(_ payload: [UInt8], _ position: Position) throws {
        var fields = FieldReader(payload)
        guard let name = try fields.next()?.text, let folder = try fields.next()?.text else { return }
        destinations[name] = position
        folders[position] = folder
    }

    private mutating func take(_ event: EffectEvent, _ header: EntryHeader) throws {
        guard var told = effects[header.stream], try take(event, header, &told) else {
            throw SimulationFailure("entry \(header.position) may not follow: \(event)")
        }
        effects[header.stream] = told
    }

    /// Takes an event up, unless it may not come now.
    private mutating func take(_ event: EffectEvent, _ header: EntryHeader, _ told: inout Told) throws -> Bool {
        switch event {
        case .requested: return false
        case .started(let attempt):
            guard told.stage == .requested, lacks(told.request) == nil, restored < told.asked,
                attempts.updateValue(header.stream, forKey: attempt.name) == nil
            else { return false }
            told.stage = .started(attempt.name)
            told.attempts += 1
        case .attemptFailed(let attempt, _):
            guard told.stage == .started(attempt.name) else { return false }
            told.stage = .requested
        case .delivered(let reference):
            guard case .started = told.stage else { return false }
            told.stage = .delivered
            told.reference = reference
        case .refused:
            guard told.stage == .requested else { return false }
            told.stage = .refused
            told.cause = lacks(told.request) ?? .receiver
        case .outcomeUnknown:
            guard told.stage.isOpen, told.stage != .requested || restored > told.asked else { return false }
            told.stage = .unknown
        case .resolved(let resolution, _):
            guard told.stage == .unknown || (told.stage == .requested && resolution == .abandon) else { return false }
            switch resolution {
            case .delivered: told.stage = .delivered
            case .retry:
                told.stage = .requested
                told.asked = header.position
            case .abandon:
                told.stage = .refused
                told.cause = .person
            }
        case .receiptCame(let receipt):
            guard told.stage != .requested, !told.receipts.contains(receipt) else { return false }
            told.receipts.append(receipt)
            if receipt.outcome != .note, told.stage.isOpen || told.stage == .unknown { told.stage = .delivered }
        }
        return true
    }

    /// The effect of a public id.
    func told(of name: String) -> Told? { effects.first { PublicID.effect($0.key) == name }?.value }

    /// What a request lacks by what is on record so far; nil when it may be carried out.
    func lacks(_ request: EffectRequest) -> Cause? {
        guard approved[StreamID(request.approval.stream)] == request.approval.contentHash else { return .approval }
        return destinations[request.destination] == request.destinationEntry ? nil : .destination
    }
}

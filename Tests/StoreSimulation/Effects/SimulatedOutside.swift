import Connect
import SeededRandomness
import SimulatedDisk
import Synchronization

/// What lies outside of the store: receivers of each kind, what has reached them, and what is still on its way to them.
///
/// It outlives every crash, and knows for certain what the store can only find out. The seed has a receiver be busy, refuse, not
/// answer, or get what was sent only later; and has the process end before or after something outside was touched.
final class SimulatedOutside: Sendable {
    /// Something that was sent and has not arrived.
    fileprivate struct Parcel {
        var delivery: Delivery
        var attempt: String
        var guarantee: DeliveryGuarantee
        var path: String
    }

    fileprivate struct State {
        var generator: SeededGenerator
        /// Whether nothing goes wrong any more.
        var isQuiet = false
        /// Whether the process may end here by the outside's own choice.
        var mayEnd = true
        /// The process has ended: it reaches nothing any more.
        var hasEnded = false
        var parcels: [Parcel] = []
        /// The tries that lie ready, and those that were withdrawn, where receivers take files.
        var ready: Set<String> = []
        var withdrawn: Set<String> = []
        var receipts: [(path: String, receipt: IncomingReceipt)] = []
        var known = Known()
    }

    /// What is true of the outside.
    struct Known {
        /// Each thing that had an effect: by its name, where it arrived and what it was.
        var arrived: [String: [Arrival]] = [:]
        /// Each try at which the outside was spoken to, and the name of what was to be delivered.
        var touched: [String: String] = [:]
        /// The names that a receiver will never take, by its own word.
        var refused: Set<String> = []
        /// What was said, and was put aside since.
        var taken: [IncomingReceipt] = []

        struct Arrival {
            var path: String
            var bytes: [UInt8]
        }
    }

    /// What goes wrong, or does not.
    private enum Way {
        case well, busy, refuses, losesTheAnswer, neverArrives, arrivesLater, endsBefore, endsAfter
    }

    private let state: Mutex<State>

    init(seed: UInt64) { state = Mutex(State(generator: SeededGenerator(seed: seed))) }

    var known: Known { state.withLock(\.known) }

    /// Whether the process has ended.
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    /// Says whether the outside may have the process end; and, once it is quiet, that nothing goes wrong any more.
    func set(mayEnd: Bool, isQuiet: Bool = false) {
        state.withLock { state in
            state.mayEnd = mayEnd
            state.isQuiet = isQuiet
        }
    }

    /// The program was started again.
    func restart() { state.withLock { $0.hasEnded = false } }

    /// Does something after which the outside is as it was before.
    ///
    /// - Parameter body: What is done, while nothing goes wrong.
    /// - Returns: what was true of the outside after it.
    /// - Throws: What `body` throws.
    func undoing(_ body: () throws -> Void) rethrows -> Known {
        let before = state.withLock { state in
            let before = state
            state.isQuiet = true
            return before
        }
        defer { state.withLock { $0 = before } }
        try body()
        return known
    }

    /// What was sent arrives, the first of it or all.
    func land(all isAll: Bool) {
        state.withLock { state in
            let count = isAll ? state.parcels.count : min(1, state.parcels.count)
            for parcel in state.parcels.prefix(count) { _ = state.arrive(parcel) }
            state.parcels.removeFirst(count)
        }
    }

    // MARK: - What a connector does

    func prepare(_ attempt: String) throws(DeliveryFault) {
        switch draw() {
        case .well, .losesTheAnswer, .arrivesLater, .endsAfter: state.withLock { _ = $0.ready.insert(attempt) }
        case .busy, .refuses, .neverArrives: throw DeliveryFault(.notDone, "The receiver is away.")
        case .endsBefore: end()
        }
        try goOn(.notDone)
    }

    func deliver(
        _ delivery: Delivery,
        as attempt: String,
        _ guarantee: DeliveryGuarantee,
        to path: String
    ) throws(DeliveryFault) -> String? {
        let way = draw()
        if way == .endsBefore { end() }
        try goOn(.unclear)
        let parcel = Parcel(delivery: delivery, attempt: attempt, guarantee: guarantee, path: path)
        let hasArrived = state.withLock { state in
            state.known.touched[attempt] = delivery.name
            switch way {
            case .busy, .neverArrives, .endsBefore: return false
            case .refuses where !(guarantee == .receiverHonoursName && state.known.arrived[delivery.name] != nil):
                state.known.refused.insert(delivery.name)
                return false
            case .arrivesLater:
                state.parcels.append(parcel)
                return false
            case .well, .refuses, .losesTheAnswer, .endsAfter: return state.arrive(parcel)
            }
        }
        switch way {
        case .busy: throw DeliveryFault(.notDone, "The receiver is busy.")
        case .refuses where !hasArrived: throw DeliveryFault(.refused, "The receiver does not want it.")
        case .well, .refuses:
            guard hasArrived else {
                // Who knows names refuses again what was refused under one, though nobody heard it then.
                let isRefused = guarantee == .receiverHonoursName
                throw DeliveryFault(isRefused ? .refused : .unclear, "There is nothing to deliver.")
            }
            return guarantee == .receiverHonoursName ? Self.reference(delivery.name) : nil
        case .endsAfter:
            end()
            throw DeliveryFault(.unclear, "The process has ended.")
        case .losesTheAnswer, .neverArrives, .arrivesLater, .endsBefore:
            throw DeliveryFault(.unclear, "The receiver did not answer.")
        }
    }

    /// By what a receiver refers to what it has got.
    static func reference(_ name: String) -> String { "R-\(name.suffix(6))" }

    /// As a folder does it: a try that lies ready is withdrawn; one that does not, and was not withdrawn, was delivered.
    func settle(_ attempt: String) throws(DeliveryFault) -> Settlement {
        let way = draw()
        if way == .endsBefore { end() }
        try goOn(.unclear)
        if way == .busy { throw DeliveryFault(.notDone, "The receiver is away.") }
        let isWithdrawn = state.withLock { state in
            if state.ready.remove(attempt) != nil { state.withdrawn.insert(attempt) }
            return state.withdrawn.contains(attempt)
        }
        if way == .endsAfter { end() }
        try goOn(.unclear)
        return isWithdrawn ? .withdrawn : .delivered(reference: nil)
    }

    /// Forgets what a try has left, or does not come to it.
    func discard(_ attempt: String) {
        guard !hasEnded, draw() == .well else { return }
        state.withLock { state in
            state.ready.remove(attempt)
            state.withdrawn.remove(attempt)
        }
    }

    func receipts(at path: String, limit: Int) throws(DeliveryFault) -> [IncomingReceipt] {
        try goOn(.notDone)
        return state.withLock { state in Array(state.receipts.filter { $0.path == path }.map(\.receipt).prefix(limit)) }
    }

    func take(_ receipt: IncomingReceipt) throws(DeliveryFault) {
        let way = draw()
        if way == .endsBefore { end() }
        try goOn(.unclear)
        guard way != .busy, way != .neverArrives else { throw DeliveryFault(.unclear, "It cannot be put aside.") }
        state.withLock { state in
            state.receipts.removeAll { $0.receipt == receipt }
            state.known.taken.append(receipt)
        }
    }

    // MARK: - What goes wrong

    private func draw() -> Way {
        state.withLock { state in
            let number = state.generator.next() % 64
            guard !state.isQuiet else { return .well }
            switch number {
            case 0..<6: return .busy
            case 6..<8: return .refuses
            case 8..<13: return .losesTheAnswer
            case 13..<17: return .neverArrives
            case 17..<23: return .arrivesLater
            case 23 where state.mayEnd: return .endsBefore
            case 24..<26 where state.mayEnd: return .endsAfter
            default: return .well
            }
        }
    }

    /// The process ends here: nothing it does from now on reaches the disk or the outside.
    private func end() {
        guard disk_struck() == DISK_FAULT_NONE else { return }
        disk_arm(DISK_FAULT_CRASH, 0)
        state.withLock { $0.hasEnded = true }
    }

    private func goOn(_ certainty: DeliveryFault.Certainty) throws(DeliveryFault) {
        guard !hasEnded, disk_struck() != DISK_FAULT_CRASH else {
            throw DeliveryFault(certainty, "The process has ended.")
        }
    }
}

extension SimulatedOutside.State {
    /// Something arrives, and has its effect unless its receiver prevents that; gives back whether it has.
    fileprivate mutating func arrive(_ parcel: SimulatedOutside.Parcel) -> Bool {
        let name = parcel.delivery.name
        switch parcel.guarantee {
        case .settledBeforeRetry: guard ready.remove(parcel.attempt) != nil else { return false }
        case .receiverHonoursName:
            if known.arrived[name] != nil { return true }
            guard !known.refused.contains(name) else { return false }
        case .atMostOnce: break
        }
        known.arrived[name, default: []].append(
            SimulatedOutside.Known.Arrival(path: parcel.path, bytes: parcel.delivery.bytes)
        )
        // Some receivers say that they have it, and some say it twice.
        let outcomes: [IncomingReceipt.Outcome] = [.accepted, .rejected, .note]
        for number in 0..<generator.next() % 3 {
            let outcome = outcomes[Int(generator.next() % 3)]
            let receipt = IncomingReceipt(delivery: name, outcome: outcome, bytes: [UInt8(number)])
            receipts.append((parcel.path, receipt))
        }
        return true
    }
}

/// The way to a receiver of the simulated outside.
struct SimulatedConnector: Connector {
    let outside: SimulatedOutside
    let guarantee: DeliveryGuarantee
    let path: String
    /// What may happen before and after each step.
    let pause: @Sendable () -> Void

    private func step<Value>(_ body: () throws(DeliveryFault) -> Value) throws(DeliveryFault) -> Value {
        pause()
        defer { pause() }
        return try body()
    }

    func prepare(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) {
        try step { () throws(DeliveryFault) in try outside.prepare(attempt) }
    }

    func deliver(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> String? {
        try step { () throws(DeliveryFault) in try outside.deliver(delivery, as: attempt, guarantee, to: path) }
    }

    func settle(_ delivery: Delivery, as attempt: String) throws(DeliveryFault) -> Settlement {
        try step { () throws(DeliveryFault) in try outside.settle(attempt) }
    }

    func discard(_ delivery: Delivery, as attempt: String) {
        pause()
        outside.discard(attempt)
    }

    /// What a try has left does no harm, so that none of it need be cleared.
    func clear(_ delivery: Delivery) {}

    func receipts(limit: Int) throws(DeliveryFault) -> [IncomingReceipt] {
        try outside.receipts(at: path, limit: limit)
    }

    func take(_ receipt: IncomingReceipt) throws(DeliveryFault) { try outside.take(receipt) }
}

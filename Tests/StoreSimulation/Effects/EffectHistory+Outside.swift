import Connect
import ControlPlane
import Crypto
import Journal
import RevenueCycle

// What was done outside, held against what is on record.
extension EffectHistory {
    /// Nothing was done outside but what is on record and was approved, nothing twice, and nothing is said that is not so.
    ///
    /// - Parameter known: What is true of the outside.
    /// - Throws: ``SimulationFailure``.
    func expectToAgree(with known: SimulatedOutside.Known) throws {
        let names = Dictionary(uniqueKeysWithValues: effects.keys.map { (PublicID.effect($0), $0) })
        for (attempt, name) in known.touched where attempts[attempt] == nil || attempts[attempt] != names[name] {
            throw SimulationFailure("\(name) was taken outside by a try of which no beginning is on record")
        }
        for (name, arrivals) in known.arrived {
            guard let told = names[name].flatMap({ effects[$0] }) else {
                throw SimulationFailure("\(name) is outside, and nobody asked for it")
            }
            guard arrivals.count == 1 else { throw SimulationFailure("\(name) is outside \(arrivals.count) times") }
            for arrival in arrivals {
                guard arrival.path == folders[told.request.destinationEntry] else {
                    throw SimulationFailure("\(name) is in \(arrival.path), where nobody wanted it")
                }
                guard Array(SHA256.hash(data: arrival.bytes)) == told.request.approval.contentHash else {
                    throw SimulationFailure("\(name) is not what was approved")
                }
            }
        }
        for (name, stream) in names {
            guard let told = effects[stream] else { continue }
            try Self.expect(told, name, toAgreeWith: known)
        }
    }

    private static func expect(_ told: Told, _ name: String, toAgreeWith known: SimulatedOutside.Known) throws {
        let isThere = known.arrived[name] != nil
        switch told.stage {
        case .delivered where !isThere: throw SimulationFailure("\(name) is delivered, and not outside")
        case .requested where isThere: throw SimulationFailure("\(name) is yet to be begun, and is outside")
        case .refused where isThere: throw SimulationFailure("\(name) is refused, and is outside")
        case .refused where told.cause == .receiver && !known.refused.contains(name):
            throw SimulationFailure("\(name) is refused for no reason")
        case .requested, .started, .delivered, .refused, .unknown: break
        }
        if let reference = told.reference, reference != SimulatedOutside.reference(name) {
            throw SimulationFailure("\(name) has another reference than its receiver gave")
        }
        let said = known.taken.filter { $0.delivery == name }
        guard said.allSatisfy({ receipt in told.receipts.contains { $0.bytes == receipt.bytes } }) else {
            throw SimulationFailure("\(name) lacks a receipt that was put aside")
        }
    }

    /// Each effect has its row; each of which something is left to do has a job, so that somebody comes to it.
    ///
    /// - Throws: ``SimulationFailure``; ``JournalError`` when the store cannot be read.
    func expectToAgree(with journal: TenantJournal) throws {
        let jobs = try journal.jobs().map(\.payload)
        for (stream, told) in effects where told.stage.isOpen && !jobs.contains(.bytes(stream.bytes)) {
            throw SimulationFailure("\(PublicID.effect(stream)) is \(told.stage), and no job is there for it")
        }
        var rows: [StreamID: [UInt8]] = [:]
        for row in try journal.rows(table: Self.rowTable) { rows[row.id] = row.payload }
        guard rows.count == effects.count else { throw SimulationFailure("there is not a row for each effect") }
        for (stream, told) in effects {
            let row = try rows[stream].map { try Effect(decoding: $0) }
            guard let row, row.request == told.request, row.attempts == told.attempts, row.receipts == told.receipts,
                told.stage.isThat(of: row.stage)
            else {
                throw SimulationFailure("the row of \(PublicID.effect(stream)) is not what follows from its entries")
            }
        }
    }

    private static let rowTable: UInt16 = 8
}

extension EffectHistory.Stage {
    fileprivate func isThat(of stage: Effect.Stage) -> Bool {
        switch (self, stage) {
        case (.requested, .requested), (.delivered, .delivered), (.refused, .refused), (.unknown, .unknown): true
        case (.started(let attempt), .started(let other)): attempt == other.name
        default: false
        }
    }
}

import Access
import RevenueCycle
import SeededRandomness
import Simulator
import TestDatabases
import Testing

@testable import ControlPlane
@testable import Journal

/// A store whose cases are held against the findings that there are.
final class CaseWorld {
    let store: TemporaryStore
    let clock = MovedClock()

    var plane: ControlPlane { store.plane }
    var journal: TenantJournal { store.plane.journal }
    var today: CalendarDate { CalendarDate(clock.now) }

    init(_ kind: StoreKind = .sqlite) throws {
        let clock = clock
        store = try TemporaryStore(kind, idKey: Array(1...32), clock: { clock.now })
    }

    deinit { store.remove() }

    func take(_ files: some Sequence<SimulatedFile>) throws {
        for file in files { _ = try Ingestion.ingest(file.bytes, name: file.name, into: plane) }
    }

    func advance(days: Int) { clock.advance(days * 86_400) }

    /// Every case on record, by stream.
    func cases() throws -> [StreamID: Case] {
        var cases: [StreamID: Case] = [:]
        try plane.eachRow(of: .workCase) { cases[$0] = try Case(decoding: $1) }
        return cases
    }

    /// Lets somebody do something about some case; much of that is refused.
    func somebodyWorks(using generator: inout SeededGenerator) throws {
        let ids = try cases().keys.sorted().map { PublicID.workCase($0) }
        guard let id = ids.randomElement(using: &generator), let other = ids.randomElement(using: &generator) else {
            return
        }
        let day = today.adding(days: Int.random(in: -1...40, using: &generator))
        let actions: [CaseAction] = [
            .send(to: CaseQueue("coding")), .assign(to: PrincipalID("user:test")), .assign(to: nil), .setDue(day),
            .snooze(until: day), .note("Seen."), .call(PayerCall(representative: "D. Lane", outcome: "Nothing.")),
            .answer(
                CaseAnswer(.appealOutcome(.upheld), text: "No."),
                file: .init(name: "letter", bytes: Array("\(day)".utf8))
            ),
            .close(.noAction, reason: "A test."), .close(.recovered, reason: "A test."), .reopen(reason: "A test."),
        ]
        _ = try refusal {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: try plane.linkCase(id, to: [other], reason: "A test.")
            case 1: try plane.linkCase(id, to: [other], reason: "A test.", isUndone: true)
            default:
                guard let action = actions.randomElement(using: &generator) else { return }
                try plane.act(action, onCase: id, isForLinked: Bool.random(using: &generator))
            }
        }
    }

    /// The cases that are open, by public id.
    func openCases() throws -> [String] {
        try cases().filter { $0.value.isOpen }.map { PublicID.workCase($0.key) }.sorted()
    }

    /// A claim and what opens a case of it.
    struct Work: Hashable {
        let claim: String
        let cause: CaseCause
    }

    /// What is found now, worked out from all claims, and the public id that each claim has by every id that it had.
    func found() throws -> (findings: [Work: [CaseFinding]], claims: [RecordID: String]) {
        var found: [Work: [CaseFinding]] = [:]
        var claims: [RecordID: String] = [:]
        for account in try plane.accounts(asOf: today) {
            for (id, claim) in zip(account.claimIDs, account.position.claims) {
                for (cause, findings) in claim.causes {
                    found[Work(claim: id, cause: cause)] = findings.map(CaseFinding.init)
                }
                for fact in claim.claim.namingFacts {
                    claims[RecordID(bytes: PublicID.bytes(of: fact.id, journal: journal))] = id
                }
            }
        }
        return (found, claims)
    }

    /// What is wrong with the cases, held against the findings; nothing is, after a review.
    func faults() throws -> [String] {
        var faults: [String] = []
        let (found, claims) = try found()
        var held: [Work: [Case]] = [:]
        for (stream, state) in try cases() {
            let id = PublicID.workCase(stream)
            guard let opening = state.opening else {
                faults.append("\(id) was never opened")
                continue
            }
            guard let cause = opening.cause, case .claim(let record) = opening.subject else { continue }
            guard let claim = claims[record] else {
                faults.append("\(id) is about a claim that is not there")
                continue
            }
            if state.hasFindingGone {
                if state.isOpen, !state.isTouched { faults.append("\(id) waits, though its finding went") }
            } else {
                held[Work(claim: claim, cause: cause), default: []].append(state)
                if state.ending?.content.outcome == .findingWent {
                    faults.append("\(id) is closed, and its finding is there")
                }
            }
        }
        for (work, findings) in found where held[work]?.map({ $0.sight?.findings }) != [findings] {
            faults.append("\(work) has \(held[work]?.count ?? 0) cases, or one that quotes what is not so")
        }
        let listed = try journal.rowIDs(table: RowTable.workCase.rawValue, group: CaseRow.open).map(PublicID.workCase)
        if try Set(listed) != Set(openCases()) { faults.append("what is listed as open is not what is open") }
        for work in held.keys where found[work] == nil { faults.append("\(work) is not found any more") }
        return faults
    }

    func problems() throws -> [String] {
        try (journal.verifyIntegrity().problems + plane.deepAudit()).map(\.description)
    }

    /// An account with a role.
    func somebody(_ name: String, _ role: Role, at facilities: Set<FacilityID> = []) throws -> ControlPlane {
        let principal = "user:\(name)"
        try plane.addAccount(principal, human: name, reason: "A test.")
        try plane.grant(role.rawValue, to: principal, within: GrantBounds(facilities: facilities), reason: "A test.")
        return plane.acting(as: principal)
    }

    func shown(_ id: String) throws -> NamedCase {
        try plane.inquiry(for: .operations, by: "test").workCase(id, asOf: today).item
    }

    /// Why something is refused; nil when it is not.
    func refusal(_ body: () throws -> Void) throws -> ControlPlaneError? {
        do {
            try body()
            return nil
        } catch let error as ControlPlaneError {
            return error
        }
    }
}

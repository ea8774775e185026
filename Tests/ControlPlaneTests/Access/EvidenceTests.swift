import Access
import Foundation
import Journal
import RevenueCycle
import Simulator
import Testing

@testable import ControlPlane

/// What documents say of a claim, word for word.
@Suite("Evidence") final class EvidenceTests {
    private let store: TemporaryStore
    private let clock = MovedClock()
    private var plane: ControlPlane { store.plane }
    private var day: CalendarDate { CalendarDate(clock.now) }

    init() throws {
        let clock = clock
        store = try TemporaryStore(clock: { clock.now })
        for file in simulateMonth(seed: 23, claims: 20).files {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
    }

    deinit { store.remove() }

    private var inquiry: Inquiry { plane.inquiry(for: .operations, by: "test") }

    /// Every place that an explanation of a claim names.
    private func places(_ claim: String) throws -> [String] {
        let shown = try inquiry.claim(claim, asOf: day, as: .explanation)
        let text = try plane.explanationRows(of: shown).map(\.text).joined()
        return text.matches(of: /s_[0-9a-z]{26}-[0-9]+-[0-9]+/).map { String($0.0) }
    }

    @Test func `is there for every place that an explanation names, and is what the document says`() throws {
        var count = 0
        for claim in try plane.accounts(asOf: day).flatMap(\.claimIDs) {
            for place in Set(try places(claim)) {
                let shown = try inquiry.evidence(at: place, of: claim).item
                let bytes = try #require(try plane.documentBytes(shown.span.document))
                let own = bytes[Int(shown.span.start)..<Int(shown.span.end)]
                #expect(shown.text == String(decoding: own, as: UTF8.self) && shown.text?.isEmpty == false)
                count += 1
            }
            #expect(try !inquiry.evidence(of: claim).isEmpty)
        }
        #expect(count > 50)
    }

    @Test func `is nothing of a document that tells of somebody else, nor of what may not be seen`() throws {
        let claims = try plane.accounts(asOf: day)
        let (one, other) = (claims[0].claimIDs[0], claims[1].claimIDs[0])
        let own = try inquiry.evidence(of: one).map(\.item.span)
        let theirs = try inquiry.evidence(of: other).map(\.item.span)
        #expect(Set(own).isDisjoint(with: theirs))
        for span in theirs {
            #expect(throws: ControlPlaneError.self) { try inquiry.evidence(at: PublicID.span(span), of: one) }
        }
        // One byte more on either side is somebody else's, or nobody's.
        for span in own {
            let wider = [
                Span(document: span.document, start: span.start - 1, end: span.end),
                Span(document: span.document, start: span.start, end: span.end + 1),
                Span(document: span.document, start: 0, end: .max),
            ]
            for wide in wider where !own.contains(where: { $0.start <= wide.start && wide.end <= $0.end }) {
                #expect(throws: ControlPlaneError.self) { try inquiry.evidence(at: PublicID.span(wide), of: one) }
            }
        }
        for text in [
            "", "s_", "s_0-1-2", "\(PublicID.span(own[0]))-1", PublicID.span(own[0]).replacing("s_", with: "x_"),
        ] {
            #expect(throws: ControlPlaneError.self) { try inquiry.evidence(at: text, of: one) }
        }
        for (name, role) in [("sue", "supervisor"), ("pat", "patientSupport")] {
            try plane.addAccount("user:\(name)", human: name, reason: "A test.")
            try plane.grant(role, to: "user:\(name)", reason: "A test.")
        }
        let supervisor = plane.acting(as: "user:sue").inquiry(for: .payment, by: "test")
        #expect(try !supervisor.evidence(of: one).isEmpty)
        let support = plane.acting(as: "user:pat").inquiry(for: .payment, by: "test")
        #expect(throws: ControlPlaneError.self) { try support.evidence(of: one) }
        try plane.markSensitive(one, [.substanceUse], reason: "A test.")
        #expect(throws: ControlPlaneError.self) { try supervisor.evidence(of: one) }
    }

    /// What an account is in the store, with a role there.
    private func person(_ name: String, _ role: String, within bounds: GrantBounds = GrantBounds()) throws -> Inquiry {
        try plane.addAccount("user:\(name)", human: name, reason: "A test.")
        try plane.grant(role, to: "user:\(name)", within: bounds, reason: "A test.")
        return plane.acting(as: "user:\(name)").inquiry(for: .payment, by: "test")
    }

    @Test func `is a whole document for whoever may see everybody in it, each of whom the look names`() throws {
        let accounts = try plane.accounts(asOf: day)
        // A remittance that pays several.
        let shared = try #require(
            accounts.lazy.flatMap(\.position.claims).flatMap(\.claim.adjudications).map(\.span).first { span in
                accounts.count {
                    $0.position.claims.flatMap(\.claim.adjudications).contains { $0.span.document == span.document }
                } > 1
            }
        )
        let own = try #require(
            accounts.first { $0.position.claims.flatMap(\.claim.adjudications).contains { $0.span == shared } }
        )
        let claim = own.claimIDs[0]
        let span = shared
        let place = PublicID.span(span)
        let supervisor = try person("sue", "supervisor")
        let document = try supervisor.document(of: place, claim: claim).item
        let bytes = try #require(document.bytes)
        let stored = try plane.documentBytes(span.document)
        #expect(bytes == stored)
        #expect(bytes.count > Int(span.end) && document.name.isEmpty == false)
        let keys = FactKeys(journal: plane.journal)
        let told = accounts.filter { account in
            account.position.claims.flatMap(\.claim.adjudications).contains { $0.span.document == span.document }
        }
        let patients = Set(told.flatMap(\.position.claims).flatMap { keys.patients(of: $0.claim) })
        #expect(patients.count > 1 && document.patients >= patients.count)
        for patient in patients {
            let looks = try inquiry.looks(
                at: PublicID.patient(patient),
                within: Timestamp(microsecondsSince1970: 0)..<clock.now.advanced(by: .seconds(1))
            ).map(\.item)
            #expect(looks.contains { $0.principal == "user:sue" })
        }
        // A place of another claim is no way in, nor is a role that sees only the lines in hand.
        let other = try #require(told.first { $0.id != own.id }).claimIDs[0]
        #expect(throws: ControlPlaneError.self) { try supervisor.document(of: place, claim: other) }
        #expect(throws: ControlPlaneError.self) { try supervisor.document(of: "s_0-1-2", claim: claim) }
        let biller = try person("bill", "biller")
        #expect(try !biller.evidence(of: claim).isEmpty)
        #expect(throws: ControlPlaneError.self) { try biller.document(of: place, claim: claim) }
        // One in it who may not be seen closes it.
        let neighbour = try #require(told.first { $0.id != own.id })
        try plane.markSensitive(neighbour.claimIDs[0], [.substanceUse], reason: "A test.")
        #expect(throws: ControlPlaneError.self) { try supervisor.document(of: place, claim: claim) }
        #expect(try !supervisor.evidence(of: claim).isEmpty)
    }

    @Test func `is a whole document also for whoever stands in what came a second time, and what is nobody's`() throws {
        let store = try TemporaryStore(clock: { [clock] in clock.now })
        defer { store.remove() }
        let files = simulateMonth(seed: 23, claims: 20).files
        let remittances = files.filter { $0.name.contains("835") }
        let (first, second) = (try #require(remittances.first), try #require(remittances.last))
        try #require(first.name != second.name)
        for file in files where file.name != second.name {
            _ = try Ingestion.ingest(file.bytes, name: file.name, into: store.plane)
        }
        // What came before, and what is new, in one document; and in another a transaction that has no end.
        _ = try Ingestion.ingest(first.bytes + second.bytes, name: "both", into: store.plane)
        let inquiry = store.plane.inquiry(for: .operations, by: "test")
        let accounts = try store.plane.accounts(asOf: day)
        let names = { (span: Span) in try store.plane.documentName(span.document.stream) }
        let claim = try #require(
            try accounts.first { account in
                try account.position.claims.flatMap(\.claim.adjudications).contains { try names($0.span) == "both" }
            }
        )
        let span = try #require(
            try claim.position.claims.flatMap(\.claim.adjudications).map(\.span).first { try names($0) == "both" }
        )
        let earlier = try accounts.filter { account in
            try account.position.claims.flatMap(\.claim.adjudications).contains { try names($0.span) == first.name }
        }
        try #require(!earlier.isEmpty)
        let document = try inquiry.document(of: PublicID.span(span), claim: claim.claimIDs[0]).item
        let keys = FactKeys(journal: store.plane.journal)
        let before = Set(earlier.flatMap(\.position.claims).flatMap { keys.patients(of: $0.claim) })
        let own = Set(claim.position.claims.flatMap { keys.patients(of: $0.claim) })
        #expect(document.patients >= before.union(own).count)
        try store.plane.addAccount("user:sue", human: "sue", reason: "A test.")
        try store.plane.grant("supervisor", to: "user:sue", reason: "A test.")
        let sue = store.plane.acting(as: "user:sue").inquiry(for: .payment, by: "test")
        _ = try sue.document(of: PublicID.span(span), claim: claim.claimIDs[0])
        let hidden = try #require(earlier.first { $0.id != claim.id })
        try store.plane.markSensitive(hidden.claimIDs[0], [.substanceUse], reason: "A test.")
        #expect(throws: ControlPlaneError.self) {
            try sue.document(of: PublicID.span(span), claim: claim.claimIDs[0])
        }
    }
}

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
}

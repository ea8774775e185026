import Foundation
import Journal
import RevenueCycle
import Testing

@testable import ControlPlane

@Suite("A receiver's day")
struct ReceiverMomentTests {
    private static let day = CalendarDate(iso: "2026-05-07")

    @Test(arguments: [
        ("America/New_York", 17 * 60, "2026-05-07", "2026-05-07T21:01:00Z"),  // summer: four hours behind
        ("America/New_York", 17 * 60, "2026-01-07", "2026-01-07T22:01:00Z"),  // winter: five
        ("America/Los_Angeles", 1439, "2026-05-07", "2026-05-08T07:00:00Z"),
        ("America/Phoenix", 1439, "2026-05-07", "2026-05-08T07:00:00Z"),  // never changes its clocks
        ("America/New_York", 1439, "2026-03-08", "2026-03-09T04:00:00Z"),  // a day of 23 hours
        ("America/New_York", 1439, "2026-11-01", "2026-11-02T05:00:00Z"),  // a day of 25 hours
    ])
    func `ends when its last minute is over there`(zone: String, minute: Int, day: String, end: String) throws {
        let clock = ReceiverClock(zone: zone, lastMinute: minute)
        #expect(clock.end(of: try #require(CalendarDate(iso: day)))?.description == end)
    }

    /// A portal that closes at five in New York, and a hospital on the Pacific.
    @Test(arguments: [
        ("2026-05-07T20:59:59Z", "2026-05-07", 1019, "2026-05-07"),
        ("2026-05-07T21:00:59Z", "2026-05-07", 1020, "2026-05-07"),
        ("2026-05-07T21:01:00Z", "2026-05-07", 1021, "2026-05-08"),
        ("2026-05-08T04:30:00Z", "2026-05-08", 30, "2026-05-08"),  // half past nine in the evening at the hospital
        ("1969-12-31T23:59:30Z", "1969-12-31", 1139, "1970-01-01"),
    ])
    func `is what its own clock says of a moment`(moment: String, date: String, minute: Int, counts: String) throws {
        let clock = ReceiverClock(zone: "America/New_York", lastMinute: 17 * 60)
        let seconds = try Date(moment, strategy: .iso8601).timeIntervalSince1970
        let timestamp = Timestamp(microsecondsSince1970: Int64(seconds) * 1_000_000)
        let filing = try #require(clock.filing(receivedAt: timestamp))
        let received = try #require(filing.received)
        #expect(received.description == date)
        #expect(filing.minute == minute)
        #expect(clock.filingDay(receivedOn: received, atMinute: minute).description == counts)
    }

    @Test func `is not known where the zone is none`() throws {
        let clock = ReceiverClock(zone: "America/Nowhere")
        #expect(clock.end(of: try #require(Self.day)) == nil)
        #expect(clock.filing(receivedAt: Timestamp(microsecondsSince1970: 0)) == nil)
    }
}

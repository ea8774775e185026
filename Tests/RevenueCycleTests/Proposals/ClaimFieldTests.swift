import RevenueCycle
import Testing

@Suite("A field of a claim") struct ClaimFieldTests {
    private typealias Field = ProposedChange.ClaimField
    private typealias Value = ProposedChange.FieldValue

    private static func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    @Test func `is read as people write it`() throws {
        #expect(Value("25, 59", for: .modifiers) == .texts(["25", "59"]))
        #expect(Value("J18.9", for: .diagnoses) == .texts(["J18.9"]))
        #expect(Value(" A 12345 ", for: .authorizationNumber) == .text("A 12345"))
        #expect(Value("250.00", for: .charge) == .amount(Money(cents: 25_000)))
        #expect(Value("S", for: .coverageSequence) == .text("S"))
        let (first, last) = (try Self.day("2026-01-29"), try Self.day("2026-01-31"))
        #expect(Value("2026-01-29..2026-01-31", for: .serviceDates) == .days(DateSpan(first, last)))
        #expect(Value("2026-01-31", for: .serviceDates) == .days(DateSpan(last, last)))
    }

    @Test(arguments: [
        ("", Field.modifiers), ("25,,59", .modifiers), (",", .diagnoses), ("  ", .authorizationNumber),
        ("", .procedure),
        ("much", .charge), ("-1.00", .charge), ("1.005", .charge), ("Z", .coverageSequence), ("", .serviceDates),
        ("2026-02-30", .serviceDates), ("2026-01-31..2026-01-29", .serviceDates), ("2026-01-31..", .serviceDates),
        ("..2026-01-31", .serviceDates), ("2026-01-01..2026-01-02..2026-01-03", .serviceDates),
        ("2026-01-29.2026-01-31", .serviceDates),
    ]) func `is no value that it cannot have`(text: String, field: ProposedChange.ClaimField) {
        #expect(ProposedChange.FieldValue(text, for: field) == nil)
    }
}

import Testing

@testable import Journal

@Suite("A timestamp")
struct TimestampTests {
    @Test(arguments: [
        (0, 1970), (-1, 1969), (1_704_067_199_999_999, 2023), (1_704_067_200_000_000, 2024),
        (1_735_689_599_999_999, 2024), (1_735_689_600_000_000, 2025), (951_782_400_000_000, 2000),
        (-62_135_596_800_000_000, 1), (4_102_444_800_000_000, 2100),
    ])
    func `knows its year in UTC`(microseconds: Int64, year: Int) {
        #expect(Timestamp(microsecondsSince1970: microseconds).year == year)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_868_799_999_999, "2000-02-29T23:59:59Z"),
        (1_790_000_123_456_789, "2026-09-21T14:15:23Z"), (-62_135_596_800_000_000, "0001-01-01T00:00:00Z"),
    ])
    func `is written as ISO 8601 has it`(microseconds: Int64, text: String) {
        #expect("\(Timestamp(microsecondsSince1970: microseconds))" == text)
    }
}

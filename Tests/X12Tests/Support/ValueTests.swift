import Testing
import X12

@Suite("An amount")
struct AmountTests {
    @Test(arguments: [
        ("100", 10000), ("-.5", -50), ("100.", 10000), ("+7.05", 705), ("000012.3", 1230), ("0", 0), ("1.2300", 123),
        (".07", 7), ("99999999999999.99", 9_999_999_999_999_999),
    ])
    func `is a decimal of whole cents`(text: String, cents: Int64) {
        #expect(Amount(decimal: text)?.cents == cents)
    }

    @Test(arguments: ["", "-", ".", "1.005", "1E2", "1,5", "12-", "--1", "1.2.3", " 1", "100000000000000", "NaN", "１"])
    func `is nothing else`(text: String) {
        #expect(Amount(decimal: text) == nil)
    }

    @Test func `prints with two decimals`() {
        #expect([5, -5, 100, -12345].map { Amount(cents: $0).description } == ["0.05", "-0.05", "1.00", "-123.45"])
    }

    @Test func `never overflows`() {
        #expect(Amount(cents: .max) + Amount(cents: 1) == Amount(cents: .max))
        #expect((Amount(cents: -.max) - Amount(cents: 1)).cents < 0)
    }
}

@Suite("A date")
struct X12DateTests {
    @Test(arguments: ["20240229", "20000229", "19991231", "20260101"])
    func `is a day of the calendar`(text: String) {
        #expect(X12Date(ccyymmdd: text)?.description.replacing("-", with: "") == text)
    }

    @Test(arguments: [
        "20230229", "19000229", "20261301", "20260431", "20260100", "2026010", "00000101", "2026010A", "20002316",
    ])
    func `is no other`(text: String) {
        #expect(X12Date(ccyymmdd: text) == nil)
    }
}

@Suite("A quantity")
struct QuantityTests {
    @Test func `has up to three decimals`() {
        #expect(Quantity(decimal: "1.5")?.thousandths == 1500)
        #expect(Quantity(decimal: "0.3333") == nil)
        #expect(Quantity(decimal: "1.250")?.description == "1.25")
    }
}

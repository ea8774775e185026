// Elements as numbers and dates; what is none is reported at its place.
extension SegmentReader {
    /// An amount; nil when it was not sent or is none, which is reported.
    mutating func amount(_ element: Int, _ component: Int = 0) -> Amount? {
        let place = component == 0 ? range(element) : range(element, component)
        return place.isEmpty ? nil : amount(in: place, element, component)
    }

    /// The amount in a range that is not empty; nil when it is none, which is reported.
    private mutating func amount(in place: Range<Int>, _ element: Int, _ component: Int = 0) -> Amount? {
        if let cents = ElementParsing.decimal(buffer.span, in: place, decimals: 2) {
            return Amount(cents: cents)
        }
        hasUnreadableAmount = true
        report(.error, .amount, "This is no amount in dollars and whole cents.", element, component)
        return nil
    }

    /// An amount that must be there; zero when it is not or is none, which is reported.
    mutating func requiredAmount(_ element: Int) -> Amount {
        let place = range(element)
        if place.isEmpty {
            hasUnreadableAmount = true
            report(.error, .missingElement, "An amount that must be there is missing.", element)
            return .zero
        }
        return amount(in: place, element) ?? .zero
    }

    /// A quantity; nil when it was not sent or is none, which is reported.
    mutating func quantity(_ element: Int) -> Quantity? {
        let place = range(element)
        guard !place.isEmpty else { return nil }
        if let value = ElementParsing.decimal(buffer.span, in: place, decimals: 3) {
            return Quantity(thousandths: value)
        }
        report(.warning, .quantity, "This is no quantity of at most three decimals.", element)
        return nil
    }

    /// A whole number; nil when it was not sent or is none, which is reported.
    mutating func number(_ element: Int, _ component: Int = 0) -> Int? {
        let place = component == 0 ? range(element) : range(element, component)
        guard !place.isEmpty else { return nil }
        if let value = ElementParsing.number(buffer.span.extracting(place)) { return value }
        report(.warning, .number, "This is no whole number.", element, component)
        return nil
    }

    /// A day; nil when it was not sent or is none, which is reported.
    mutating func date(_ element: Int, _ component: Int = 0) -> X12Date? {
        let place = component == 0 ? range(element) : range(element, component)
        guard !place.isEmpty else { return nil }
        if let day = ElementParsing.date(buffer.span, in: place) { return day }
        report(.warning, .date, "This is no day of the calendar.", element, component)
        return nil
    }

    /// A span of days (RD8); the last is the first when only one was sent.
    mutating func dates(_ element: Int, _ component: Int = 0) -> (first: X12Date?, last: X12Date?) {
        let place = component == 0 ? range(element) : range(element, component)
        guard !place.isEmpty else { return (nil, nil) }
        if place.count == 8, let day = ElementParsing.date(buffer.span, in: place) { return (day, day) }
        guard let dash = buffer[place].firstIndex(of: UInt8(ascii: "-")) else {
            let day = date(element, component)
            return (day, day)
        }
        let first = ElementParsing.date(buffer.span.extracting(place.lowerBound..<dash))
        let last = ElementParsing.date(buffer.span.extracting((dash + 1)..<place.upperBound))
        if first == nil || last == nil {
            report(.warning, .date, "This is no span of days of the calendar.", element, component)
        }
        return (first, last)
    }
}

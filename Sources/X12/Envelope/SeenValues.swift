/// Values that were met, to find those that come again.
///
/// Nearly always there is one, which is kept apart, so that nothing is hashed. No more than ``most`` are kept, and what
/// comes after those is taken to be new.
struct SeenValues<Value: Hashable & Sendable>: Sendable {
    private var first: Value?
    private var others: Set<Value> = []

    /// How many are kept besides the first.
    private static var most: Int { 100_000 }

    /// Takes in a value; false when it was met before.
    mutating func insert(_ value: Value) -> Bool {
        guard let first else {
            first = value
            return true
        }
        if value == first { return false }
        if others.count < Self.most { return others.insert(value).inserted }
        return !others.contains(value)
    }
}

extension [UInt8] {
    /// Whether it is the same secret as another; takes as long whichever byte differs.
    package func isTheSecret(_ other: [UInt8]) -> Bool {
        guard count == other.count else { return false }
        return zip(self, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Bytes that nobody can guess.
    static func unguessable(_ count: Int) -> [UInt8] {
        // The system's generator is its source of cryptographic randomness.
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}

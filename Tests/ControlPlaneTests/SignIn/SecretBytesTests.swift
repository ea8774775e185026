import Testing

@testable import ControlPlane

@Suite("A comparison of secrets") struct SecretBytesTests {
    @Test(arguments: [1, 6, 16, 32])
    func `says that they are the same where they are, and nowhere else`(count: Int) {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            // Few values, so that some are the same, and most differ in a few bits.
            let one = (0..<count).map { _ in UInt8.random(in: 48...57, using: &random) }
            let other = (0..<count).map { _ in UInt8.random(in: 48...57, using: &random) }
            #expect(one.isTheSecret(other) == (one == other), "\(one) and \(other)")
            #expect(one.isTheSecret(one))
            var changed = one
            changed[Int.random(in: 0..<count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            #expect(!one.isTheSecret(changed), "\(one) and \(changed)")
            #expect(!one.isTheSecret(Array(one.dropLast())))
        }
    }
}

/// An address of the internet protocol, and whether it is one of the public internet.
///
/// Pure: nothing is resolved here. What is refused are the special-purpose ranges of IANA's registries (RFC 6890) with those that
/// carry an IPv4 address inside an IPv6 one, so that no other spelling leads inside.
package enum NetworkAddress: Hashable, Sendable {
    /// An IPv4 address, its 32 bits.
    case v4(UInt32)
    /// An IPv6 address, its 128 bits.
    case v6(UInt128)

    /// An address in the one form that is read as itself everywhere: four decimal numbers without leading zeros, or the text of an
    /// IPv6 address (RFC 4291, 2.2) without a zone.
    ///
    /// - Parameter text: the text; nil comes of any other form, such as `0x7f.1`, `017700000001` or `2130706433`.
    package init?(_ text: some StringProtocol) {
        if let bits = Self.bits(ofVersion4: text) {
            self = .v4(bits)
        } else if let bits = Self.bits(ofVersion6: text) {
            self = .v6(bits)
        } else {
            return nil
        }
    }

    private static func bits(ofVersion4 text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                part.utf8.count == 1 || part.utf8.first != 0x30, let number = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(number)
        }
        return bits
    }

    private static func bits(ofVersion6 text: some StringProtocol) -> UInt128? {
        var text = String(text)
        guard text.utf8.count <= 45, text.contains(":") else { return nil }
        // A tail in the form of IPv4 is the last two groups.
        if text.contains("."), let colon = text.lastIndex(of: ":") {
            guard let tail = bits(ofVersion4: text[text.index(after: colon)...]) else { return nil }
            text = text[...colon] + String(tail >> 16, radix: 16) + ":" + String(tail & 0xFFFF, radix: 16)
        }
        let halves = text.components(around: "::")
        guard let head = groups(halves.before), let tail = groups(halves.after ?? "") else { return nil }
        let missing = 8 - head.count - tail.count
        guard halves.after == nil ? missing == 0 : missing >= 1 else { return nil }
        let all = head + Array(repeating: 0, count: missing) + tail
        return all.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func groups(_ text: String) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        for part in text.split(separator: ":", omittingEmptySubsequences: false) {
            guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups
    }
}

extension String {
    /// What stands before and after the first of a separator; nothing after when there is none.
    fileprivate func components(around separator: String) -> (before: String, after: String?) {
        guard let range = firstRange(of: separator) else { return (self, nil) }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}

extension NetworkAddress {
    /// Whether it is of this machine.
    package var isLoopback: Bool {
        switch self {
        case .v4(let bits): bits >> 24 == 127
        case .v6(let bits): bits == 1
        }
    }

    /// Whether it is of the public internet: of one machine there, and of no range with a purpose of its own.
    package var isPublic: Bool {
        switch self {
        case .v4(let bits): !Self.special4.contains { bits >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }
        case .v6(let bits):
            // 2000::/3 is all that is given out.
            bits >> 125 == 1
                && !Self.special6.contains { bits >> (128 - $0.length) == $0.prefix >> (128 - $0.length) }
        }
    }

    private static let special4: [(prefix: UInt32, length: UInt32)] = [
        (0x0000_0000, 8),  // 0.0.0.0/8, this network
        (0x0A00_0000, 8),  // 10.0.0.0/8, private
        (0x6440_0000, 10),  // 100.64.0.0/10, shared by a carrier
        (0x7F00_0000, 8),  // 127.0.0.0/8, loopback
        (0xA9FE_0000, 16),  // 169.254.0.0/16, link-local, and where clouds answer with credentials
        (0xAC10_0000, 12),  // 172.16.0.0/12, private
        (0xC000_0000, 24),  // 192.0.0.0/24, protocols
        (0xC000_0200, 24),  // 192.0.2.0/24, documentation
        (0xC058_6300, 24),  // 192.88.99.0/24, 6to4 relays
        (0xC0A8_0000, 16),  // 192.168.0.0/16, private
        (0xC612_0000, 15),  // 198.18.0.0/15, measurements
        (0xC633_6400, 24),  // 198.51.100.0/24, documentation
        (0xCB00_7100, 24),  // 203.0.113.0/24, documentation
        (0xE000_0000, 4),  // 224.0.0.0/4, multicast
        (0xF000_0000, 4),  // 240.0.0.0/4, reserved, and broadcast
    ]

    /// Within 2000::/3; loopback, mapped and compatible IPv4, NAT64, unique local, link-local and multicast lie outside it.
    private static let special6: [(prefix: UInt128, length: UInt128)] = [
        (0x2001 << 112, 23),  // 2001::/23, protocols, with Teredo
        (0x2001_0DB8 << 96, 32),  // 2001:db8::/32, documentation
        (0x2002 << 112, 16),  // 2002::/16, 6to4: an IPv4 address inside
        (0x3FFF << 112, 20),  // 3fff::/20, documentation
    ]
}

extension NetworkAddress: CustomStringConvertible {
    /// The address as a connection takes it.
    package var description: String {
        switch self {
        case .v4(let bits): (0..<4).map { "\(bits >> (24 - 8 * UInt32($0)) & 0xFF)" }.joined(separator: ".")
        case .v6(let bits):
            (0..<8).map { String(UInt16(truncatingIfNeeded: bits >> (112 - 16 * UInt128($0))), radix: 16) }
                .joined(separator: ":")
        }
    }
}

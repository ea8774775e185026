/// Where a webhook leads, as far as its text tells: read once into parts that cannot mean two things.
///
/// Other readers of URLs take more: names in capitals, numbers for addresses, a name before `@`, signs that are a `/` to some. What
/// is taken here is so little that all of them read it alike.
package struct WebhookTarget: Hashable, Sendable {
    /// Whether it is reached by TLS.
    package let isSecure: Bool
    /// The name of the host in small letters, or its address.
    package let host: Host
    /// The port.
    package let port: Int
    /// The path, with its query.
    package let path: String

    /// Which host.
    package enum Host: Hashable, Sendable {
        case name(String)
        case address(NetworkAddress)
    }

    /// What an operator allows beside what everybody may.
    package struct Allowance: Hashable, Sendable {
        /// Whether addresses of this machine may be named, with or without TLS, for tests.
        package var loopback: Bool
        /// The ports beside 443.
        package var ports: Set<Int>

        /// Nothing, but for what is named.
        package init(loopback: Bool = false, ports: Set<Int> = []) {
            self.loopback = loopback
            self.ports = ports
        }
    }

    /// Why a URL is none for a webhook.
    package enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case form, scheme, userinfo, fragment, host, port, notPublic

        package var description: String {
            switch self {
            case .form: "A webhook's URL has at most 2,000 visible ASCII characters, and none of \\ \" < > ^ ` { | }."
            case .scheme: "A webhook's URL begins with https://."
            case .userinfo: "A webhook's URL names no user: what is before an @ could be taken for its host."
            case .fragment: "A webhook's URL has no fragment: that is never sent."
            case .host: "A webhook's URL names its host by a name with a dot in it, or by an address in its usual form."
            case .port: "A webhook's URL leads to port 443, unless whoever serves allows another."
            case .notPublic: "A webhook leads to the public internet, and not to an address inside."
            }
        }
    }

    /// Reads a URL.
    ///
    /// - Parameters:
    ///   - text: the URL.
    ///   - allowance: what an operator allows.
    /// - Throws: ``Fault``.
    package init(_ text: String, allowing allowance: Allowance = Allowance()) throws(Fault) {
        guard (1...2000).contains(text.utf8.count), text.utf8.allSatisfy(Self.isPlain) else { throw .form }
        guard let mark = text.firstRange(of: "://") else { throw .scheme }
        switch text[..<mark.lowerBound].lowercased() {
        case "https": isSecure = true
        case "http" where allowance.loopback: isSecure = false
        default: throw .scheme
        }
        let rest = text[mark.upperBound...]
        guard !rest.contains("#") else { throw .fragment }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw .userinfo }
        let tail = String(rest[end...])
        path = tail.hasPrefix("/") ? tail : "/" + tail
        let (host, port) = try Self.split(authority)
        self.host = try Self.host(host)
        switch port {
        case nil: self.port = isSecure ? 443 : 80
        case let port?:
            guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(port), (1...65_535).contains(number)
            else { throw .port }
            self.port = number
        }
        if case .address(let address) = self.host {
            guard allowance.permits(address, isSecure: isSecure) else { throw .notPublic }
        } else if !isSecure {
            // Plain HTTP is for this machine, which a name does not prove.
            throw .scheme
        }
        let isLoopback = if case .address(let address) = self.host { address.isLoopback } else { false }
        guard self.port == 443 || allowance.ports.contains(self.port) || allowance.loopback && isLoopback else {
            throw .port
        }
    }

    /// Visible ASCII but for what some take for another sign.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\\\"<>^`{|}".utf8).contains(byte)
    }

    private static func split(_ authority: Substring) throws(Fault) -> (host: Substring, port: Substring?) {
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { throw .host }
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" else { throw .host }
            return (authority[...end], rest.isEmpty ? nil : rest.dropFirst())
        }
        guard let colon = authority.firstIndex(of: ":") else { return (authority, nil) }
        return (authority[..<colon], authority[authority.index(after: colon)...])
    }

    private static func host(_ text: Substring) throws(Fault) -> Host {
        if text.first == "[" {
            guard let address = NetworkAddress(text.dropFirst().dropLast()), case .v6 = address else { throw .host }
            return .address(address)
        }
        if let address = NetworkAddress(text) { return .address(address) }
        let name = text.lowercased()
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, labels.count >= 2, labels.allSatisfy(isLabel),
            // What ends in a number is an address to some readers (WHATWG URL, 3.5).
            let last = labels.last, last.utf8.contains(where: { (0x61...0x7A).contains($0) }), !last.hasPrefix("0x")
        else { throw .host }
        let inside = ["localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "arpa"]
        guard !inside.contains(String(last)) else { throw .notPublic }
        return .name(name)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    }

    /// The URL in its one form, by which it is called.
    package var text: String {
        let name =
            switch host {
            case .name(let name): name
            case .address(.v4(let bits)): "\(NetworkAddress.v4(bits))"
            case .address(.v6(let bits)): "[\(NetworkAddress.v6(bits))]"
            }
        let isUsual = port == (isSecure ? 443 : 80)
        return "\(isSecure ? "https" : "http")://\(name)\(isUsual ? "" : ":\(port)")\(path)"
    }
}

extension WebhookTarget.Allowance {
    /// Whether a connection to an address may be made.
    package func permits(_ address: NetworkAddress, isSecure: Bool) -> Bool {
        if address.isLoopback { return loopback }
        return address.isPublic && isSecure
    }
}

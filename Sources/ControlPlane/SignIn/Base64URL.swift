package import Foundation

// base64url without padding (RFC 4648, 5; RFC 7515, 2).
extension [UInt8] {
    /// The bytes in base64url.
    var base64URL: String {
        Data(self).base64EncodedString().filter { $0 != "=" }
            .replacing("+", with: "-").replacing("/", with: "_")
    }

    /// The bytes of a text in base64url; nil when it is none.
    init?(base64URL text: some StringProtocol) {
        guard let data = Data(base64URL: text) else { return nil }
        self.init(data)
    }
}

extension Data {
    /// The bytes of a text in base64url; nil when it is none.
    package init?(base64URL text: some StringProtocol) {
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "=") })
        else { return nil }
        let plain = text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        self.init(base64Encoded: String(plain) + String(repeating: "=", count: (4 - plain.count % 4) % 4))
    }
}

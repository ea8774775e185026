import Crypto
import Foundation

/// What a webhook's messages are signed with, as Standard Webhooks has it: `whsec_` and 32 bytes in base64.
///
/// It has no description, so that none is logged.
package struct WebhookSecret: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A secret drawn anew, from the system's source of cryptographic randomness.
    static func random() -> WebhookSecret {
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// The whole of it, to be shown once to whoever receives.
    package var text: String { "whsec_" + Data(bytes).base64EncodedString() }

    /// The signature of a message: `v1,` and the base64 of HMAC-SHA-256 over id, time and body with full stops between.
    func signature(of id: String, at time: Int64, _ body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: bytes))
        code.update(data: Array("\(id).\(time).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}

/// Bytes on their way out.
package struct Delivery: Hashable, Sendable {
    /// Names the delivery for good, to receivers too: small letters, digits and `_`, no two alike.
    package let name: String
    /// The ending of a file's name, without a dot.
    package let fileExtension: String
    /// What kind of bytes they are.
    package let mediaType: String
    /// What is delivered.
    package let bytes: [UInt8]

    /// Bytes under a name.
    ///
    /// - Returns: nil when the name or ending has other signs than letters, digits and `_`, or too many: it might be a path.
    package init?(name: String, fileExtension: String, mediaType: String, bytes: [UInt8]) {
        guard Self.isPlain(name, limit: 100), Self.isPlain(fileExtension, limit: 16) else { return nil }
        self.name = name
        self.fileExtension = fileExtension
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// Whether a text can stand in the name of a file and means nothing there.
    static func isPlain(_ text: some StringProtocol, limit: Int) -> Bool {
        (1...limit).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }

    /// The name of the file that it becomes.
    var fileName: String { "\(name).\(fileExtension)" }
}

/// Why something could not be delivered, without a word of what it was.
package struct DeliveryFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is known of the outside after it.
    package enum Certainty: Hashable, Sendable {
        /// Nothing was done, and trying later may help.
        case notDone
        /// Nothing was done, and trying again will not help.
        case refused
        /// It may have been done.
        case unclear
    }

    /// What is known of the outside after it.
    package let certainty: Certainty
    /// What happened, where, and what to do.
    package let description: String

    /// A fault with what is known after it, and what to tell.
    package init(_ certainty: Certainty, _ description: String) {
        self.certainty = certainty
        self.description = description
    }
}

/// What a receiver has said, as it came.
package struct IncomingReceipt: Hashable, Sendable {
    /// What it comes to.
    package enum Outcome: Hashable, Sendable {
        /// The receiver took it.
        case accepted
        /// The receiver did not take it.
        case rejected
        /// Something else was said.
        case note
    }

    /// The name of the delivery that it is about.
    package let delivery: String
    /// What it comes to.
    package let outcome: Outcome
    /// The bytes.
    package let bytes: [UInt8]

    /// What was said of a delivery.
    package init(delivery: String, outcome: Outcome, bytes: [UInt8]) {
        self.delivery = delivery
        self.outcome = outcome
        self.bytes = bytes
    }
}

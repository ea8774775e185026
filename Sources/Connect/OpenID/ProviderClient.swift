import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks an OpenID Connect provider, of which an operator has named the issuer, by TLS.
///
/// A provider may stand inside the house, so that its address is not vetted as that of a webhook is. No redirect is followed, no
/// proxy of the environment is asked, and an answer is read up to a limit and within a time.
package struct ProviderClient: Sendable {
    /// What a provider answered.
    package struct Reply: Hashable, Sendable {
        /// The status of HTTP.
        package let status: Int
        /// The body.
        package let body: [UInt8]
    }

    /// Why there is no answer.
    package enum Fault: Error, Hashable, Sendable {
        /// It is no address over TLS, nor one of this machine.
        case address
        /// There was no answer in time.
        case unanswered
        /// The answer was longer than any that is read.
        case tooLarge
    }

    /// The longest answer that is read.
    package static let largestBody = 256 << 10

    private let trust: String?
    private let seconds: Int64

    /// A client.
    ///
    /// - Parameters:
    ///   - trust: a file of certificates to be trusted instead of the system's; nil for the system's.
    ///   - seconds: for how long an answer is waited for.
    package init(trusting trust: String? = nil, seconds: Int64 = 10) {
        self.trust = trust
        self.seconds = seconds
    }

    /// Reads what is at an address.
    ///
    /// - Throws: ``Fault``.
    package func get(_ address: String) async throws(Fault) -> Reply {
        try await reply(to: HTTPClientRequest(url: address))
    }

    /// Sends a form.
    ///
    /// - Parameters:
    ///   - form: names and values.
    ///   - address: where to.
    ///   - credentials: what this server is known by, in the form of HTTP Basic; nil for none.
    /// - Returns: the answer.
    /// - Throws: ``Fault``.
    package func post(
        _ form: [(name: String, value: String)],
        to address: String,
        as credentials: String?
    ) async throws(Fault) -> Reply {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        if let credentials { request.headers.add(name: "authorization", value: "Basic \(credentials)") }
        let body = form.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        request.body = .bytes(ByteBuffer(string: body))
        return try await reply(to: request)
    }

    /// A text as a part of a form or query: everything but letters, digits and `-._~` by its bytes.
    package static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                return "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }.joined()
    }

    /// Whether a text is an address over TLS, or one of this machine; nothing can be smuggled into a request by it.
    package static func isAddress(_ text: String) -> Bool {
        text.wholeMatch(
            of: /(https:\/\/[A-Za-z0-9.-]+|http:\/\/(127\.0\.0\.1|localhost))(:[0-9]{1,5})?(\/[!-~]*)?/
        ) != nil
    }

    private func reply(to request: HTTPClientRequest) async throws(Fault) -> Reply {
        guard Self.isAddress(request.url) else { throw .address }
        var request = request
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "Recourse")
        let client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: .outgoing(trusting: trust, readSeconds: seconds)
        )
        let result: Result<Reply, Fault>
        do {
            let response = try await client.execute(request, timeout: .seconds(seconds))
            let body = try await response.body.collect(upTo: Self.largestBody)
            result = .success(Reply(status: Int(response.status.code), body: Array(body.readableBytesView)))
        } catch is NIOTooManyBytesError {
            result = .failure(.tooLarge)
        } catch {
            // What the connection says may name what lies behind it.
            result = .failure(.unanswered)
        }
        // A client that cannot be ended in good order has no request left.
        try? await client.shutdown()
        return try result.get()
    }
}

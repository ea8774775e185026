import HummingbirdCore
import HummingbirdTLS
import NIOSSL

/// The certificate by which a server shows who it is, with its key; TLS 1.2 and later are spoken with it.
package struct ServerCertificate: Sendable {
    private let configuration: TLSConfiguration

    /// What is wrong of one.
    package struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// A certificate and its key.
    ///
    /// - Parameters:
    ///   - chain: the certificate and those that lead to one that browsers know, in PEM (RFC 7468), its own first.
    ///   - key: its private key, in PEM.
    /// - Throws: ``Fault`` when one of them is none, or the key is another's.
    package init(chain: [UInt8], key: [UInt8]) throws(Fault) {
        let certificates = (try? NIOSSLCertificate.fromPEMBytes(chain)) ?? []
        guard !certificates.isEmpty else { throw Fault(description: "The certificate is not in PEM.") }
        guard let key = try? NIOSSLPrivateKey(bytes: key, format: .pem) else {
            throw Fault(description: "The key of the certificate is not in PEM, or is sealed by a password.")
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: certificates.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw Fault(description: "The key is not that of the certificate.")
        }
        self.configuration = configuration
    }

    /// A server of the same that speaks TLS.
    ///
    /// - Throws: what the library says when it cannot be set up.
    func speaking(_ server: HTTPServerBuilder) throws -> HTTPServerBuilder {
        try .tls(server, tlsConfiguration: configuration)
    }
}

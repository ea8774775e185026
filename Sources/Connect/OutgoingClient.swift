import AsyncHTTPClient
import NIOCore
import NIOSSL

extension HTTPClient.Configuration {
    /// How others are asked: by TLS of at least 1.2, without following a redirect, asking a proxy of the environment, or unpacking what
    /// comes.
    ///
    /// - Parameters:
    ///   - trust: a file of certificates to be trusted instead of the system's; nil for the system's.
    ///   - seconds: for how long nothing need come.
    /// - Returns: the configuration.
    static func outgoing(trusting trust: String?, readSeconds seconds: Int64) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(seconds)),
            proxy: nil,
            decompression: .disabled
        )
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        if let trust { tls.trustRoots = .file(trust) }
        configuration.tlsConfiguration = tls
        configuration.httpVersion = .http1Only
        return configuration
    }
}

import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore

/// A server with one route, which answers the same 600 bytes to everything: what HTTP alone costs on this machine.
///
/// usage: BareServer; it prints its port.
@main
struct BareServer {
    static func main() async throws {
        let router = Router()
        let body = String(repeating: "0123456789", count: 60)
        router.get("**") { _, _ in body }
        router.post("**") { request, _ in
            _ = try await request.body.collect(upTo: 1 << 20)
            return body
        }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print(channel.localAddress?.port ?? 0)
                // Where the output is a file it would be kept until the end.
                fflush(nil)
            }
        )
        try await application.runService()
    }
}

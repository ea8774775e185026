import ArgumentParser
import ControlPlane
import Server

/// Serves the HTTP API and the workbench.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "Serve the HTTP API and the workbench, until told to end (SIGTERM).",
        discussion: """
            By itself it listens on this machine's loopback address, and a proxy on this machine speaks to others; with a certificate
            it speaks TLS itself, on any address. Its log, one JSON object a line, goes to stderr and has
            nothing of patients. While it runs it does what other commands of its own user ask of the data folder.
            Example: recourse serve --port 8080
            """
    )
    @OptionGroup var store: StoreOptions
    @OptionGroup var webhook: WebhookOptions
    @Option(help: "The port; 0 for any that is free.") var port = 8080
    @Option(
        help:
            "Where browsers find it behind a proxy, such as https://recourse.example; by default the host that they ask for."
    )
    var origin: String?
    @Option(
        name: .customLong("tls-certificate"),
        help: "A file with a certificate and those that lead to a known one, in PEM; it is read once."
    )
    var certificate: String?
    @Option(name: .customLong("tls-key"), help: "A file with the private key of that certificate, in PEM.")
    var certificateKey: String?
    @Option(help: "The address to listen on; another than the loopback one only with a certificate.")
    var listen = "127.0.0.1"
    @Option(
        name: .customLong("sign-in"),
        help:
            "A file that says who needs a second factor, and by which OpenID Connect provider people sign in (docs/sign-in.md)."
    )
    var signIn: String?
    @Flag(name: .customLong("no-webhooks"), help: "Tell webhooks nothing; another node does.") var tellsNothing = false

    @Flag(
        name: .customLong("no-work"),
        help: "Do nothing by itself; another node does: deliver, take receipts, follow findings and deadlines."
    )
    var worksNot = false

    @Flag(name: .customLong("all-tenants"), help: "Serve every tenant of the data folder; a key says whose.")
    var allTenants = false

    func run() async throws {
        guard (0...65_535).contains(port) else { throw UsageFault(description: "--port \(port) is no port.") }
        if let origin, origin.wholeMatch(of: /https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?/) == nil {
            throw UsageFault(
                description: "--origin \(origin) is none: write https:// and a host, with nothing after it."
            )
        }
        let shown = try shownCertificate()
        let plane = try store.open()
        defer { plane.close() }
        let served = ServedStore(at: store.data, plane)
        let planes = allTenants ? try plane.tenants().map(plane.tenant) : [plane]
        let server = APIServer(
            of: planes,
            signIn: try signInOptions(),
            webhooks: webhook.settings,
            isTelling: !tellsNothing,
            isWorking: !worksNot,
            log: Output.note
        )
        try await server.run(
            port: port,
            at: listen,
            showing: shown,
            beside: [ServedCommands.listener(for: served)]
        )
    }

    private func shownCertificate() throws -> ServerCertificate? {
        guard let certificate, let certificateKey else {
            guard certificate == nil, certificateKey == nil else {
                throw UsageFault(description: "--tls-certificate and --tls-key belong together: give both.")
            }
            guard ["127.0.0.1", "::1", "localhost"].contains(listen) else {
                throw UsageFault(
                    description:
                        "--listen \(listen) would send patients' data in the open: give --tls-certificate and --tls-key."
                )
            }
            return nil
        }
        // A browser says whence its form comes, and that must be known.
        guard origin != nil || signIn != nil else {
            throw UsageFault(description: "With a certificate, say where browsers find it: --origin https://…")
        }
        let chain = try GivenFile.bytes(at: certificate)
        let key = try GivenFile.bytes(at: certificateKey)
        do throws(ServerCertificate.Fault) {
            return try ServerCertificate(chain: [UInt8](chain), key: [UInt8](key))
        } catch {
            throw UsageFault(description: error.description)
        }
    }

    private func signInOptions() throws -> SignInOptions {
        guard let signIn else { return SignInOptions(origin: origin) }
        let file = try SignInFile(RuleText(file: signIn, text: GivenFile.text(at: signIn)))
        let settings = SignInSettings(needsSecondFactor: file.needsSecondFactor)
        guard let provider = file.provider else { return SignInOptions(settings: settings, origin: origin) }
        let secret = try provider.secretFile.map { try SecretInput.line(ofFile: $0) }
        let own = String(provider.redirect.dropLast(ProviderSettings.callback.count))
        if let origin, origin != own {
            throw UsageFault(
                description: "\(signIn) has browsers come back to \(own), which is not --origin \(origin)."
            )
        }
        return SignInOptions(settings: settings, origin: own, provider: provider, providerSecret: secret)
    }
}

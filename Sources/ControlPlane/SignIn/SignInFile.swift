import Connect

/// How people sign in to a server, as a file of whoever runs it says (TOML).
package struct SignInFile: Hashable, Sendable {
    /// Of whom a password alone is enough.
    package enum SecondFactor: String, CaseIterable, Sendable {
        /// Of nobody: each shows a code beside it.
        case always
        /// Of whoever has no second factor.
        case whereEnrolled
    }

    /// Of whom a second factor is asked beside a password; of everybody unless the file says otherwise.
    ///
    /// A provider asks for what it asks for; what it must have asked for is said beside it.
    package var secondFactor = SecondFactor.always
    /// The provider by which people may sign in; nil when there is none.
    package var provider: ProviderSettings?

    /// Whether a password alone is never enough.
    package var needsSecondFactor: Bool { secondFactor == .always }

    /// Reads a file.
    ///
    /// - Parameter file: the file's name and text.
    /// - Throws: ``PayerRulesErrors`` with everything that is wrong.
    package init(_ file: RuleText) throws(PayerRulesErrors) {
        var root: RuleTable
        do throws(PayerRulesError) { root = try RuleTable(root: file) } catch {
            throw PayerRulesErrors(errors: [error])
        }
        let stated: SecondFactor? = root.choice("second_factor")
        secondFactor = stated ?? .always
        // A file that only says who needs a second factor names no provider.
        if !root.has("second_factor") || Self.ofProvider.contains(where: { root.has($0) }) {
            provider = Self.provider(&root)
        }
        root.finish()
        guard root.errors.isEmpty else { throw PayerRulesErrors(errors: root.errors) }
    }

    /// What may be said of a provider.
    private static let ofProvider = [
        "issuer", "client_id", "redirect", "algorithms", "methods", "classes", "client_secret_file", "scopes", "trust",
    ]

    private static func provider(_ root: inout RuleTable) -> ProviderSettings? {
        let issuer = root.requiredText("issuer")
        if let issuer, !ProviderClient.isAddress(issuer) || issuer.contains("?") {
            root.fail("issuer", "must be an address such as https://id.example")
        }
        let clientID = root.requiredText("client_id")
        let redirect = root.requiredText("redirect")
        if let redirect, !isOwnAddress(redirect) {
            root.fail("redirect", "must be the address of this server for browsers, with \(ProviderSettings.callback)")
        }
        let algorithms = root.words("algorithms", known: IdentityProvider.possibleAlgorithms.sorted())
        let methods = root.texts("methods") ?? []
        let classes = root.texts("classes") ?? []
        let secretFile = root.text("client_secret_file")
        let scopes = root.texts("scopes") ?? []
        let trust = root.text("trust")
        guard let issuer, let clientID, let redirect else { return nil }
        return ProviderSettings(
            provider: IdentityProvider(
                issuer: issuer,
                clientID: clientID,
                algorithms: algorithms.map { Set($0) } ?? IdentityProvider.standardAlgorithms,
                methods: Set(methods),
                classes: Set(classes)
            ),
            redirect: redirect,
            secretFile: secretFile,
            scopes: scopes,
            trust: trust
        )
    }

    /// Whether a text is a host as browsers name it in Origin, with the path to which they come back.
    private static func isOwnAddress(_ text: String) -> Bool {
        guard text.hasSuffix(ProviderSettings.callback) else { return false }
        let origin = text.dropLast(ProviderSettings.callback.count)
        let isSecure = origin.wholeMatch(of: /https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?/) != nil && !origin.hasSuffix(":443")
        return isSecure || origin.wholeMatch(of: /http:\/\/(127\.0\.0\.1|localhost)(:[0-9]{1,5})?/) != nil
    }
}

import Connect

/// Reads how people sign in by a provider (TOML).
package enum ProviderSettingsReader {
    /// Reads a file.
    ///
    /// - Parameter file: the file's name and text.
    /// - Returns: the settings.
    /// - Throws: ``PayerRulesErrors`` with everything that is wrong.
    package static func load(_ file: RuleText) throws(PayerRulesErrors) -> ProviderSettings {
        var root: RuleTable
        do throws(PayerRulesError) { root = try RuleTable(root: file) } catch {
            throw PayerRulesErrors(errors: [error])
        }
        let settings = read(&root)
        root.finish()
        guard root.errors.isEmpty, let settings else { throw PayerRulesErrors(errors: root.errors) }
        return settings
    }

    private static func read(_ root: inout RuleTable) -> ProviderSettings? {
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

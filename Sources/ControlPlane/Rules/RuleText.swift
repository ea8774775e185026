/// A payer rules file as text: the bytes that are adopted, and the name under which errors speak of it.
package struct RuleText: Hashable, Sendable {
    /// The file's name, as the person who wrote it knows it.
    package let file: String
    /// The file's text, TOML 1.0.
    package let text: String
    /// Whether it ships with the package, so that other files go before it.
    package let isShipped: Bool

    /// The most that a rules file may hold: 16 MiB.
    package static let limit = 16 << 20

    /// A rules file by its name and text.
    package init(file: String, text: String, isShipped: Bool = false) {
        self.file = file
        self.text = text
        self.isShipped = isShipped
    }
}

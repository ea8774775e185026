/// How sure we are of what a table says a code means.
package enum Confidence: String, Hashable, Sendable, CaseIterable {
    /// Checked against a public source.
    case high
    /// Checked in part, or against a second-hand source.
    case medium
    /// General knowledge; have it checked before relying on it.
    case low
}

/// Why an ID token is not believed; nothing of the token is in it, and whoever shows it is told none of it.
package enum IdentityTokenFault: Error, Hashable, CaseIterable, Sendable {
    /// It is no signed token of three parts in JSON, or is too long.
    case malformed
    /// It names an algorithm that is not taken.
    case algorithm
    /// It demands something to be understood that is not.
    case critical
    /// The provider has no such key, or none of the algorithm's kind.
    case key
    /// It was not signed by that key.
    case signature
    /// Another issuer made it.
    case issuer
    /// It is for somebody else.
    case audience
    /// It is not valid any more.
    case expired
    /// It is not valid yet.
    case early
    /// It answers another request.
    case nonce
    /// It does not say that the demanded authentication took place.
    case authentication
}

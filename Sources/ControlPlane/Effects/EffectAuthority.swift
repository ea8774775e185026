package import Journal
package import RevenueCycle

/// Knows whether what an effect rests on is approved, by reading it again from verified entries.
///
/// It is asked before each try, and believes nothing that stands in a row, a job or in the request itself.
package protocol EffectAuthority {
    /// Whether the very content of the request is approved for its destination now.
    ///
    /// - Parameters:
    ///   - request: what is to be done, from a verified entry.
    ///   - now: the time of day.
    /// - Returns: the versions on which the answer rests, or why it is not approved.
    /// - Throws: ``JournalError`` or `DecodingFault` when that cannot be found out.
    func approval(of request: EffectRequest, at now: Timestamp) throws -> EffectPermission
}

/// Whether an effect may be carried out.
package enum EffectPermission: Hashable, Sendable {
    /// It may, as long as these streams have these versions; the start of a try asserts them.
    case granted(asserting: [StreamID: UInt64])
    /// It may not, and no later try will find otherwise.
    case denied(String)
}

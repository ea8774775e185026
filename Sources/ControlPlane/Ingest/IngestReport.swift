package import RevenueCycle

/// What an ingest did: the answer of `ingest --json`.
package struct IngestReport: Sendable {
    /// A document or a part of one that was known already.
    package struct Duplicate: Hashable, Sendable {
        /// The document that was given now.
        package let file: String
        /// The document in which the same body came first.
        package let of: String
    }

    /// Something that does not count yet.
    package struct Held: Hashable, Sendable {
        /// The document.
        package let file: String
        /// The set control number (ST02).
        package let transaction: String
        /// The provider's number of the account; nil where more than one claim is held.
        package let patientControlNumber: String?
        /// Why, in plain words.
        package let reason: String
        /// Where.
        package let place: String
    }

    /// A document that holds nothing that can be read.
    package struct Unreadable: Hashable, Sendable {
        /// The document.
        package let file: String
        /// Why, in plain words.
        package let why: String
    }

    /// Documents looked at.
    package internal(set) var files = 0
    /// Transactions read.
    package internal(set) var transactions = 0
    /// Claims sent (837).
    package internal(set) var claims = 0
    /// Claims adjudicated (835).
    package internal(set) var adjudications = 0
    /// Answers to submissions (TA1, 999, 277CA, 277).
    package internal(set) var answers = 0
    /// Claims that those answers acknowledge.
    ///
    /// An answer about a batch (TA1, 999) acknowledges each claim of it. Those are not counted any more from which an answer was
    /// taken again, because a batch that came only now is the one that it is about.
    package internal(set) var acknowledged = 0
    /// Remittance transactions (835).
    package internal(set) var remittances = 0
    /// What does not count yet.
    package internal(set) var held: [Held] = []
    /// What was known already.
    package internal(set) var duplicates: [Duplicate] = []
    /// Documents that nothing could be read from.
    package internal(set) var unreadable: [Unreadable] = []
    /// Claims of which only a remittance speaks, or that none matches alone.
    package internal(set) var unmatched: [UnmatchedClaim] = []
    /// Diagnostics of documents: how many errors and warnings.
    package internal(set) var diagnostics = 0

    /// Claim facts: claims sent, acknowledged or adjudicated.
    package var facts: Int { claims + acknowledged + adjudications }
}

/// A claim of a remittance that no submission of ours explains.
package struct UnmatchedClaim: Hashable, Sendable {
    /// The public id of its row; nil when it belongs to none.
    package let claim: String?
    /// The provider's number of the account.
    package let patientControlNumber: String
    /// The payer's number of the claim.
    package let payerControlNumber: String?
    /// What was paid.
    package let paid: Money
    /// The fact that is unmatched.
    package let fact: FactID
    /// Whose it is; nil when that is not known.
    package let patient: SourcePatientID?
}

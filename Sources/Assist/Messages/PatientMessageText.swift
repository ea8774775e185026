package import RevenueCycle

/// A message to a patient in words, for a person to complete and approve: what the documents say of the visit, and nothing else.
///
/// Amounts pass the patient's gate: what is left to pay is what may be asked for now, and an amount that is held is never said to be
/// owed. It never promises, never threatens, and names no service and no diagnosis. What a message of its kind needs beside is in
/// ``missing``.
package struct PatientMessageText: Hashable, Sendable {
    /// What a person gives: their own words, which are facts of theirs and bound to no document.
    package struct Details: Hashable, Sendable {
        /// How it reaches the patient.
        package var channel: ProposedChange.MessageChannel = .letter
        /// Whom it is addressed to.
        package var addressee: String?
        /// Where a person answers, such as `Call 555-0100, weekdays 8 to 5`.
        package var contact: String?
        /// Where the assistance policy and its application are found.
        package var assistance: String?
        /// Until when help may be asked for.
        package var applyBy: CalendarDate?
        /// What the patient is asked for, each in a few words.
        package var needs: [String] = []
        /// The day on which a dispute arrived.
        package var disputed: CalendarDate?
        /// The plan that the patient may have.
        package var plan: ProposedChange.PaymentPlan?
        /// The refund that was approved.
        package var refund: ProposedChange.Refund?

        /// Nothing but the usual way of sending.
        package init() {}
    }

    /// What it tells.
    package let kind: PatientMessageKind
    /// The line above it: about which visit.
    package let heading: Sentence
    /// Its paragraphs.
    package let paragraphs: [[Sentence]]
    /// What is still needed.
    package let missing: [PatientMessageGap]

    /// The message of a kind about an account.
    ///
    /// - Throws: why the documents rule such a message out.
    package init(
        _ kind: PatientMessageKind,
        of account: AccountPosition,
        _ details: Details = Details()
    ) throws(PatientMessageRefusal) {
        switch details.channel {
        case .email, .textMessage: throw .channelIsOpen
        case .letter, .portal, .telephone: break
        }
        let words = PatientMessageWords(account, details)
        self.kind = kind
        heading = words.heading
        var gaps: [PatientMessageGap] = details.addressee == nil ? [.addressee] : []
        let body = try words.body(of: kind, &gaps)
        let close = words.close(of: kind, &gaps)
        paragraphs = ([words.opening] + body + [close]).filter { !$0.isEmpty }
        missing = gaps
    }

    /// Every sentence, in reading order.
    package var sentences: [Sentence] { [heading] + paragraphs.flatMap(\.self) }

    /// The text below the heading, as it is sent.
    package var body: String {
        paragraphs.map { $0.map(\.text).joined(separator: " ") }.joined(separator: "\n\n") + "\n"
    }

    /// Every fact that it rests on.
    package var facts: [StatedFact] { sentences.flatMap(\.facts) }
}

/// The domain of a hospital's revenue cycle, pure.
///
/// Lives here: money, dates, identifiers; submissions, acknowledgements, adjudications and what they say about a
/// claim; claim files and payments as event-sourced aggregates; attachment, position, dispositions, the patient gate,
/// findings; calendars and deadlines; proposals with what people decide about them, and the policy that says who must; effects;
/// the ledger as a fold; knowledge tables and rules as values; the codec of its events.
///
/// May not live here: clocks, randomness, files, networks, databases, third-party types. What varies comes in as a
/// value: the facts, the rules, the as-of date.
package enum ReadingVersion {
    /// The version of the functions that turn facts into positions; it changes when an answer can change.
    package static let current: UInt16 = 1
}

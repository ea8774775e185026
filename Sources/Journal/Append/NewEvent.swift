/// An event to be appended: its kind, its times, whom it is about, and its payload in clear.
///
/// The payload is sealed before it reaches the disk, with the data key of its subject, retention class and year of
/// recording.
package struct NewEvent: Hashable, Sendable {
    /// The kind of event; the caller's number.
    package var type: UInt16
    /// The version of the payload's form; the caller's number.
    package var schema: UInt16
    /// When the thing happened, where that is known.
    package var occurred: Timestamp?
    /// When it was told to us, where that is known.
    package var told: Timestamp?
    /// Whom the payload is about; `.tenant` for nobody.
    package var subject: SubjectID
    /// How long the payload is kept.
    package var retention: RetentionClass
    /// What the event says, encoded by the caller; at most `Append.payloadLimit` bytes.
    package var payload: [UInt8]

    /// Makes an event of `type` whose `payload` has the form `schema`.
    package init(
        type: UInt16,
        schema: UInt16,
        occurred: Timestamp? = nil,
        told: Timestamp? = nil,
        subject: SubjectID,
        retention: RetentionClass = .claims,
        payload: [UInt8]
    ) {
        self.type = type
        self.schema = schema
        self.occurred = occurred
        self.told = told
        self.subject = subject
        self.retention = retention
        self.payload = payload
    }
}

/// Events for one stream, and the version that the stream must have for them to be true.
package struct StreamWrite: Hashable, Sendable {
    /// The stream to append to.
    package var stream: StreamID
    /// How many events the stream has now; 0 for a new one.
    package var expectedVersion: UInt64
    /// The events, in order.
    ///
    /// They get the versions after `expectedVersion`.
    package var events: [NewEvent]

    /// Makes a write of `events` after version `expectedVersion` of `stream`.
    package init(stream: StreamID, expectedVersion: UInt64, events: [NewEvent]) {
        self.stream = stream
        self.expectedVersion = expectedVersion
        self.events = events
    }
}

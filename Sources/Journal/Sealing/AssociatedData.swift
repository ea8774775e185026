/// What a sealed value is bound to: it opens only in the place that it was sealed for.
///
/// Each kind begins with a tag of its own, so that nothing sealed as one kind opens as another.
enum AssociatedData {
    private enum Tag: UInt8 {
        case entry = 1
        case row = 2
        case evidenceChunk = 3
        case evidenceName = 4
        case dataKey = 5
        case tenantKey = 6
        case namedKey = 7
        case signedHead = 8
        case followerStop = 9
        case job = 10
        case jobReason = 11
    }

    private static func start(_ tag: Tag, _ tenant: UInt128, capacity: Int = 64) -> ByteWriter {
        var writer = ByteWriter(capacity: capacity)
        writer.append(tag.rawValue)
        writer.append(tenant)
        return writer
    }

    /// Tenant, journal, stream, stream version, type, schema.
    static func entry(
        tenant: UInt128,
        journal: JournalNumber,
        stream: StreamID,
        version: UInt64,
        type: UInt16,
        schema: UInt16
    ) -> [UInt8] {
        var writer = start(.entry, tenant)
        writer.append(journal.rawValue)
        writer.append(stream.value)
        writer.append(version)
        writer.append(type)
        writer.append(schema)
        return writer.bytes
    }

    /// Tenant, table, id, version of the function that made the state.
    static func row(tenant: UInt128, table: UInt16, id: StreamID, evolveVersion: UInt16) -> [UInt8] {
        var writer = start(.row, tenant)
        writer.append(table)
        writer.append(id.value)
        writer.append(evolveVersion)
        return writer.bytes
    }

    /// Tenant, the body that the chunk is of, its number.
    static func evidenceChunk(tenant: UInt128, body: UInt128, number: UInt64) -> [UInt8] {
        var writer = start(.evidenceChunk, tenant)
        writer.append(body)
        writer.append(number)
        return writer.bytes
    }

    /// Tenant and everything that is said in clear about a piece of evidence.
    static func evidenceName(tenant: UInt128, record: EvidenceRecord) -> [UInt8] {
        var writer = start(.evidenceName, tenant, capacity: 160)
        writer.append(contentsOf: record.id.bytes)
        writer.append(record.body)
        writer.append(record.size)
        writer.append(record.retention.rawValue)
        writer.append(record.recorded.microsecondsSince1970)
        writer.append(short: record.mediaType)
        return writer.bytes
    }

    /// Tenant, key id, subject, retention class, year of recording.
    static func dataKey(tenant: UInt128, id: DataKeyID, scope: DataKeyScope) -> [UInt8] {
        var writer = start(.dataKey, tenant)
        writer.append(id.value)
        writer.append(scope.subject.value)
        writer.append(scope.retention.rawValue)
        writer.append(Int64(scope.year))
        return writer.bytes
    }

    /// Tenant, generation of the key.
    static func tenantKey(tenant: UInt128, generation: Int) -> [UInt8] {
        var writer = start(.tenantKey, tenant)
        writer.append(Int64(generation))
        return writer.bytes
    }

    /// Tenant: what the only tenant key was bound to before it could be changed.
    static func firstTenantKey(tenant: UInt128) -> [UInt8] {
        start(.tenantKey, tenant).bytes
    }

    /// Tenant, journal.
    static func signedHead(tenant: UInt128, journal: UInt8) -> [UInt8] {
        var writer = start(.signedHead, tenant)
        writer.append(journal)
        return writer.bytes
    }

    /// Tenant, name of the key.
    static func namedKey(tenant: UInt128, name: String) -> [UInt8] {
        var writer = start(.namedKey, tenant)
        writer.append(short: name)
        return writer.bytes
    }

    /// Tenant, journal, name of the follower.
    static func followerStop(tenant: UInt128, journal: JournalNumber, follower: String) -> [UInt8] {
        var writer = start(.followerStop, tenant)
        writer.append(journal.rawValue)
        writer.append(short: follower)
        return writer.bytes
    }

    /// Tenant, journal, id of the job, kind.
    static func job(tenant: UInt128, journal: JournalNumber, id: JobID, kind: UInt16) -> [UInt8] {
        var writer = start(.job, tenant)
        writer.append(journal.rawValue)
        writer.append(id.value)
        writer.append(kind)
        return writer.bytes
    }

    /// Tenant, journal, id of the job.
    static func jobReason(tenant: UInt128, journal: JournalNumber, id: JobID) -> [UInt8] {
        var writer = start(.jobReason, tenant)
        writer.append(journal.rawValue)
        writer.append(id.value)
        return writer.bytes
    }
}

/// The peer of an ingest into PostgreSQL: rows of 600 random bytes under row-level security, with no work done on them.
///
/// As the journal writes its entries: `INSERT … SELECT FROM unnest` with binary arrays, prepared, 1,000 rows a commit, as a
/// role that owns nothing, with the tenant set in each transaction and the bytes kept as they are (`STORAGE EXTERNAL`). Tenant and
/// number are the key, and there is no other index.
public struct BareBatch {
    /// The bytes of a row.
    public static let rowBytes = 600
    /// The rows of a commit.
    public static let rowsPerCommit = 1_000

    private static let tenant: [UInt8] = (1...16).map { UInt8($0) }
    private static let tenantText = "01020304-0506-0708-090a-0b0c0d0e0f10"

    private let bodies: [UInt8]

    /// A thousand rows of random bytes; every commit writes them anew.
    public init() {
        var bodies = Self.head(element: 17)
        for _ in 0..<Self.rowsPerCommit {
            Self.append(Int32(Self.rowBytes), to: &bodies)
            for _ in 0..<Self.rowBytes { bodies.append(.random(in: .min ... .max)) }
        }
        self.bodies = bodies
    }

    /// Makes the table anew.
    ///
    /// - Parameters:
    ///   - owner: a connection of the role that owns it.
    ///   - role: the role that writes.
    /// - Throws: ``PostgreSQLFailure``.
    public static func makeTable(_ owner: Connection, for role: String) throws {
        try owner.run(
            """
            DROP SCHEMA IF EXISTS bare CASCADE;
            CREATE SCHEMA bare;
            CREATE TABLE bare.row (tenant uuid NOT NULL, id bigint NOT NULL, body bytea NOT NULL, PRIMARY KEY (tenant, id));
            ALTER TABLE bare.row ALTER body SET STORAGE EXTERNAL;
            ALTER TABLE bare.row ENABLE ROW LEVEL SECURITY;
            ALTER TABLE bare.row FORCE ROW LEVEL SECURITY;
            CREATE POLICY tenant ON bare.row USING (tenant = nullif(current_setting('bare.tenant', true), '')::uuid);
            GRANT USAGE ON SCHEMA bare TO \(role);
            GRANT SELECT, INSERT ON bare.row TO \(role);
            """
        )
    }

    /// Writes so many commits into the table, and gives how many rows there were.
    ///
    /// - Throws: ``PostgreSQLFailure``, also when the server does not flush what it commits.
    public func write(commits: Int, on connection: Connection) throws -> Int {
        for setting in ["fsync", "synchronous_commit"] {
            guard try connection.run("SHOW \(setting)") == "on" else { throw PostgreSQLFailure("\(setting) is off") }
        }
        try connection.prepare(
            "insert",
            "INSERT INTO bare.row (tenant, id, body) SELECT $1::uuid, new.* FROM unnest($2::bigint[], $3::bytea[]) AS new"
        )
        var id: Int64 = 0
        for _ in 0..<commits {
            var ids = Self.head(element: 20)
            for _ in 0..<Self.rowsPerCommit {
                id += 1
                Self.append(Int32(8), to: &ids)
                Self.append(id, to: &ids)
            }
            try connection.run("BEGIN; SELECT set_config('bare.tenant', '\(Self.tenantText)', true)")
            try connection.run(prepared: "insert", [Self.tenant, ids, bodies])
            try connection.run("COMMIT")
        }
        return Int(id)
    }

    /// The head of a binary array of one dimension: dimensions, no NULLs, type of the elements, count, lower bound.
    private static func head(element: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        for integer in [1, 0, element, Int32(rowsPerCommit), 1] { append(integer, to: &bytes) }
        return bytes
    }

    private static func append(_ integer: some FixedWidthInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: integer.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: integer >> shift))
        }
    }
}

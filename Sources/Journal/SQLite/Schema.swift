/// The tables of the store.
///
/// One file is one journal of one tenant, so no key here begins with tenant and journal; where many share a database, the
/// same keys do. `docs/decisions/0003-journal-on-sqlite.md` has the reasons.
enum Schema {
    /// The format of a journal's file, and of the description of the store.
    static let format = 3
    /// The format of the keys' file.
    static let keysFormat = 3

    static let journal = """
        CREATE TABLE identity (tenant BLOB NOT NULL, journal INTEGER NOT NULL) STRICT;
        CREATE TABLE entry (
            position INTEGER PRIMARY KEY,
            stream BLOB NOT NULL,
            version INTEGER NOT NULL,
            header BLOB NOT NULL,
            payload BLOB NOT NULL,
            leaf BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX entry_stream ON entry (stream, version);
        CREATE TABLE command (
            id BLOB PRIMARY KEY,
            first INTEGER NOT NULL,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE unique_key (
            space INTEGER NOT NULL,
            value BLOB NOT NULL,
            target BLOB NOT NULL,
            PRIMARY KEY (space, value)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE lookup (
            space INTEGER NOT NULL,
            value BLOB NOT NULL,
            target BLOB NOT NULL,
            PRIMARY KEY (space, value, target)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE inline_row (
            kind INTEGER NOT NULL,
            id BLOB NOT NULL,
            cluster BLOB NOT NULL,
            evolve INTEGER NOT NULL,
            data_key BLOB NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX inline_row_id ON inline_row (kind, id);
        CREATE INDEX inline_row_cluster ON inline_row (cluster, kind, id);
        CREATE TABLE evidence (
            id BLOB PRIMARY KEY,
            body BLOB NOT NULL,
            size INTEGER NOT NULL,
            media_type TEXT NOT NULL,
            retention INTEGER NOT NULL,
            recorded INTEGER NOT NULL,
            data_key BLOB NOT NULL,
            name BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE evidence_chunk (body BLOB NOT NULL, number INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX evidence_chunk_place ON evidence_chunk (body, number);
        CREATE TABLE evidence_upload (body BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
        """ + tree + work

    /// What format 2 added to the journal: the full tiles of its tree, and the last checkpoint of it.
    static let tree = """

        CREATE TABLE tile (level INTEGER NOT NULL, number INTEGER NOT NULL, root BLOB NOT NULL, hashes BLOB NOT NULL) STRICT;
        CREATE UNIQUE INDEX tile_place ON tile (level, number);
        CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
        """

    /// What format 3 added to the journal: how far its followers are, and what is to be done.
    static let work = """

        CREATE TABLE follower (
            name TEXT PRIMARY KEY,
            position INTEGER NOT NULL,
            stopped_at INTEGER,
            reason_key BLOB,
            reason BLOB
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE job (
            id BLOB NOT NULL,
            kind INTEGER NOT NULL,
            ready INTEGER NOT NULL,
            since INTEGER NOT NULL,
            token INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            attempt_limit INTEGER NOT NULL,
            owner TEXT,
            is_dead INTEGER NOT NULL,
            reason_key BLOB,
            reason BLOB,
            data_key BLOB NOT NULL,
            payload BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX job_id ON job (id);
        CREATE INDEX job_ready ON job (ready, id) WHERE is_dead = 0;
        CREATE INDEX job_since ON job (since) WHERE is_dead = 0;
        CREATE TABLE job_token (last INTEGER NOT NULL) STRICT;
        INSERT INTO job_token (last) VALUES (0);
        """

    static let keys =
        tenantKey + """

            CREATE TABLE named_key (
                name TEXT PRIMARY KEY,
                wrapped BLOB NOT NULL,
                generation INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE data_key (
                id BLOB PRIMARY KEY,
                subject BLOB NOT NULL,
                retention INTEGER NOT NULL,
                year INTEGER NOT NULL,
                wrapped BLOB NOT NULL,
                generation INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE UNIQUE INDEX data_key_scope ON data_key (subject, retention, year);
            """ + signedHead

    /// What format 3 changed of the keys: the tenant key once for each generation and master key.
    static let tenantKey = """
        CREATE TABLE tenant_key (
            generation INTEGER NOT NULL,
            master BLOB NOT NULL,
            tenant BLOB NOT NULL,
            wrapped BLOB NOT NULL,
            PRIMARY KEY (generation, master)
        ) STRICT, WITHOUT ROWID;
        """

    /// What format 2 added to the keys, in the form of format 3: what was signed last, sealed.
    static let signedHead = """

        CREATE TABLE signed_head (
            journal INTEGER PRIMARY KEY,
            sealed BLOB NOT NULL,
            generation INTEGER NOT NULL
        ) STRICT;
        """
}

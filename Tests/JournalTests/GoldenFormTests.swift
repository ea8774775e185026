import Crypto
import Foundation
import Testing

@testable import Journal

/// Bytes that never change.
///
/// They were made by another program from `docs/journal-format.md`. A store written today is read, and its leaves are
/// proven, by every later version.
@Suite("The byte forms of format 1")
struct GoldenFormTests {
    private static let stream = "101112131415161718191a1b1c1d1e1f"
    private static let tenantID: UInt128 = 0xa0a1_a2a3_a4a5_a6a7_a8a9_aaab_acad_aeaf
    private static let tenant = "a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"

    private static func id<Identifier: OpaqueIdentifier>(_ hexadecimal: String) throws -> Identifier {
        try #require(Identifier(bytes: hexadecimal.fromHexadecimal))
    }

    private static func header(full: Bool) throws -> EntryHeader {
        EntryHeader(
            position: 7,
            stream: try id(stream),
            streamVersion: 3,
            type: 0x0102,
            schema: 2,
            occurred: full ? Timestamp(microsecondsSince1970: -1) : nil,
            told: full ? Timestamp(microsecondsSince1970: 1_735_603_200_000_000) : nil,
            recorded: Timestamp(microsecondsSince1970: 1_735_689_600_000_001),
            principal: full ? "intake-é" : "",
            purpose: full ? "payment" : "",
            command: try id("202122232425262728292a2b2c2d2e2f"),
            cause: full ? 5 : nil,
            retention: .claims,
            dataKey: try id("303132333435363738393a3b3c3d3e3f")
        )
    }

    private static let forms = [
        (
            true,
            """
            010000000000000007101112131415161718191a1b1c1d1e1f00000000000000030102000200062a99ba0c6001\
            07ffffffffffffffff00062a859c3500000000000000000005202122232425262728292a2b2c2d2e2f0101\
            303132333435363738393a3b3c3d3e3f09696e74616b652dc3a9077061796d656e74
            """,
            "65dc4bbd7e4118df06d4f7d5cfe12d406d2879a64db5dd977822313357af729e"
        ),
        (
            false,
            """
            010000000000000007101112131415161718191a1b1c1d1e1f00000000000000030102000200062a99ba0c6001\
            00202122232425262728292a2b2c2d2e2f0101303132333435363738393a3b3c3d3e3f0000
            """,
            "9eed89f5a72a6e7d4e8dddc74fedb12331965403cc6686c675b97df665784f12"
        ),
    ]

    @Test(arguments: forms)
    func `a header has these bytes and this leaf`(full: Bool, bytes: String, leaf: String) throws {
        let header = try Self.header(full: full)
        #expect(header.canonicalBytes.hexadecimal == bytes)
        #expect(try EntryHeader(canonicalBytes: bytes.fromHexadecimal) == header)
        // As it is written, and as it is verified.
        var prefixed = ByteWriter(capacity: 200)
        prefixed.append(0 as UInt8)
        header.append(to: &prefixed)
        #expect(LeafHash(prefixedHeader: prefixed, sealedPayload: Data(0..<64)).description == leaf)
        let data = LeafHash.data(header: Data(header.canonicalBytes), sealedPayload: Data(0..<64))
        #expect(TreeHash.leaf(data).description == leaf)
    }

    @Test
    func `no bytes but the canonical ones are read as a header`() throws {
        let bytes = try Self.header(full: true).canonicalBytes
        for count in 0..<bytes.count {
            #expect(throws: ByteReader.Fault.self) { try EntryHeader(canonicalBytes: Array(bytes[..<count])) }
        }
        #expect(throws: ByteReader.Fault.self) { try EntryHeader(canonicalBytes: bytes + [0]) }
        // Version, presence bits, retention class, count of keys.
        for (offset, value) in [(0, 2), (45, 0x0f), (86, 9), (87, 2)] as [(Int, UInt8)] {
            var changed = bytes
            changed[offset] = value
            #expect(throws: ByteReader.Fault.self, "byte \(offset)") { try EntryHeader(canonicalBytes: changed) }
        }
        for offset in bytes.indices {
            var changed = bytes
            changed[offset] ^= 0x80
            // What is read from changed bytes, if anything is, has exactly those bytes.
            if let read = try? EntryHeader(canonicalBytes: changed) { #expect(read.canonicalBytes == changed) }
        }
    }

    @Test
    func `sealed values are bound to these bytes`() throws {
        let tenant = Self.tenantID
        let stream: StreamID = try Self.id(Self.stream)
        let entry = AssociatedData.entry(
            tenant: tenant,
            journal: .business,
            stream: stream,
            version: 3,
            type: 0x0102,
            schema: 2
        )
        #expect(entry.hexadecimal == "01\(Self.tenant)01\(Self.stream)000000000000000301020002")
        let row = AssociatedData.row(tenant: tenant, table: 4, id: stream, evolveVersion: 2)
        #expect(row.hexadecimal == "02\(Self.tenant)0004\(Self.stream)0002")
        let body = try Self.id("404142434445464748494a4b4c4d4e4f") as StreamID
        let chunk = AssociatedData.evidenceChunk(tenant: tenant, body: body.value, number: 1)
        #expect(chunk.hexadecimal == "03\(Self.tenant)404142434445464748494a4b4c4d4e4f0000000000000001")
        let record = EvidenceRecord(
            id: EvidenceID(hash: Array(0..<32)),
            body: body.value,
            size: 70_000,
            mediaType: "text/plain",
            retention: .claims,
            recorded: Timestamp(microsecondsSince1970: 1_735_689_600_000_001),
            dataKey: try Self.id("303132333435363738393a3b3c3d3e3f")
        )
        let name = AssociatedData.evidenceName(tenant: tenant, record: record)
        #expect(
            name.hexadecimal == """
                04\(Self.tenant)000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\
                404142434445464748494a4b4c4d4e4f00000000000111700100062a99ba0c60010a746578742f706c61696e
                """
        )
        let scope = DataKeyScope(
            subject: try Self.id("505152535455565758595a5b5c5d5e5f"),
            retention: .correspondence,
            year: 2025
        )
        let dataKey = AssociatedData.dataKey(tenant: tenant, id: record.dataKey, scope: scope)
        #expect(
            dataKey.hexadecimal == """
                05\(Self.tenant)303132333435363738393a3b3c3d3e3f505152535455565758595a5b5c5d5e5f0200000000000007e9
                """
        )
        let job = AssociatedData.job(tenant: tenant, journal: .business, id: JobID(stream.value), kind: 7)
        #expect(job.hexadecimal == "0a\(Self.tenant)01\(Self.stream)0007")
        let jobReason = AssociatedData.jobReason(tenant: tenant, journal: .business, id: JobID(stream.value))
        #expect(jobReason.hexadecimal == "0b\(Self.tenant)01\(Self.stream)")
        let stop = AssociatedData.followerStop(tenant: tenant, journal: .business, follower: "ab")
        #expect(stop.hexadecimal == "09\(Self.tenant)01026162")
        #expect(AssociatedData.firstTenantKey(tenant: tenant).hexadecimal == "06\(Self.tenant)")
        #expect(
            AssociatedData.tenantKey(tenant: tenant, generation: 2).hexadecimal
                == "06\(Self.tenant)0000000000000002"
        )
        #expect(
            AssociatedData.namedKey(tenant: tenant, name: "public-id").hexadecimal
                == "07\(Self.tenant)097075626c69632d6964"
        )
    }

    @Test
    func `a sealed value is nonce, ciphertext and tag of AES-256-GCM`() throws {
        let key = SymmetricKey(data: Array(0..<32 as Range<UInt8>))
        let place = Array("place".utf8)
        let sealed = try Sealing.seal(Array("payload".utf8), with: key, binding: place, nonce: Array(0..<12))
        #expect(sealed.hexadecimal == "000102030405060708090a0b3763af77aa84a6b5bc3a4b1f3e6c79017416aed57c75cf")
        #expect(try Sealing.open(sealed, with: key, binding: place, what: "it") == Data("payload".utf8))
    }

    @Test
    func `a public id depends on the id key, the label and the bytes alone`() throws {
        let key = Array(0..<32 as Range<UInt8>)
        let one = try TemporaryStore(idKey: key)
        let other = try TemporaryStore(idKey: key)
        let random = try TemporaryStore()
        let bytes = Array("abc".utf8)
        #expect(one.journal.publicID("claim", bytes).hexadecimal == "e861cd9f7a48f4f2373de60df9578bb4")
        #expect(other.journal.publicID("claim", bytes) == one.journal.publicID("claim", bytes))
        #expect(one.journal.publicID("account", bytes) != one.journal.publicID("claim", bytes))
        #expect(random.journal.publicID("claim", bytes) != one.journal.publicID("claim", bytes))
    }

    @Test
    func `a blind index is a hash under a key of the tenant, of the space and the framed parts`() throws {
        let hash = KeyedHash(key: SymmetricKey(data: Array(0..<32 as Range<UInt8>)))
        #expect(
            hash.shortHash("00090000000261620000000163".fromHexadecimal).bigEndianBytes.hexadecimal
                == "15544e8359ef63fd43580bdebfe4af73"
        )
        let store = try TemporaryStore()
        let ab = Array("ab".utf8)
        let c = Array("c".utf8)
        let index = store.journal.blindIndex(space: 9, ab, c)
        #expect(index == store.journal.blindIndex(space: 9, parts: [ab, c]))
        #expect(index != store.journal.blindIndex(space: 8, ab, c))
        #expect(index != store.journal.blindIndex(space: 9, Array("a".utf8), Array("bc".utf8)))
        #expect(try index != TemporaryStore().journal.blindIndex(space: 9, ab, c))
        try store.reopen()
        #expect(index == store.journal.blindIndex(space: 9, ab, c))
    }
}

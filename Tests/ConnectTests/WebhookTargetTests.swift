import SeededRandomness
import Testing

@testable import Connect

@Suite("The target of a webhook") struct WebhookTargetTests {
    private typealias Fault = WebhookTarget.Fault

    private static let taken = [
        "https://example.com/hooks": "https://example.com/hooks", "https://EXAMPLE.com": "https://example.com/",
        "HTTPS://hooks.example.com:443/a?b=c": "https://hooks.example.com/a?b=c",
        "https://a-1.example.co.uk/%7Ex/": "https://a-1.example.co.uk/%7Ex/",
        "https://example.com?x=1": "https://example.com/?x=1", "https://8.8.8.8/": "https://8.8.8.8/",
        "https://[2606:4700::1111]/": "https://[2606:4700:0:0:0:0:0:1111]/",
        "https://172.32.0.1/": "https://172.32.0.1/", "https://100.128.0.1/": "https://100.128.0.1/",
    ]

    private static let refused: [(url: String, fault: WebhookTarget.Fault)] = [
        // Loopback, however it is written.
        ("https://127.0.0.1/", .notPublic), ("https://127.1/", .host), ("https://127.0.1/", .host),
        ("https://2130706433/", .host), ("https://0x7f000001/", .host), ("https://0x7f.0.0.1/", .host),
        ("https://0x7f.0x0.0x0.0x1/", .host), ("https://017700000001/", .host), ("https://0177.0.0.1/", .host),
        ("https://127.0.0.01/", .host), ("https://127.255.255.254/", .notPublic), ("https://localhost/", .host),
        ("https://localhost./", .host), ("https://a.localhost/", .notPublic), ("https://127.0.0.1./", .host),
        ("https://[::1]/", .notPublic), ("https://[0:0:0:0:0:0:0:1]/", .notPublic), ("https://[::]/", .notPublic),
        ("https://0/", .host), ("https://0.0.0.0/", .notPublic), ("https://0.1.2.3/", .notPublic),
        ("https://%6c%6f%63alhost/", .host), ("https://%31%32%37.0.0.1/", .host),
        ("https://\u{2460}\u{2461}\u{2466}.0.0.1/", .form), ("https://127\u{3002}0\u{3002}0\u{3002}1/", .form),
        // Inside.
        ("https://10.0.0.1/", .notPublic), ("https://10.255.255.255/", .notPublic),
        ("https://172.16.0.1/", .notPublic), ("https://172.31.255.255/", .notPublic),
        ("https://192.168.1.1/", .notPublic), ("https://100.64.0.1/", .notPublic),
        ("https://100.127.255.255/", .notPublic), ("https://169.254.169.254/latest/meta-data/", .notPublic),
        ("https://169.254.0.1/", .notPublic), ("https://2852039166/", .host), ("https://0xA9FEA9FE/", .host),
        ("https://198.18.0.1/", .notPublic), ("https://192.0.0.1/", .notPublic), ("https://192.0.2.1/", .notPublic),
        ("https://198.51.100.7/", .notPublic), ("https://203.0.113.9/", .notPublic),
        ("https://192.88.99.1/", .notPublic), ("https://224.0.0.1/", .notPublic), ("https://240.0.0.1/", .notPublic),
        ("https://255.255.255.255/", .notPublic), ("https://256.0.0.1/", .host),
        ("https://[fc00::1]/", .notPublic), ("https://[fd12:3456::1]/", .notPublic), ("https://[fe80::1]/", .notPublic),
        ("https://[fe80::1%25eth0]/", .host), ("https://[fec0::1]/", .notPublic), ("https://[ff02::1]/", .notPublic),
        ("https://[::ffff:127.0.0.1]/", .notPublic), ("https://[::ffff:7f00:1]/", .notPublic),
        ("https://[::127.0.0.1]/", .notPublic), ("https://[::ffff:10.0.0.1]/", .notPublic),
        ("https://[::ffff:8.8.8.8]/", .notPublic), ("https://[64:ff9b::7f00:1]/", .notPublic),
        ("https://[64:ff9b::a9fe:a9fe]/", .notPublic), ("https://[64:ff9b:1::1]/", .notPublic),
        ("https://[2002:7f00:1::]/", .notPublic), ("https://[2002:a9fe:a9fe::1]/", .notPublic),
        ("https://[2001::1]/", .notPublic), ("https://[2001:db8::1]/", .notPublic), ("https://[100::1]/", .notPublic),
        ("https://[3fff::1]/", .notPublic), ("https://[::1/", .host), ("https://[::1]x/", .host),
        ("https://[1:2:3:4:5:6:7:8:9]/", .host), ("https://[1::2::3]/", .host), ("https://[12345::]/", .host),
        ("https://db.internal/", .notPublic), ("https://printer.local/", .notPublic), ("https://intranet/", .host),
        ("https://metadata.google.internal/", .notPublic), ("https://1.0.0.127.in-addr.arpa/", .notPublic),
        // Others' hosts, other schemes, and what readers do not agree on.
        ("http://example.com/", .scheme), ("ftp://example.com/", .scheme), ("file:///etc/passwd", .scheme),
        ("gopher://example.com/", .scheme), ("https:/example.com/", .scheme), ("example.com/", .scheme),
        ("//example.com/", .scheme), ("", .form), ("https://", .host), ("https:///x", .host),
        ("https://user@example.com/", .userinfo), ("https://user:pw@example.com/", .userinfo),
        ("https://example.com@127.0.0.1/", .userinfo), ("https://127.0.0.1#@example.com/", .fragment),
        ("https://example.com\\@127.0.0.1/", .form), ("https://example.com/#x", .fragment),
        ("https://example.com:80/", .port), ("https://example.com:22/", .port), ("https://example.com:0/", .port),
        ("https://example.com:65536/", .port), ("https://example.com:/", .port),
        ("https://example.com:443:443/", .port),
        ("https://example.com:+443/", .port), ("https://example.com /", .form), ("https://exa\tmple.com/", .form),
        ("https://example.com/\r\nHost: x", .form), ("https://example..com/", .host),
        ("https://-a.example.com/", .host),
        ("https://exam_ple.com/", .host), ("https://example.com./", .host), ("https://.example.com/", .host),
        ("https://ex\u{0430}mple.com/", .form), ("https://\(String(repeating: "a", count: 64)).com/", .host),
    ]

    @Test(arguments: taken) func `is taken in its one form`(url: String, form: String) throws {
        #expect(try WebhookTarget(url).text == form)
        #expect(try WebhookTarget(form).text == form)
    }

    @Test(arguments: refused) func `is refused where it leads inside, or could mean two things`(
        url: String,
        fault: WebhookTarget.Fault
    ) {
        #expect(throws: fault) { try WebhookTarget(url) }
    }

    @Test func `is of this machine, of plain HTTP and of another port only where an operator says so`() throws {
        let tests = WebhookTarget.Allowance(loopback: true)
        #expect(try WebhookTarget("http://127.0.0.1:8123/x", allowing: tests).text == "http://127.0.0.1:8123/x")
        #expect(try WebhookTarget("https://[::1]:8123/", allowing: tests).port == 8123)
        for url in ["http://10.0.0.1/", "http://8.8.8.8/", "http://example.com/", "https://169.254.169.254/"] {
            #expect(throws: Fault.self, "\(url)") { try WebhookTarget(url, allowing: tests) }
        }
        #expect(throws: Fault.port) { try WebhookTarget("https://example.com:8443/", allowing: tests) }
        let port = WebhookTarget.Allowance(ports: [8443])
        #expect(try WebhookTarget("https://example.com:8443/", allowing: port).port == 8443)
        #expect(throws: Fault.notPublic) { try WebhookTarget("https://127.0.0.1:8443/", allowing: port) }
    }

    @Test func `has an address that is read back as it was, and otherwise not at all`() {
        let seed = UInt64.random(in: 0 ... .max)
        print("seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5000 {
            let four = NetworkAddress.v4(UInt32.random(in: 0 ... .max, using: &generator))
            #expect(NetworkAddress("\(four)") == four)
            let six = NetworkAddress.v6(
                UInt128(UInt64.random(in: 0 ... .max, using: &generator)) << 64
                    | UInt128(UInt64.random(in: 0 ... .max, using: &generator))
            )
            #expect(NetworkAddress("\(six)") == six)
        }
    }

    /// What Python's `ipaddress` (3.11, `is_global`) says of addresses at the edges of the ranges.
    @Test func `is public exactly between the ranges that have a purpose of their own`() throws {
        for (text, isPublic) in [
            ("0.255.255.255", false), ("1.0.0.0", true), ("9.255.255.255", true), ("10.0.0.0", false),
            ("11.0.0.0", true), ("100.63.255.255", true), ("100.64.0.0", false), ("126.255.255.255", true),
            ("128.0.0.0", true), ("169.253.255.255", true), ("169.255.0.0", true), ("172.15.255.255", true),
            ("192.0.1.0", true), ("192.167.255.255", true), ("192.169.0.0", true), ("198.17.255.255", true),
            ("198.19.255.255", false), ("198.20.0.0", true), ("223.255.255.255", true), ("239.1.1.1", false),
            ("1fff:ffff::", false), ("2001:1ff:ffff::", false), ("2001:200::", true), ("2001:db7::", true),
            ("2001:db9::", true), ("2003::", true), ("3ffe::", true), ("3fff:1000::", true), ("4000::", false),
        ] {
            #expect(try #require(NetworkAddress(text)).isPublic == isPublic, "\(text)")
        }
    }
}

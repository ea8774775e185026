import Foundation
import HTTPTypes
import HummingbirdCore
import Journal
import NIOCore
import Testing

@testable import ControlPlane
@testable import Server

@Suite("What a request says") struct RequestReadingTests {
    private static func kind(_ body: () throws -> Void) -> ProblemKind? {
        do {
            try body()
            return nil
        } catch { return Problem(error).kind }
    }

    @Test func `is read down to a depth, which no parser has to find out`() throws {
        let nested = { (depth: Int) in
            let lists = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
            return Array("{\"a\":\(lists)}".utf8)
        }
        _ = try JSONBody(nested(32), depth: 32)
        let problem = #expect(throws: Problem.self) { try JSONBody(nested(33), depth: 32) }
        #expect(problem?.detail?.contains("deeper") == true)
        #expect(throws: Problem.self) { try JSONBody(Array(repeating: UInt8(ascii: "["), count: 1 << 20), depth: 32) }
        // Of what is said twice a parser would tell one, and a name may be written in two ways.
        for body in [
            #"{"a":"1","a":"2"}"#, #"{"a":{"b":"1", "b" : "2"}}"#, #"{"a":[{"b":"1","b":"1"}]}"#, #"{"\u0061":"1"}"#,
        ] {
            #expect(throws: Problem.self) { try JSONBody(Array(body.utf8), depth: 32) }
        }
        for body in [#"{"a":{"b":"1"},"b":"a:a"}"#, #"{"a":["a","a"],"b":"a"}"#, #"{"a":[{"b":"1"},{"b":"2"}]}"#] {
            _ = try JSONBody(Array(body.utf8), depth: 32)
        }
        // A lone surrogate is no text, and a number that is none of ours no number.
        var odd = try JSONBody(Array(#"{"a":"\ud800","b":1e400,"c":1}"#.utf8), depth: 32)
        #expect(throws: Problem.self) { try odd.text("a") }
        #expect(throws: Problem.self) { try odd.number("b", in: 0...9) }
        #expect(try odd.number("c", in: 0...9) == 1)
        // What stands in a text is no depth.
        _ = try JSONBody(Array(#"{"a":"[[[[[[[[\"[[[[[[[[\\"}"#.utf8), depth: 2)
    }

    @Test func `is taken up to a size, also when nobody says how much it is`() async throws {
        let route = try #require(RouteTable.all.first { $0.name == "ingestDocument" })
        var limits = Limits()
        limits.documentBytes = 10
        let head = HTTPRequest(method: .post, scheme: "http", authority: "here", path: "/v1/documents")
        for (size, isTaken) in [(10, true), (11, false)] {
            let bytes = ByteBuffer(repeating: 1, count: size)
            let request = Request(head: head, body: RequestBody(buffer: bytes))
            if isTaken {
                #expect(try await RequestReading.body(of: request, for: route, limits).count == size)
            } else {
                await #expect(throws: Problem.self) { try await RequestReading.body(of: request, for: route, limits) }
            }
        }
    }

    @Test func `is begun once at a time`() throws {
        let requests = RequestsInFlight()
        let stream = StreamID(1)
        try requests.once(stream) {
            #expect(Self.kind { try requests.once(stream) {} } == .inFlight)
            #expect(Self.kind { try requests.once(StreamID(2)) {} } == nil)
        }
        #expect(Self.kind { try requests.once(stream) {} } == nil)
    }

    @Test func `of a key, a name or an entity tag is of one form alone, and there once`() throws {
        let key = "k_0000000000000000." + String(repeating: "0", count: 64)
        let shows = { (values: [String]) in
            var fields = HTTPFields()
            for value in values { fields.append(HTTPField(name: .authorization, value: value)) }
            return Self.kind { _ = try RequestReading.token(fields) } == nil
        }
        #expect(shows(["Bearer \(key)"]) && shows(["bearer \(key)"]))
        for values in [[], ["Bearer \(key)", "Bearer \(key)"], ["Basic \(key)"], [key], ["Bearer  \(key)"]] {
            #expect(!shows(values), "\(values)")
        }
        let says = { (name: String, values: [String], read: (HTTPFields) throws -> Void) in
            var fields = HTTPFields()
            if let name = HTTPField.Name(name) {
                for value in values { fields.append(HTTPField(name: name, value: value)) }
            }
            return Self.kind { try read(fields) } == nil
        }
        for (values, isRight) in [
            (["a"], true), ([String(repeating: "a", count: 255)], true), ([], false), ([""], false), (["a b"], false),
            ([String(repeating: "a", count: 256)], false), (["a", "b"], false), (["ä"], false),
        ] {
            #expect(says("Idempotency-Key", values) { _ = try RequestReading.requestName($0) } == isRight, "\(values)")
        }
        for (values, isRight) in [
            (["\"a\""], true), ([], true), (["a"], false), (["\"\""], false), (["*"], false),
            (["\"a\"", "\"b\""], false),
        ] {
            #expect(says("If-Match", values) { _ = try RequestReading.seen($0) } == isRight, "\(values)")
        }
        for (values, isRight) in [(["a.x12"], true), (["../a"], false), (["a\\b"], false), ([""], false)] {
            #expect(says("Recourse-Document-Name", values) { _ = try RequestReading.documentName($0) } == isRight)
        }
    }

    @Test func `names a trace by 32 digits, and by nothing else`() throws {
        let name = try #require(HTTPField.Name("traceparent"))
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        for text in ["00-\(trace)-00f067aa0ba902b7-01", "cc-\(trace)-00f067aa0ba902b7-01-more"] {
            #expect(TraceContext.id([name: text]) == trace)
        }
        let zeros = String(repeating: "0", count: 32)
        for text in [
            "", trace, "00-\(trace)-00f067aa0ba902b7-01-more", "ff-\(trace)-00f067aa0ba902b7-01",
            "00-\(zeros)-00f067aa0ba902b7-01", "00-\(trace)-0000000000000000-01",
            "00-\(trace.uppercased())-00f067aa0ba902b7-01", "00-QUOKKA-00f067aa0ba902b7-01",
        ] { #expect(TraceContext.id([name: text]) == nil, "\(text)") }
    }
}

import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A connection to a server of this machine, which sends one request after another and waits for each answer.
final class HTTPConnection {
    /// What was answered.
    struct Answer {
        let status: Int
        /// The header fields, by their names in small letters.
        let fields: [String: String]
        let body: String
    }

    private let port: Int
    private var socket: Int32
    private var unread: [UInt8] = []

    /// Connects to a port of the loopback address.
    ///
    /// - Throws: ``BenchError`` when nobody listens there.
    init(port: Int) throws {
        self.port = port
        socket = try Self.connected(to: port)
    }

    private static func connected(to port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        guard connected == 0 else {
            close(socket)
            throw BenchError("Nobody listens on port \(port).")
        }
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        return socket
    }

    deinit { close(socket) }

    /// Sends a request and waits for its answer.
    ///
    /// - Parameters:
    ///   - request: the method and the path.
    ///   - fields: header fields beside those of the body.
    ///   - body: the body; nil for none.
    /// - Returns: the answer.
    /// - Throws: ``BenchError`` when the connection fails.
    func ask(_ request: String, _ fields: [(String, String)], body: String? = nil) throws -> Answer {
        var text = "\(request) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        if let body { text += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        let bytes = Array((text + "\r\n" + (body ?? "")).utf8)
        do {
            try write(bytes)
            return try read()
        } catch let error as BenchError where unread.isEmpty {
            // A server closes what rested for long; a request that is sent again has its name, and is done once.
            guard error.description.contains("hung up") else { throw error }
            close(socket)
            socket = try Self.connected(to: port)
            try write(bytes)
            return try read()
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw BenchError("The server hung up.") }
            sent += count
        }
    }

    private func read() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        var head: Range<Int>?
        while head == nil {
            head = unread.firstRange(of: end)
            if head == nil { try receive() }
        }
        guard let head else { throw BenchError("The server answered nothing.") }
        let lines = String(decoding: unread[..<head.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
        guard let status, let length = fields["content-length"].flatMap({ Int($0) }) else {
            throw BenchError("The server answered in another form: \(lines[0])")
        }
        while unread.count < head.upperBound + length { try receive() }
        let body = String(decoding: unread[head.upperBound..<head.upperBound + length], as: UTF8.self)
        unread.removeFirst(head.upperBound + length)
        return Answer(status: status, fields: fields, body: body)
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress, $0.count, 0) }
        guard count > 0 else { throw BenchError("The server hung up.") }
        unread += buffer[..<count]
    }
}

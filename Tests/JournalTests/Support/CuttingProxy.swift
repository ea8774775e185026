import Foundation
import TestDatabases
import Testing

@testable import Journal

/// A way to a PostgreSQL server that is cut once, when a statement is prepared that a regular expression finds.
///
/// It is a small Python program beside the tests, and ends with them.
final class CuttingProxy {
    /// When the way is cut.
    enum Moment: String {
        /// Instead of passing the statement on.
        case before
        /// Once the server has answered it, and instead of passing the answer back.
        case after
    }

    private let place: String
    private let process = Process()
    private let input = Pipe()

    init(to server: PostgreSQLProcess, cut moment: Moment, at pattern: String) throws {
        place = TemporaryStore.newPlace()
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let socket = place + "/.s.PGSQL.5432"
        process.arguments = ["python3", "-c", Self.program, socket, server.socket, moment.rawValue, pattern]
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while !FileManager.default.fileExists(atPath: place + "/ready") {
            try #require(process.isRunning, "the proxy has not started")
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    deinit {
        try? input.fileHandleForWriting.close()
        try? FileManager.default.removeItem(atPath: place)
    }

    /// A server of the journals at the other end, whose only connection goes this way.
    var journals: PostgreSQLServer {
        let connection = "host=\(place) port=5432 user=\(PostgreSQLProcess.application) dbname=recourse"
        return PostgreSQLServer(connection, limits: .one)
    }

    private static let program = """
        import os, re, socket, sys, threading
        place, server, moment, text = sys.argv[1:5]
        text = re.compile(text.encode())
        cut = threading.Event()

        def pass_on(client, upstream):
            seen = b""
            while data := client.recv(65536):
                seen = seen[-64:] + data
                if text.search(seen) and not cut.is_set():
                    cut.set()
                    if moment == "before": break
                upstream.sendall(data)
            close(client, upstream)

        def pass_back(client, upstream, is_first):
            while data := upstream.recv(65536):
                if cut.is_set() and is_first():
                    # The end of the answer: ready for query.
                    while data[-6:-1] != b"Z\\0\\0\\0\\5": data += upstream.recv(65536)
                    break
                client.sendall(data)
            close(client, upstream)

        def close(*ends):
            for end in ends:
                try: end.shutdown(socket.SHUT_RDWR)
                except OSError: pass

        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(place)
        listener.listen()
        open(os.path.dirname(place) + "/ready", "w").close()
        while True:
            client = listener.accept()[0]
            upstream = socket.socket(socket.AF_UNIX)
            upstream.connect(server)
            was_cut = cut.is_set()
            threading.Thread(target=pass_on, args=(client, upstream), daemon=True).start()
            threading.Thread(target=pass_back, args=(client, upstream, lambda w=was_cut: not w), daemon=True).start()
        """
}

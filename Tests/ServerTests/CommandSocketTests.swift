import Foundation
import NIOCore
import NIOEmbedded
import NIOPosix
import Synchronization
import Testing

@testable import Server

/// What goes through the socket of a data folder.
@Suite("A command's socket") struct CommandSocketTests {
    private static let pieces: [CommandFrame] = [
        .request(Array("{}".utf8)), .output(.answer, []), .output(.note, Array("a note".utf8)),
        .output(.answer, Array(repeating: 7, count: 5_000)), .end(77), .end(-1),
    ]

    @Test func `gives frames as they were, however they are cut`() throws {
        let writer = EmbeddedChannel(handler: MessageToByteHandler(CommandFrameCoder()))
        var bytes: [UInt8] = []
        for piece in Self.pieces {
            try writer.writeOutbound(piece)
            while let buffer = try writer.readOutbound(as: ByteBuffer.self) { bytes += Array(buffer.readableBytesView) }
        }
        for size in [1, 7, 4096, bytes.count] {
            let reader = EmbeddedChannel(handler: ByteToMessageHandler(CommandFrameCoder()))
            for start in stride(from: 0, to: bytes.count, by: size) {
                try reader.writeInbound(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
            }
            var read: [CommandFrame] = []
            while let frame = try reader.readInbound(as: CommandFrame.self) { read.append(frame) }
            #expect(read == Self.pieces, "cut into pieces of \(size)")
        }
    }

    @Test(arguments: [[UInt8]([9, 0, 0, 0, 0]), [1, 255, 255, 255, 255], [4, 0, 0, 0, 1, 0]])
    func `takes nothing of another form`(bytes: [UInt8]) throws {
        let reader = EmbeddedChannel(handler: ByteToMessageHandler(CommandFrameCoder()))
        #expect(throws: CommandFrame.Malformed.self) { try reader.writeInbound(ByteBuffer(bytes: bytes)) }
    }

    @Test func `brings what a command says in its order, and how it ended`() async throws {
        try await Self.listening { request, write in
            write(.answer, Data(request.arguments.joined(separator: " ").utf8))
            write(.note, Data(request.folder.utf8))
            write(.answer, Data(repeating: 1, count: 3 * CommandSocket.largestFrame + 5))
            return 2
        } body: { folder in
            let request = CommandRequest(arguments: ["claims", "--json"], folder: "/somewhere", isOnTerminal: false)
            for _ in 0..<20 {
                let said = Mutex<[(CommandOutput, Data)]>([])
                let status = try await CommandClient.send(request, to: folder) { output, data in
                    said.withLock { $0.append((output, data)) }
                }
                #expect(status == 2)
                let pieces = said.withLock { $0 }
                #expect(pieces.first?.0 == .answer)
                #expect(pieces.first?.1 == Data("claims --json".utf8))
                #expect(pieces.dropFirst().first?.1 == Data("/somewhere".utf8))
                #expect(pieces.dropFirst(2).map(\.1.count).reduce(0, +) == 3 * CommandSocket.largestFrame + 5)
            }
        }
    }

    @Test func `goes on beside connections that say nothing or something else`() async throws {
        try await Self.listening { _, _ in
            0
        } body: { folder in
            let path = CommandSocket.path(in: folder)
            var others: [any Channel] = []
            for bytes in [
                [], Array("GET / HTTP/1.1\r\n\r\n".utf8), [1, 0, 0, 0, 2, 91, 93], [4, 0, 0, 0, 4, 0, 0, 0, 0],
            ] {
                let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .connect(unixDomainSocketPath: path).get()
                try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
                others.append(channel)
            }
            let request = CommandRequest(arguments: [], folder: "/", isOnTerminal: true)
            #expect(try await CommandClient.send(request, to: folder) { _, _ in } == 0)
            // What is no request is hung up on; nothing is run for it.
            for channel in others.dropFirst() { try await channel.closeFuture.get() }
            try await others[0].close()
        }
    }

    @Test func `that ends in the middle of a command leaves open what was done`() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { $0.close() }
            .bind(unixDomainSocketPath: CommandSocket.path(in: folder)).get()
        let request = CommandRequest(arguments: ["ingest"], folder: "/", isOnTerminal: false)
        await #expect(throws: CommandClient.Interrupted.self) {
            try await CommandClient.send(request, to: folder) { _, _ in }
        }
        try await server.close()
    }

    @Test func `is nobody's where nobody listens`() async throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let request = CommandRequest(arguments: [], folder: "/", isOnTerminal: false)
        #expect(try await CommandClient.send(request, to: folder) { _, _ in } == nil)
    }

    // MARK: -

    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("socket-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder.path
    }

    private static func listening(
        _ run: @escaping CommandListener.Run,
        body: @escaping @Sendable (String) async throws -> Void
    ) async throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let notes = Mutex<[String]>([])
        let listener = CommandListener(in: folder, note: { line in notes.withLock { $0.append(line) } }, run: run)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            let path = CommandSocket.path(in: folder)
            for _ in 0..<500 where !FileManager.default.fileExists(atPath: path) {
                try await Task.sleep(for: .milliseconds(10))
            }
            try await body(folder)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(notes.withLock { $0 }.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: CommandSocket.path(in: folder)))
    }
}

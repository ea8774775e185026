package import Foundation
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Runs commands that come through the socket of a data folder, for as long as the store is served.
package struct CommandListener: Service {
    /// Runs one command, and tells its exit status; what it says goes where it is told.
    package typealias Run = @Sendable (CommandRequest, _ output: @escaping Write) -> Int32
    /// Takes a piece of an output, and waits until it is on its way.
    ///
    /// Nobody need be there any more to read it.
    package typealias Write = @Sendable (CommandOutput, Data) -> Void

    private let path: String
    private let note: @Sendable (String) -> Void
    private let run: Run

    /// A listener of a data folder, whose lock this process has.
    ///
    /// - Parameters:
    ///   - folder: the data folder.
    ///   - note: takes a line when there can be no socket.
    ///   - run: runs one command, on a thread that may block.
    package init(in folder: String, note: @escaping @Sendable (String) -> Void, run: @escaping Run) {
        path = CommandSocket.path(in: folder)
        self.note = note
        self.run = run
    }

    /// Listens until the process is told to end; commands that are being run are run to their end.
    package func run() async throws {
        let threads = NIOThreadPool(numberOfThreads: CommandSocket.commandsAtOnce)
        threads.start()
        let run = run
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        ByteToMessageHandler(CommandFrameCoder(), maximumBufferSize: 2 * CommandSocket.largestFrame),
                        MessageToByteHandler(CommandFrameCoder()),
                        OneCommand(threads: threads, run: run)
                    )
                }
            }
        do {
            let channel = try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
            await withTaskCancellationOrGracefulShutdownHandler {
                // It closes without an error when it is told to.
                try? await channel.closeFuture.get()
            } onCancelOrGracefulShutdown: {
                channel.close(promise: nil)
            }
            try? FileManager.default.removeItem(atPath: path)  // A file that stays is taken away by the next to listen.
        } catch {
            // The API can be served without it, on a path that is too long for a socket.
            note("No other command can use the data folder meanwhile: \(error)")
            try? await gracefulShutdown()
        }
        try await threads.shutdownGracefully()
    }
}

/// Runs the command of one connection.
private final class OneCommand: ChannelInboundHandler {
    typealias InboundIn = CommandFrame

    private let threads: NIOThreadPool
    private let run: CommandListener.Run
    private var hasBegun = false

    init(threads: NIOThreadPool, run: @escaping CommandListener.Run) {
        self.threads = threads
        self.run = run
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .request(let bytes) = unwrapInboundIn(data), !hasBegun,
            let request = try? JSONDecoder().decode(CommandRequest.self, from: Data(bytes))
        else { return context.close(promise: nil) }
        hasBegun = true
        let channel = context.channel
        let run = run
        threads.submit { state in
            guard case .active = state else { return channel.close(promise: nil) }
            let status = run(request) { output, data in
                for piece in Self.pieces(of: data) {
                    // Whoever asked may be gone; the command goes on to its end.
                    try? channel.writeAndFlush(CommandFrame.output(output, piece)).wait()
                }
            }
            channel.writeAndFlush(CommandFrame.end(status)).whenComplete { _ in channel.close(promise: nil) }
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private static func pieces(of data: Data) -> [[UInt8]] {
        stride(from: 0, to: data.count, by: CommandSocket.largestFrame).map { start in
            Array(data.dropFirst(start).prefix(CommandSocket.largestFrame))
        }
    }
}

package import Foundation
import NIOCore
import NIOPosix

/// Has a command run where the store is open.
package enum CommandClient {
    /// The process that had the store open ended while it ran the command.
    package struct Interrupted: Error, Hashable, Sendable, CustomStringConvertible {
        package var description: String {
            "The process that serves the store ended before it answered; what was to be done may be done or not. Look, then ask again."
        }
    }

    /// Sends a command through the socket of a data folder.
    ///
    /// - Parameters:
    ///   - request: the command.
    ///   - folder: the data folder.
    ///   - write: takes each piece of an output, as it comes.
    /// - Returns: its exit status; nil when nobody listens there.
    /// - Throws: ``Interrupted``, when it is not known how it ended.
    package static func send(
        _ request: CommandRequest,
        to folder: String,
        write: (CommandOutput, Data) -> Void
    ) async throws -> Int32? {
        let bytes = Array(try JSONEncoder().encode(request))
        let connection: NIOAsyncChannel<CommandFrame, CommandFrame>
        do {
            connection = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: CommandSocket.path(in: folder)) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers(
                            ByteToMessageHandler(CommandFrameCoder()),
                            MessageToByteHandler(CommandFrameCoder())
                        )
                        return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
        } catch {
            return nil
        }
        do {
            return try await connection.executeThenClose { answers, questions in
                try await questions.write(.request(bytes))
                for try await answer in answers {
                    switch answer {
                    case .output(let output, let piece): write(output, Data(piece))
                    case .end(let status): return status
                    case .request: throw CommandFrame.Malformed()
                    }
                }
                throw Interrupted()
            }
        } catch {
            throw Interrupted()
        }
    }
}

import NIOCore

/// A piece of what goes through the socket.
enum CommandFrame: Hashable, Sendable {
    /// What is to be run, in JSON.
    case request([UInt8])
    /// A piece of an output.
    case output(CommandOutput, [UInt8])
    /// The exit status; the last of all.
    case end(Int32)

    /// What is said in a frame of the wrong form.
    struct Malformed: Error {}
}

/// Takes frames apart and puts them together.
struct CommandFrameCoder: ByteToMessageDecoder, MessageToByteEncoder {
    typealias InboundOut = CommandFrame
    typealias OutboundIn = CommandFrame

    func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let frame = try Self.read(&buffer) else { return .needMoreData }
        context.fireChannelRead(wrapInboundOut(frame))
        return .continue
    }

    func decodeLast(
        context: ChannelHandlerContext,
        buffer: inout ByteBuffer,
        seenEOF: Bool
    ) throws -> DecodingState {
        try decode(context: context, buffer: &buffer)
    }

    func encode(data: CommandFrame, out: inout ByteBuffer) throws {
        switch data {
        case .request(let bytes): Self.write(1, bytes, to: &out)
        case .output(.answer, let bytes): Self.write(2, bytes, to: &out)
        case .output(.note, let bytes): Self.write(3, bytes, to: &out)
        case .end(let status):
            out.writeInteger(UInt8(4))
            out.writeInteger(UInt32(4))
            out.writeInteger(status)
        }
    }

    private static func write(_ kind: UInt8, _ bytes: [UInt8], to buffer: inout ByteBuffer) {
        buffer.writeInteger(kind)
        buffer.writeInteger(UInt32(bytes.count))
        buffer.writeBytes(bytes)
    }

    /// The next frame; nil while it has not come as a whole.
    private static func read(_ buffer: inout ByteBuffer) throws(CommandFrame.Malformed) -> CommandFrame? {
        let start = buffer.readerIndex
        guard let kind = buffer.getInteger(at: start, as: UInt8.self),
            let length = buffer.getInteger(at: start + 1, as: UInt32.self)
        else { return nil }
        guard length <= CommandSocket.largestFrame else { throw CommandFrame.Malformed() }
        guard let bytes = buffer.getBytes(at: start + 5, length: Int(length)) else { return nil }
        buffer.moveReaderIndex(forwardBy: 5 + bytes.count)
        switch kind {
        case 1: return .request(bytes)
        case 2: return .output(.answer, bytes)
        case 3: return .output(.note, bytes)
        case 4 where bytes.count == 4:
            return .end(Int32(bitPattern: bytes.reduce(0) { $0 << 8 | UInt32($1) }))
        default: throw CommandFrame.Malformed()
        }
    }
}

import NIOCore
import NIOHTTPTypes

/// Closes a connection on which a request takes too long to come: its head, or all of it, however often a byte of it arrives.
///
/// It stands behind the decoder, so that it sees heads and ends. A connection that waits for a next request is closed by the same
/// rule as one that has begun none.
final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let head: TimeAmount
    private let body: TimeAmount
    private var timer: Scheduled<Void>?
    /// How many requests came whole and are not answered yet.
    private var unanswered = 0
    private var isReadingBody = false

    init(headSeconds: Int, bodySeconds: Int) {
        head = .seconds(Int64(headSeconds))
        body = .seconds(Int64(bodySeconds))
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { arm(head, context) } }

    func channelActive(context: ChannelHandlerContext) {
        arm(head, context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        disarm()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { disarm() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            isReadingBody = true
            arm(body, context)
        case .body: break
        case .end:
            isReadingBody = false
            unanswered += 1
            disarm()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) {
            unanswered = max(0, unanswered - 1)
            if unanswered == 0, !isReadingBody { arm(head, context) }
        }
        context.write(data, promise: promise)
    }

    private func arm(_ time: TimeAmount, _ context: ChannelHandlerContext) {
        disarm()
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: time) { channel.close(promise: nil) }
    }

    private func disarm() {
        timer?.cancel()
        timer = nil
    }
}

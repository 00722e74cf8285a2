import Hummingbird
import NIOCore

/// The context of a request: it knows the connection, so that a fault can drop it.
struct EmulatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Closes the connection without an answer.
    func dropConnection() async -> Response {
        try? await channel.close()
        return Response(status: .internalServerError)
    }
}

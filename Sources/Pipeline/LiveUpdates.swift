import Workbench

/// Tells open pages and waiting workers that something changed. Nothing depends on it but promptness: whoever
/// misses an update finds the change in the store.
public actor LiveUpdates {
    public struct Update: Hashable, Sendable {
        public enum Kind: String, Sendable {
            case alert
            case device
            case delivery
            case investigation
        }

        public var kind: Kind
        public var organizationID: ID<Organization>
        /// The record's id.
        public var id: String

        public init(kind: Kind, organizationID: ID<Organization>, id: String) {
            self.kind = kind
            self.organizationID = organizationID
            self.id = id
        }
    }

    private var listeners: [Int: AsyncStream<Update>.Continuation] = [:]
    private var nextListener = 0
    private var isClosed = false

    public init() {}

    /// Updates from now on. A slow reader loses the oldest of more than 256 waiting ones.
    public func subscribe() -> AsyncStream<Update> {
        let (stream, continuation) = AsyncStream.makeStream(of: Update.self, bufferingPolicy: .bufferingNewest(256))
        guard !isClosed else {
            continuation.finish()
            return stream
        }
        let listener = nextListener
        nextListener &+= 1
        listeners[listener] = continuation
        continuation.onTermination = { [weak self] _ in
            Task { await self?.remove(listener) }
        }
        return stream
    }

    public func publish(_ updates: [Update]) {
        for listener in listeners.values {
            for update in updates { listener.yield(update) }
        }
    }

    /// Ends every subscription, so that open event streams close cleanly when the server stops.
    public func close() {
        isClosed = true
        for listener in listeners.values { listener.finish() }
        listeners = [:]
    }

    public var listenerCount: Int { listeners.count }

    private func remove(_ listener: Int) {
        listeners[listener] = nil
    }
}

import Pipeline

/// One HTTP request, always a POST: tokens and GraphQL need nothing else.
struct HTTPCall: Sendable {
    var url: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// Longer answers are not read to their end.
    var answerLimit: Int
    /// Seconds for the whole exchange.
    var timeout: Int64
}

struct HTTPAnswer: Sendable {
    var status: Int
    /// By lower-case name.
    var headers: [String: String]
    var body: [UInt8]
}

/// No answer, or none that could be read.
struct HTTPFailure: Error, Hashable, Sendable {
    var error: IntegrationError
    /// Whether the request may have reached the other side, so that what it asked for may have happened.
    var mayHaveArrived: Bool
}

/// Carries requests. Redirects are never followed: they would carry the bearer token elsewhere.
protocol HTTPTransport: Sendable {
    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer

    /// Ends its connections.
    func close() async
}

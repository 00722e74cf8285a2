import HTTPTypes
import Hummingbird
import Logging
import Workbench

/// One line for each request: method, path, status, time, who. Never a query, a body, a header or a webhook key.
struct RequestLog: RouterMiddleware {
    typealias Context = AppRequestContext

    let metrics: ServerMetrics

    func handle(
        _ request: Request, context: AppRequestContext, next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let response = try await next(request, context)
        let elapsed = begin.duration(to: .now)
        metrics.noteRequest(area: ServerMetrics.area(of: request.uri.path), status: response.status.code, took: elapsed)
        context.logger.log(
            level: RequestLog.level(request, response), "\(request.method.rawValue) \(request.uri.path)",
            metadata: [
                "status": .stringConvertible(response.status.code),
                "milliseconds": .stringConvertible(elapsed.milliseconds),
                "from": .string(context.address),
            ])
        return response
    }

    private static func level(_ request: Request, _ response: Response) -> Logger.Level {
        if response.status.code >= 500 { return .warning }
        return request.method == .get || request.method == .head ? .debug : .info
    }
}

extension Duration {
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds &* 1000 &+ attoseconds / 1_000_000_000_000_000
    }

    var seconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}

import HTTPTypes
import Hummingbird

/// The faults that hit a call before it is carried out.
struct FaultGate {
    enum Outcome {
        case answer(Response)
        case drop
    }

    let faults: FaultBoard
    let operations: [String]

    /// Waits for latency, then says how the call ends early; nil when it may go on.
    func beforeCall() async throws -> Outcome? {
        if let fault = faults.take(.latencyMs, for: operations) {
            try await Task.sleep(for: .milliseconds(fault.number ?? 1000))
        }
        if faults.take(.dropBefore, for: operations) != nil { return .drop }
        if let fault = faults.take(.rateLimit429, for: operations) {
            var response = Reply.graphQLError(
                "rate limit exceeded", code: "RATE_LIMIT_EXCEEDED", status: .tooManyRequests)
            if let seconds = fault.number { response.headers[.retryAfter] = String(seconds) }
            return .answer(response)
        }
        if faults.take(.forbiddenIP, for: operations) != nil {
            return .answer(
                Reply.graphQLError("access denied, IP address is not allowed", code: "FORBIDDEN_IP", status: .forbidden)
            )
        }
        if let fault = faults.take(.serverError5xx, for: operations) {
            return .answer(
                Reply.graphQLError(
                    "Oops! an internal error has occurred", code: "INTERNAL",
                    status: fault.status(or: 500)))
        }
        if let fault = faults.take(.htmlBody, for: operations) {
            return .answer(Reply.html(fault.status(or: 502)))
        }
        return nil
    }
}

extension Fault {
    fileprivate func status(or usual: Int) -> HTTPResponse.Status {
        HTTPResponse.Status(code: min(max(number ?? usual, 200), 599))
    }
}

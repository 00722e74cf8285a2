import Foundation
import Pipeline
import Workbench

/// What a call led to that was not an answer.
struct CallFailure: Error, Hashable, Sendable {
    var error: IntegrationError
    /// The vendor may have done what was asked, although no answer says so.
    var mayHaveRun: Bool
    /// The token was refused; a new one is worth one more try.
    var isUnauthenticated = false
    /// Wiz's own code, if it gave one.
    var code: String?
}

/// The value of an operation's root field, with what Wiz complains of beside it.
struct GraphQLAnswer: Hashable, Sendable {
    var root: JSON
    /// Errors deeper in the answer: the rest of it stands.
    var errors: [WizError]
}

/// Turns an HTTP answer into the data of an operation or into what went wrong (Wiz: error envelope and status codes).
struct ReplyReader: Sendable {
    var operation: Operation
    var now: Timestamp

    func read(_ answer: HTTPAnswer) throws(CallFailure) -> GraphQLAnswer {
        let retryAt = RetryAfter.time(answer.headers["retry-after"], now: now)
        let reply = try? JSON(parsing: answer.body)
        let errors = reply.map(WizError.list(in:)) ?? []
        if answer.status == 401 || errors.contains(where: \.isUnauthenticated) {
            let words = errors.first?.message ?? "status 401"
            throw CallFailure(
                error: IntegrationError(.auth, "Wiz does not accept the token: \(words)."), mayHaveRun: false,
                isUnauthenticated: true)
        }
        guard answer.status == 200 else { throw failure(answer, errors, retryAt) }
        guard let reply, case .object(let members) = reply, members["data"] != nil || members["errors"] != nil else {
            throw CallFailure(
                error: IntegrationError(.decoding, "Wiz answered with \(kind(of: answer)) instead of a GraphQL reply."),
                mayHaveRun: true)
        }
        if let limit = errors.first(where: \.isRateLimit) {
            throw CallFailure(error: limit.integrationError(for: operation.kind, retryAt: retryAt), mayHaveRun: false)
        }
        let data = reply["data"]
        if operation.mayBeNull, errors.isEmpty, data?.has(operation.rootField) == true,
            data?[operation.rootField] == nil
        {
            return GraphQLAnswer(root: .null, errors: [])
        }
        guard let root = data?[operation.rootField] else { throw withoutData(errors, retryAt) }
        return GraphQLAnswer(root: root, errors: errors)
    }

    private func withoutData(_ errors: [WizError], _ retryAt: Timestamp?) -> CallFailure {
        guard let first = errors.first else {
            return CallFailure(
                error: IntegrationError(.decoding, "Wiz answered without \(operation.rootField) and without an error."),
                mayHaveRun: true)
        }
        let error = first.integrationError(for: operation.kind, retryAt: retryAt)
        return CallFailure(error: error, mayHaveRun: error.reason == .server, code: first.code)
    }

    private func failure(_ answer: HTTPAnswer, _ errors: [WizError], _ retryAt: Timestamp?) -> CallFailure {
        let words = errors.first.map { ": \($0.message)" } ?? ""
        switch answer.status {
        case 429:
            return CallFailure(
                error: IntegrationError(.rateLimited(until: retryAt), "Wiz is asked too often (status 429)\(words)."),
                mayHaveRun: false)
        case 500...599:
            return CallFailure(
                error: IntegrationError(.server, "Wiz failed with status \(answer.status)\(words)."), mayHaveRun: true)
        case 300...399:
            return CallFailure(
                error: IntegrationError(
                    .client, "Wiz answered with a redirect, which is not followed. Check the API endpoint URL."),
                mayHaveRun: false)
        case 404:
            return CallFailure(
                error: IntegrationError(
                    .client, "There is no GraphQL endpoint at this address (status 404). Check the API endpoint URL."),
                mayHaveRun: false)
        case 403:
            let error =
                errors.first?.integrationError(for: operation.kind, retryAt: nil)
                ?? IntegrationError(.refused, "Wiz answered 403 Forbidden without saying why.")
            return CallFailure(error: error, mayHaveRun: false)
        default:
            return CallFailure(
                error: IntegrationError(.client, "Wiz refused the request with status \(answer.status)\(words)."),
                mayHaveRun: false)
        }
    }

    private func kind(of answer: HTTPAnswer) -> String {
        if answer.body.isEmpty { return "nothing" }
        let type = answer.headers["content-type"]?.lowercased() ?? ""
        return type.contains("html") || answer.body.first == UInt8(ascii: "<") ? "an HTML page" : "something"
    }
}

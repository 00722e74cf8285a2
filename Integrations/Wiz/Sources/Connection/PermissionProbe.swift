import Pipeline
import Workbench

/// Asks for one of everything that is read, because a client cannot list its own permissions.
struct PermissionProbe: Sendable {
    let client: GraphQLClient
    let missingScopes: MissingScopes

    private struct Probe {
        var operation: Operation
        var variables: [String: JSON]
        /// The permission, where Wiz's refusal does not name it.
        var scope: String
    }

    /// Without `read:threat_issues` Wiz leaves threats out of a list silently, and refuses only when asked for them.
    private static let probes = [
        Probe(operation: .probeIssues, variables: [:], scope: "read:issues"),
        Probe(
            operation: .probeIssues, variables: ["filterBy": ["type": ["THREAT_DETECTION"]]],
            scope: "read:threat_issues"),
        Probe(operation: .probeDetections, variables: [:], scope: "read:detections"),
    ]

    func problems() async -> [HealthProblem] {
        var problems: [HealthProblem] = []
        for probe in PermissionProbe.probes {
            guard let error = await failure(of: probe) else { continue }
            let problem = error.problem
            if !problems.contains(problem) { problems.append(problem) }
            // Without a token or a connection the other questions fail alike; while limited they would only do harm.
            switch error.reason {
            case .auth, .network, .timeout, .rateLimited: return problems + writeProblems
            case .scope, .client, .server, .decoding, .refused: break
            }
        }
        return problems + writeProblems
    }

    private func failure(of probe: Probe) async -> IntegrationError? {
        do throws(CallFailure) {
            let answer = try await client.run(probe.operation, probe.variables, .interactive)
            return answer.errors.first { $0.code == "UNAUTHORIZED" }?.integrationError(for: .query, retryAt: nil)
        } catch {
            guard error.error.reason == .refused, error.error.detail.lowercased().contains("access denied") else {
                return error.error
            }
            return IntegrationError(.scope(probe.scope), "\(error.error.detail) (needed: \(probe.scope))")
        }
    }

    private var writeProblems: [HealthProblem] {
        missingScopes.all.map {
            HealthProblem(
                kind: .scopeMissing,
                words: "The service account lacks the permission \($0): outcomes are written to Wiz as notes only. "
                    + "Add it under Settings > Service Accounts in Wiz.")
        }
    }
}

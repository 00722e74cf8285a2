import Pipeline
import Workbench

/// Tries a tenant once and thoroughly, for somebody who sets it up.
struct TenantTest: Sendable {
    /// Seconds by which both clocks may differ before somebody should look.
    private static let tolerableSkew: Double = 60

    let client: GraphQLClient
    let address: TenantAddress
    let clock: VendorClock

    func report() async -> ConnectionReport {
        var report = ConnectionReport()
        do throws(IntegrationError) {
            let token = try await client.tokens.token()
            describe(TokenClaims(bearer: token.bearer), in: &report)
            await checkPermissions(in: &report)
        } catch {
            report.problems.append(error.problem)
            report.permissions = PermissionCheck.all.map { $0.untried("No token was given.") }
        }
        noteClock(in: &report)
        return report
    }

    private func describe(_ claims: TokenClaims?, in report: inout ConnectionReport) {
        let environment = address.environment(issuer: claims?.issuer)
        report.environment = environment.words
        report.needsAddendum = environment == .gov
        report.region = address.dataCenter ?? claims?.dataCenter
        if let named = address.dataCenter, let own = claims?.dataCenter, named != own {
            report.warnings.append(
                "The address names the data centre \(named), the account belongs to \(own). Compare the API endpoint "
                    + "URL with the one under User Settings > Tenant in Wiz.")
        }
    }

    private func checkPermissions(in report: inout ConnectionReport) async {
        var stop: IntegrationError?
        for check in PermissionCheck.all {
            if let stop {
                report.permissions.append(check.untried(stop.detail))
                continue
            }
            let (answer, failure) = await ask(check)
            report.permissions.append(check.result(failure))
            if check.scope == PermissionCheck.readIssues.scope, let answer {
                report.sampleIssueIDs = answer.root["nodes"]?.array.compactMap { $0["id"]?.string } ?? []
            }
            if check.scope == PermissionCheck.readProjects.scope, let answer { noteProjects(answer.root, in: &report) }
            if let failure { noteLimit(failure.error, in: &report) }
            switch failure?.error.reason {
            // The other questions would fail alike; while limited they would only do harm.
            case .auth?, .network?, .timeout?, .rateLimited?:
                stop = failure?.error
                note(failure, in: &report)
            case .server?, .decoding?: note(failure, in: &report)
            case .scope?, .client?, .refused?, nil: break
            }
        }
    }

    private func note(_ failure: CallFailure?, in report: inout ConnectionReport) {
        guard let problem = failure?.error.problem, !report.problems.contains(problem) else { return }
        report.problems.append(problem)
    }

    private func ask(_ check: PermissionCheck) async -> (GraphQLAnswer?, CallFailure?) {
        do throws(CallFailure) {
            let answer = try await client.run(check.operation, check.variables, .interactive)
            guard let refusal = answer.errors.first(where: { $0.code == "UNAUTHORIZED" }) else { return (answer, nil) }
            let error = refusal.integrationError(for: check.operation.kind, retryAt: nil)
            return (nil, CallFailure(error: error, mayHaveRun: false, code: refusal.code))
        } catch {
            return (nil, error)
        }
    }

    /// How many projects there are in all is not to be had, so that a person compares.
    private func noteProjects(_ root: JSON, in report: inout ConnectionReport) {
        let names = (root["nodes"]?.array ?? []).compactMap { $0["name"]?.string }
        guard let only = names.first else {
            report.warnings.append(
                "The service account sees no project. If the tenant has any, give it the scope All Projects in Wiz.")
            return
        }
        guard root["totalCount"]?.integer ?? Int64(names.count) == 1 else { return }
        report.warnings.append(
            "The service account sees one project only, \(only.prefix(100)). If the tenant has more, give it the scope "
                + "All Projects in Wiz; issues of other projects would never arrive.")
    }

    private func noteLimit(_ error: IntegrationError, in report: inout ConnectionReport) {
        // The lists in brackets are names of permissions, of which some speak of projects too.
        let words = error.detail.lowercased().replacing(/\[[^\]]*\]/, with: "")
        if case .scope = error.reason { return }
        guard words.contains("project"), words.contains("denied") || words.contains("scope") else { return }
        let warning =
            "Wiz's refusal speaks of projects: the service account may be limited to some of them. Give it the scope "
            + "All Projects."
        if !report.warnings.contains(warning) { report.warnings.append(warning) }
    }

    private func noteClock(in report: inout ConnectionReport) {
        guard let difference = clock.difference else { return }
        report.clockDifference = difference
        guard abs(difference) > TenantTest.tolerableSkew, abs(difference) < 1e9 else { return }
        let seconds = Int(abs(difference).rounded())
        report.warnings.append(
            "This server's clock is \(seconds) seconds \(difference > 0 ? "behind" : "ahead of") Wiz's. Set it by NTP: "
                + "times of alerts and the windows of polls would be wrong.")
    }
}

extension PermissionCheck {
    fileprivate func untried(_ words: String) -> ConnectionReport.Permission {
        ConnectionReport.Permission(
            name: scope, purpose: purpose, isRequired: isRequired, verdict: .unknown, words: "Not tried: \(words)")
    }
}

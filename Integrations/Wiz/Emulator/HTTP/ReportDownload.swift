import GraphQL
import HTTPTypes
import Hummingbird
import NIOCore

/// `/reports/{run}.csv`: the file of a report, without a token, as presigned addresses are.
struct ReportDownload: Sendable {
    let tenant: Tenant

    func add(to router: Router<EmulatorContext>) {
        router.get("/reports/:file", use: respond)
    }

    private func respond(_ request: Request, _ context: EmulatorContext) async throws -> Response {
        let run = context.parameters.get("file").map { $0.prefix { $0 != "." } }.flatMap { WizID(String($0)) }
        let now = tenant.clock.now()
        guard let report = tenant.reports.reports.first(where: { $0.run == run }),
            now >= report.runAt.adding(seconds: ReportShelf.runSeconds)
        else { throw Refusal.notFound }
        let table = ReportTable(type: report.type, state: tenant.snapshot(), now: now)
        return Response(
            status: .ok, headers: [.contentType: "text/csv; charset=utf-8"],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: ReportTable.line(table.header)))
                for row in table.rows { try await writer.write(ByteBuffer(string: ReportTable.line(row))) }
                try await writer.finish(nil)
            })
    }
}

/// What a report holds, as rows of text.
struct ReportTable {
    let type: String
    let state: TenantState
    let now: WizTime

    var header: [String] {
        switch type {
        case "ISSUES", "DETAILED":
            [
                "Created At", "Title", "Severity", "Status", "Resource Type", "Resource external ID", "Subscription ID",
                "Project Names", "Issue ID", "Resource Name", "Control ID", "Resolution Reason", "Wiz URL",
            ]
        case "VULNERABILITIES":
            ["Name", "Severity", "Score", "Asset ID", "Asset Name", "Asset Type", "Version", "Fixed Version", "Status"]
        case "CONFIGURATION_FINDINGS", "CLOUD_CONFIGURATION":
            ["Rule ID", "Rule Name", "Severity", "Result", "Status", "Resource ID", "Resource Name"]
        default: ["ID", "Name", "Type", "Native Type", "Cloud Platform", "Region", "External ID", "Subscription ID"]
        }
    }

    var rows: AnySequence<[String]> {
        switch type {
        case "ISSUES", "DETAILED": AnySequence(state.issues.lazy.map(row))
        case "VULNERABILITIES": AnySequence(state.inventory.vulnerabilities.lazy.map(row))
        case "CONFIGURATION_FINDINGS", "CLOUD_CONFIGURATION":
            AnySequence(state.inventory.checks.lazy.map(row))
        default: AnySequence(state.inventory.resources.lazy.map(row))
        }
    }

    private func row(_ issue: Issue) -> [String] {
        let resource = state.resource(of: issue)
        let rule = state.rules[issue.rule]
        return [
            issue.createdAt.description, rule.name, issue.severity.rawValue, issue.status.rawValue,
            resource?.type ?? "",
            resource?.externalID ?? "", state.account(of: resource)?.externalID ?? "",
            state.projects(of: issue).map(\.name).joined(separator: ", "), issue.id.description, resource?.name ?? "",
            rule.id, issue.resolutionReason?.rawValue ?? "", "",
        ]
    }

    private func row(_ finding: VulnerabilityFinding) -> [String] {
        let resource = state.resource(at: finding.resource)
        let vulnerability = finding.vulnerability
        return [
            vulnerability.id, vulnerability.severity, String(vulnerability.score), resource?.id ?? "",
            resource?.name ?? "", resource?.type ?? "", vulnerability.version, vulnerability.fixedVersion ?? "",
            finding.isResolved ? "RESOLVED" : "OPEN",
        ]
    }

    private func row(_ finding: ConfigurationFinding) -> [String] {
        let resource = state.resource(at: finding.resource)
        let rule = state.rules[finding.rule]
        return [
            rule.id, rule.name, rule.severity.rawValue, finding.result, finding.status, resource?.id ?? "",
            resource?.name ?? "",
        ]
    }

    private func row(_ resource: Resource) -> [String] {
        [
            resource.id, resource.name, resource.type, resource.nativeType, resource.platform, resource.region,
            resource.externalID, state.account(of: resource)?.externalID ?? "",
        ]
    }

    /// RFC 4180.
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            cell.contains { $0 == "," || $0 == "\"" || $0.isNewline }
                ? "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
                : cell
        }.joined(separator: ",") + "\r\n"
    }
}

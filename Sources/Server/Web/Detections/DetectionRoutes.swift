import Detection
import HTTPTypes
import Hummingbird
import Pipeline
import Workbench

/// The detection rules: which there are, what each did, and what of ATT&CK they cover.
struct DetectionRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/detections") { page, _ in Response(page: try await list(page)) }
        router.page("/detections/coverage") { page, _ in Response(page: try await coverage(page)) }
        router.page("/detections/rules/{id}") { page, parameters in
            Response(page: try await one(page, try rule(parameters)))
        }
        router.page("/detections/rules/{id}/filter") { page, parameters in
            Response(page: try await filter(page, try rule(parameters)))
        }
    }

    static func address(_ ruleID: String) -> PageAddress {
        PageAddress("/detections/rules/\(PageAddress.encoded(ruleID))")
    }

    static func tabs(_ current: String) -> [MenuLink] {
        [
            ("Rules", "/detections"), ("ATT&CK coverage", "/detections/coverage"),
            ("Suppressions", "/detections/suppressions"),
        ].map { MenuLink($0.0, PageAddress($0.1), isCurrent: $0.1 == current) }
    }

    private func rule(_ parameters: Parameters) throws(WorkbenchError) -> Rule {
        guard let id = parameters.get("id"), let rule = services.rules.pack.rule(id) else { throw .notFound("rule") }
        return rule
    }

    private func scope(_ page: PageRequest) -> AccessScope {
        page.chosenOrganization.map { AccessScope.organization($0) } ?? page.viewer.scope
    }

    private func list(_ page: PageRequest) async throws -> String {
        let viewer = page.viewer
        let scope = scope(page)
        let now = services.suppressions.clock()
        let (hits, organizations) = try await services.store.read { tx in
            (try tx.ruleHits.perDay(scope: scope, since: Sparkline.start(now)), try tx.switchable(by: viewer))
        }
        let shell = page.shell("Detections", .detections, organizations: organizations, here: "/detections")
        return try DetectionListPage(
            services.rules.pack, hits: hits, filter: DetectionListPage.Filter(page.query), now: now, shell: shell
        ).html()
    }

    private func coverage(_ page: PageRequest) async throws -> String {
        let viewer = page.viewer
        let organizations = try await services.store.read { tx in try tx.switchable(by: viewer) }
        let shell = page.shell(
            "ATT&CK coverage", .detections, organizations: organizations, here: "/detections/coverage")
        return try CoveragePage(services.rules.pack.rules, shell: shell).html()
    }

    private func one(_ page: PageRequest, _ rule: Rule) async throws -> String {
        let viewer = page.viewer
        let scope = scope(page)
        let now = services.suppressions.clock()
        let facts = try await services.store.read { tx in
            DetectionRulePage.Facts(
                hits: try tx.ruleHits.perDay(scope: scope, since: Sparkline.start(now)).filter { $0.ruleID == rule.id },
                alerts: try tx.ruleHits.alerts(rule: rule.id, scope: scope, since: nil, limit: 20),
                suppressions: try tx.ruleHits.suppressions(rule: rule.id, scope: scope),
                organizations: try tx.switchable(by: viewer))
        }
        let shell = page.shell(
            rule.title, .detections, organizations: facts.organizations, here: DetectionRoutes.address(rule.id).text)
        return try DetectionRulePage(rule, in: services.rules.pack, facts: facts, now: now, shell: shell).html()
    }

    /// What a filter made of one alert would have kept out of the rule.
    private func filter(_ page: PageRequest, _ rule: Rule) async throws -> String {
        guard let id = page.query["alert"] else { throw WorkbenchError.invalid("Name the alert.", field: "alert") }
        let now = services.suppressions.clock()
        guard
            let proposal = try await FilterProposal.make(
                for: rule, after: ID(id), scope: page.viewer.scope, now: now, in: services.store)
        else { throw WorkbenchError.notFound("alert") }
        let shell = page.shell(
            "Proposed filter", .detections, here: DetectionRoutes.address(rule.id).text)
        return try FilterProposalPage(proposal, rule: rule, viewer: page.viewer, now: now, shell: shell).html()
    }
}

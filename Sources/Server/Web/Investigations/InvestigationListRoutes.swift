import Hummingbird
import Pipeline
import Workbench

struct InvestigationListRoutes: Sendable {
    let services: ServerServices

    func add(to router: Router<AppRequestContext>) {
        router.page("/investigations") { page, _ in
            let (viewer, organization) = (page.viewer, page.chosenOrganization)
            let tab = page.query["show"].flatMap(InvestigationListModel.Tab.init) ?? .open
            let cursor = page.query["cursor"]
            let (model, organizations) = try await services.store.read { tx in
                (
                    try InvestigationListModel.read(
                        tab, for: viewer, organization: organization, cursor: cursor, in: tx),
                    try tx.switchable(by: viewer)
                )
            }
            let shell = page.shell("Investigations", .investigations, organizations: organizations)
            return Response(page: try InvestigationListPage(model, shell: shell).html())
        }
        router.form("/investigations", limit: services.settings.requestLimit) { page, _, fields in
            guard page.chosenOrganization != nil || !page.viewer.role.isProvider else {
                throw WorkbenchError.invalid(
                    "Choose an organization above first: an investigation belongs to one.", field: "organization")
            }
            let opening = InvestigationOpening(
                title: fields["title"] ?? "", organizationID: page.chosenOrganization, assignee: nil)
            let investigation = try await services.investigations.open(opening, by: page.viewer)
            return .seeOther(
                InvestigationRoutes.address(investigation.id).with("notice", Notice.investigationOpened.rawValue))
        }
    }
}

import Workbench

/// All suppressions in scope, newest first.
struct SuppressionListPage: Sendable {
    var shell: Shell
    var tabs: [MenuLink]
    var count: String
    var rows: [SuppressionView]
    var hasRows: Bool
    var canAdd: Bool

    init(_ rows: [SuppressionView], viewer: Principal, shell: Shell) {
        self.shell = shell
        tabs = DetectionRoutes.tabs("/detections/suppressions")
        self.rows = rows
        count = rows.count == 1 ? "1 suppression" : "\(grouped(rows.count)) suppressions"
        hasRows = !rows.isEmpty
        canAdd = !viewer.isReadOnly
    }

    func html() throws -> String { try Templates.render(self, with: "SuppressionList") }
}

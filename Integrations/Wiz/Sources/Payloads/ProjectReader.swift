import Workbench

/// The projects of an issue or detection: a list, one, or names in a text.
enum ProjectReader {
    static func projects(_ node: JSON) -> [VendorAlertContent.Project] {
        let listed = node.objects("projects") + [node["project"]].compactMap { $0 }
        let named = listed.compactMap { project in
            project.text(anyOf: "name", "slug").map {
                VendorAlertContent.Project(
                    id: project.text("id"), name: $0, businessImpact: project["riskProfile"]?.text("businessImpact"))
            }
        }
        if !named.isEmpty { return named.withoutRepeats }
        return node.texts("projects").map { VendorAlertContent.Project(name: $0) }
    }
}

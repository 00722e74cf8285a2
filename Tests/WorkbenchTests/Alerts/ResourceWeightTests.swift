import Testing
import Workbench

@Suite("What a resource's weight does to an alert's severity")
struct ResourceWeightTests {
    private func content(
        impact: String? = nil, environment: String? = nil, risks: [String] = [], tags: [String: String] = [:]
    ) -> VendorAlertContent {
        VendorAlertContent(
            name: "Shell", resource: .init(id: "r-1", tags: tags),
            projects: impact.map { [.init(name: "Payments", businessImpact: $0)] } ?? [],
            environments: environment.map { [$0] } ?? [], risks: risks)
    }

    @Test("a plain resource keeps the rule's level")
    func plain() {
        let (severity, reasons) = ResourceWeight.severity(of: .medium, on: content())
        #expect(severity == .medium)
        #expect(reasons == ["the rule's level is medium"])
    }

    @Test("production with high business impact is one step worse, and says why")
    func worse() {
        let (severity, reasons) = ResourceWeight.severity(
            of: .high, on: content(impact: "HBI", environment: "PRODUCTION"))
        #expect(severity == .critical)
        #expect(
            reasons == [
                "the rule's level is high", "a project of high business impact (+2)", "a production environment (+1)",
                "so it is critical",
            ])
    }

    @Test("neither alone is enough, and no sum moves more than one step")
    func steps() {
        #expect(ResourceWeight.severity(of: .low, on: content(impact: "HBI")).0 == .low)
        let all = content(
            impact: "HBI", environment: "PRODUCTION", risks: ["EXTERNAL_EXPOSURE", "HIGH_PRIVILEGE"],
            tags: ["Crown_Jewel": "yes"])
        #expect(ResourceWeight.severity(of: .low, on: all).0 == .medium)
        #expect(ResourceWeight.severity(of: .critical, on: all).0 == .critical)
    }

    @Test("a development resource of low impact is one step better")
    func better() {
        let spare = content(impact: "LBI", environment: "DEVELOPMENT")
        #expect(ResourceWeight.severity(of: .high, on: spare).0 == .medium)
        #expect(ResourceWeight.severity(of: .low, on: spare).0 == .low)
    }

    @Test(
        "a crown jewel is one step worse by its tag alone",
        arguments: [
            ["crown-jewel": "true"], ["Criticality": "Mission Critical"], ["tier": "crown_jewel"],
        ])
    func crownJewel(_ tags: [String: String]) {
        #expect(ResourceWeight.severity(of: .medium, on: content(tags: tags)).0 == .high)
    }

    @Test("tuning stays tuning")
    func tuning() {
        #expect(ResourceWeight.severity(of: .tuning, on: content(tags: ["crown-jewel": "yes"])).0 == .tuning)
    }
}

import Testing
import Workbench

@Suite("Content of a vendor alert")
struct VendorAlertContentTests {
    let full = VendorAlertContent(
        name: "Shell in container", description: "A shell.", severity: .high, type: "THREAT",
        origins: ["SENSOR"], resource: .init(id: "r1"), tactics: ["TA0002"], events: [.init(name: "exec")],
        eventsTotal: 3, detectionIDs: ["d1"], notes: [.init(text: "seen")], url: "https://vendor.example/1")

    @Test("what a later body leaves out stays as it was")
    func silence() {
        let merged = full.overlaid(with: VendorAlertContent(name: "Shell in pod"))
        var expected = full
        expected.name = "Shell in pod"
        #expect(merged == expected)
    }

    @Test("what a later body says replaces what was there")
    func news() {
        let later = VendorAlertContent(
            name: "Shell in container", severity: .low, resource: .init(id: "r2"), tactics: ["TA0005"], eventsTotal: 4)
        let merged = full.overlaid(with: later)
        #expect(merged.severity == .low)
        #expect(merged.resource?.id == "r2")
        #expect(merged.tactics == ["TA0005"])
        #expect(merged.eventsTotal == 4)
        #expect(merged.events == full.events)
    }
}

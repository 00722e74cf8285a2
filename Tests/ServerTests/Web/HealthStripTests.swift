import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Server

@Suite("Health over ninety days")
struct HealthStripTests {
    private func change(_ status: DeviceHealth.Status, daysAgo: Double) -> HealthChange {
        HealthChange(
            deviceID: ID("device"), status: status, at: Fixture.time.adding(seconds: -daysAgo * 86_400),
            words: status == .unhealthy ? "The token is refused." : nil)
    }

    @Test("a day counts as bad when it was bad at any moment, and what was before the first record is not known")
    func days() {
        let strip = HealthStrip(
            [change(.healthy, daysAgo: 10.5), change(.unhealthy, daysAgo: 3.5), change(.healthy, daysAgo: 2.5)],
            now: Fixture.time)
        let styles = strip.days.map(\.style)
        #expect(styles.count == 90)
        #expect(styles.prefix(79).allSatisfy { $0 == "none" })
        #expect(Array(styles.suffix(11)) == Array(repeating: "good", count: 7) + ["bad", "bad", "good", "good"])
        #expect(strip.summary.hasPrefix("Healthy throughout on 9 of 11 days"))
        #expect(strip.days[87].title.hasSuffix("unhealthy: The token is refused."))
        #expect(HealthStrip([], now: Fixture.time).days.allSatisfy { $0.style == "none" })
    }
}

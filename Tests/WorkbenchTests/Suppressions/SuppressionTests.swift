import Testing
import Workbench

@Suite("A suppression")
struct SuppressionTests {
    private let time = Timestamp(milliseconds: 1_767_348_000_000)
    private let organization = ID<Organization>("org-1")
    private let device = ID<SecurityDevice>("device-1")

    private func suppression(_ change: (inout Suppression) -> Void = { _ in }) -> Suppression {
        var suppression = Suppression(
            id: ID("s-1"), organizationID: organization, name: "Backups", condition: "a: {name: x}\ncondition: a",
            reason: "Each night.", place: .workbench, dismisses: true, createdBy: Actor.system,
            updatedBy: Actor.system, createdAt: time, updatedAt: time)
        change(&suppression)
        return suppression
    }

    @Test("is active, expires at its time, and asks for review when it is broken or has been quiet for 90 days")
    func status() {
        let day = 86_400.0
        #expect(suppression().status(at: time, problem: nil) == .active)
        #expect(suppression().status(at: time.adding(seconds: 89 * day), problem: nil) == .active)
        #expect(suppression().status(at: time.adding(seconds: 90 * day), problem: nil) == .needsReview)
        let matched = suppression { $0.lastMatchedAt = time.adding(seconds: 30 * day) }
        #expect(matched.status(at: time.adding(seconds: 90 * day), problem: nil) == .active)
        #expect(suppression().status(at: time, problem: "Line 1.") == .needsReview)
        let ended = suppression { $0.expiresAt = time.adding(seconds: 1) }
        #expect(ended.status(at: time, problem: nil) == .active)
        #expect(ended.status(at: time.adding(seconds: 1), problem: "Line 1.") == .expired)
    }

    @Test("holds for its organization and device until it expires")
    func scope() {
        let other = (organization: ID<Organization>("org-2"), device: ID<SecurityDevice>("device-2"))
        #expect(suppression().holds(for: device, of: organization, at: time))
        #expect(!suppression().holds(for: other.device, of: other.organization, at: time))
        let narrow = suppression { $0.deviceID = other.device }
        #expect(!narrow.holds(for: device, of: organization, at: time))
        let wide = suppression { $0.organizationID = nil }
        #expect(wide.holds(for: other.device, of: other.organization, at: time))
        let ended = suppression { $0.expiresAt = time }
        #expect(!ended.holds(for: device, of: organization, at: time))
    }

    @Test("that holds for all is seen by everybody and changed by whoever sees everything")
    func access() {
        let wide = suppression { $0.organizationID = nil }
        #expect(wide.isVisible(in: .organization(organization)) && !wide.isChangeable(in: .organization(organization)))
        #expect(wide.isChangeable(in: .everything))
        let own = suppression()
        #expect(own.isChangeable(in: .organization(organization)))
        #expect(!own.isVisible(in: .organization(ID("org-2"))))
    }

    @Test("needs a name and a reason")
    func words() {
        #expect(throws: WorkbenchError.self) { try suppression { $0.name = " " }.checkWords() }
        #expect(throws: WorkbenchError.self) { try suppression { $0.reason = "" }.checkWords() }
        #expect(throws: Never.self) { try suppression().checkWords() }
    }
}

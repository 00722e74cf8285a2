import Testing
import Workbench

@Suite("Remediation actions")
struct RemediationActionTests {
    private static let actor = ID<Actor>("actor")
    private static let time = Timestamp(milliseconds: 1_000)
    private static let later = Timestamp(milliseconds: 2_000)

    private static func action(_ status: RemediationAction.Status = .inProgress) -> RemediationAction {
        RemediationAction(
            id: ID("action"), organizationID: ID("organization"), investigationID: ID("case"), status: status,
            content: .init(kind: .containHosts), createdAt: time, createdBy: actor, updatedAt: time, updatedBy: actor)
    }

    private static let allowed: [(from: RemediationAction.Status, to: RemediationAction.Status)] = [
        (.inProgress, .completed), (.inProgress, .closed), (.completed, .inProgress), (.closed, .inProgress),
    ]

    @Test(
        "go from status to status only along the allowed ways", arguments: RemediationAction.Status.allCases,
        RemediationAction.Status.allCases)
    func moving(from: RemediationAction.Status, to: RemediationAction.Status) throws {
        let before = Self.action(from)
        guard from != to else {
            #expect(try before.applying(.move(to), by: Self.actor, at: Self.later).histories.isEmpty)
            return
        }
        guard Self.allowed.contains(where: { $0 == (from, to) }) else {
            let error = #expect(throws: WorkbenchError.self) {
                try before.applying(.move(to), by: Self.actor, at: Self.later)
            }
            #expect(error?.code == .conflict)
            return
        }
        let after = try before.applying(.move(to), by: Self.actor, at: Self.later)
        #expect(after.action.status == to && after.action.statusUpdatedAt == Self.later)
        let entry: RemediationActionHistory.Action =
            switch to {
            case .completed: .completed
            case .closed: .closed
            case .inProgress: .updated
            }
        #expect(after.histories.map(\.action) == [entry])
        #expect(after.histories.first?.kind == .containHosts)
    }

    @Test("say what is to be done, by a kind or in words")
    func content() throws {
        #expect(throws: WorkbenchError.self) { try RemediationAction.Content().checked() }
        #expect(throws: WorkbenchError.self) { try RemediationAction.Content(action: " ").checked() }
        #expect(try RemediationAction.Content(action: "Pull the plug").checked().action == "Pull the plug")
        var content = Self.action().content
        content.comment = "Both of them."
        let after = try Self.action().applying(.rewrite(content), by: Self.actor, at: Self.later)
        #expect(after.histories.map(\.action) == [.updated])
        #expect(after.histories.first?.value["comment"]?["to"]?.string == "Both of them.")
    }

    @Test("name every kind in words")
    func words() {
        #expect(RemediationAction.Kind.resetCredentialsAWS.words == "Reset credentials AWS")
        #expect(RemediationAction.Kind.blockDomainsAndAddresses.words == "Block malicious domains and IPs")
        #expect(Set(RemediationAction.Kind.allCases.map(\.words)).count == RemediationAction.Kind.allCases.count)
    }

    @Test("are about assets, which open and complete")
    func assets() throws {
        let asset = RemediationAsset(
            id: ID("asset"), actionID: ID("action"), organizationID: ID("organization"), investigationID: ID("case"),
            kind: .host, value: "web-1", createdAt: Self.time, createdBy: Self.actor, updatedAt: Self.time,
            updatedBy: Self.actor)
        let done = try asset.applying(.init(status: .completed), by: Self.actor, at: Self.later)
        #expect(done.status == .completed && done.updatedAt == Self.later)
        #expect(try asset.applying(.init(status: .open), by: Self.actor, at: Self.later) == asset)
        for value: JSON in ["", [:], [], 7, .null] {
            #expect(throws: WorkbenchError.self) {
                try asset.applying(.init(value: value), by: Self.actor, at: Self.later)
            }
        }
        #expect(done.history(.completed, of: Self.action(), by: Self.actor, at: Self.later).status == .completed)
    }
}

import Testing
import Workbench

@Suite("Investigative actions")
struct InvestigativeActionTests {
    private typealias Status = InvestigativeAction.Status

    private static let actor = ID<Actor>("actor")
    private static let time = Timestamp(milliseconds: 1_000)
    private static let later = Timestamp(milliseconds: 2_000)

    private static func action(_ status: Status = .readyForAnalysis) -> InvestigativeAction {
        InvestigativeAction(
            id: ID("action"), organizationID: ID("organization"), investigationID: ID("case"), alertID: nil,
            kind: .manual, status: status, content: .init(title: "Look", reason: "It is odd."), createdAt: time,
            createdBy: actor, updatedAt: time, updatedBy: actor)
    }

    /// Everything that is allowed; the rest is not.
    private static let allowed: [(from: Status, to: Status)] = [
        (.running, .readyForAnalysis), (.running, .failed), (.running, .completed), (.running, .closed),
        (.failed, .running), (.failed, .readyForAnalysis), (.failed, .closed),
        (.readyForAnalysis, .running), (.readyForAnalysis, .completed), (.readyForAnalysis, .closed),
        (.completed, .running), (.completed, .readyForAnalysis),
        (.closed, .running), (.closed, .readyForAnalysis),
    ]

    @Test("go from status to status only along the allowed ways", arguments: Status.allCases, Status.allCases)
    func moving(from: InvestigativeAction.Status, to: InvestigativeAction.Status) throws {
        let before = Self.action(from)
        let isAllowed = Self.allowed.contains { $0 == (from, to) }
        guard from != to else {
            let same = try before.applying(.move(to), by: Self.actor, at: Self.later)
            #expect(same.action == before && same.histories.isEmpty)
            return
        }
        guard isAllowed else {
            let error = #expect(throws: WorkbenchError.self) {
                try before.applying(.move(to), by: Self.actor, at: Self.later)
            }
            #expect(error?.code == .conflict)
            return
        }
        let after = try before.applying(.move(to), by: Self.actor, at: Self.later)
        #expect(after.action.status == to)
        #expect(after.action.statusUpdatedAt == Self.later)
        #expect(after.action.version == before.version + 1)
        #expect(after.histories.map(\.action) == [to.isFinished ? .closed : nil])
    }

    @Test("tell who was assigned, and who was before")
    func assigning() throws {
        let first = try Self.action().applying(.assign(ID("anna")), by: Self.actor, at: Self.later)
        #expect(first.action.assignedTo == ID("anna"))
        let second = try first.action.applying(.assign(nil), by: Self.actor, at: Self.later)
        #expect(second.action.assignedTo == nil)
        #expect(second.histories.map(\.action) == [.assigned])
        #expect(second.histories.first?.value["from"]?.string == "anna")
        #expect(try second.action.applying(.assign(nil), by: Self.actor, at: Self.later).histories.isEmpty)
        let analyst = try Self.action().applying(.assignAnalysis(ID("ben")), by: Self.actor, at: Self.later)
        #expect(analyst.action.analysisAssignedTo == ID("ben"))
        #expect(analyst.histories.first?.assignedTo == ID("ben"))
    }

    @Test("are classified by whoever says so")
    func classifying() throws {
        let after = try Self.action().applying(.classify(.malicious), by: ID("anna"), at: Self.later)
        #expect(after.action.classification == .malicious && after.action.classifiedBy == ID("anna"))
        #expect(after.histories.map(\.action) == [.classified])
        let none = try after.action.applying(.classify(nil), by: ID("ben"), at: Self.later)
        #expect(none.action.classification == nil && none.action.classifiedBy == nil)
    }

    @Test("come to those who look at them once the customer has answered")
    func acknowledging() throws {
        let asked = Self.action(.running)
        let after = try asked.applying(
            .acknowledge(isAuthorized: false, by: "Lee", at: nil), by: Self.actor, at: Self.later)
        #expect(after.action.acknowledgement == .init(isAuthorized: false, at: Self.later, by: "Lee"))
        #expect(after.action.status == .readyForAnalysis && after.action.statusUpdatedAt == Self.later)
        #expect(after.histories.map(\.action) == [.acknowledged])
        let same = try after.action.applying(
            .acknowledge(isAuthorized: false, by: "Lee", at: nil), by: Self.actor, at: Timestamp(milliseconds: 3_000))
        #expect(same.histories.isEmpty)
        let finished = try Self.action(.completed).applying(
            .acknowledge(isAuthorized: true, by: "Lee", at: Self.time), by: Self.actor, at: Self.later)
        #expect(finished.action.status == .completed && finished.action.acknowledgement?.at == Self.time)
    }

    @Test("keep what was rewritten in their history, by the names of the API")
    func rewriting() throws {
        var content = Self.action().content
        content.results = "Nothing there."
        content.rank = 4
        let after = try Self.action().applying(.rewrite(content), by: Self.actor, at: Self.later)
        #expect(after.action.content.results == "Nothing there.")
        let value = try #require(after.histories.first?.value)
        #expect(Set(value.object.keys) == ["results", "rank"])
        #expect(value["results"]?["to"]?.string == "Nothing there.")
        #expect(value["rank"]?["from"]?.integer == 1)
    }

    @Test("need a title, and keep to their limits")
    func limits() {
        for (name, change) in [
            ("title", { $0.title = "  " }), ("title", { $0.title = String(repeating: "x", count: 501) }),
            ("reason", { $0.reason = String(repeating: "x", count: 20_001) }),
            ("input_args", { $0.inputArguments = ["x": .string(String(repeating: "x", count: 100_001))] }),
        ] as [(String, (inout InvestigativeAction.Content) -> Void)] {
            var content = Self.action().content
            change(&content)
            let error = #expect(throws: WorkbenchError.self) { try content.checked() }
            #expect(error?.field == name)
        }
    }

    @Test("have an outcome once its file is there")
    func results() throws {
        let after = try Self.action().applying(.attachResult(ID("file")), by: Self.actor, at: Self.later)
        #expect(after.action.resultFileID == ID("file"))
        #expect(after.histories.first?.value["result_file"]?["to"]?.string == "file")
    }
}

import Detection
import Testing
import Workbench

@Suite("A condition by itself")
struct EventConditionTests {
    private func event(_ content: VendorAlertContent) -> DetectionEvent {
        DetectionEvent(kind: .issue, content: content)
    }

    @Test(
        "takes searches at the top or below detection",
        arguments: [
            "selection:\n    name|contains: shell\n    resource.name: worker\ncondition: selection",
            "detection:\n    selection:\n        name|contains: shell\n        resource.name: worker\n    condition: selection",
        ])
    func matches(_ text: String) throws {
        let condition = try EventCondition(text)
        #expect(condition.matches(event(VendorAlertContent(name: "A Shell", resource: .init(name: "worker")))))
        #expect(!condition.matches(event(VendorAlertContent(name: "A Shell", resource: .init(name: "other")))))
    }

    @Test(
        "says in which line it is wrong, and what is",
        arguments: [
            ("", "Line 1"), ("just words", "must be a map"), ("a:\n    name: x", "condition is missing"),
            ("a:\n    name|nonsense: x\ncondition: a", "Line 2"), ("a: {name: x}\ncondition: b", "condition"),
            ("a: [", "not YAML"), ("condition: a", "no searches"),
            ("a: {name: x}\ncondition: a\n---\nb: 1", "one block"),
        ])
    func faults(_ text: String, _ words: String) {
        let error = #expect(throws: WorkbenchError.self) { try EventCondition(text) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.field == "condition")
    }

    @Test(
        "likeness meets the alert it was made from and no other, whatever its name holds",
        arguments: [
            "Reverse shell", "It's a * and a ? and a \\ and \\* too", "100% \"quoted\": {yes}", "# no comment",
            "Größe – 大きさ", "C:\\Windows\\System32\\cmd.exe",
        ])
    func likeness(_ name: String) throws {
        let content = VendorAlertContent(name: name, resource: .init(id: "r-1", name: "worker [1]", accountID: "42"))
        let vendorAlert = VendorAlert(
            id: ID("v-1"), organizationID: ID("o-1"), deviceID: ID("d-1"), kind: .issue, vendorID: "i-1", issueID: nil,
            content: content, state: nil, vendorUpdatedAt: nil, vendorCreatedAt: nil, raw: .null,
            firstSource: .webhook, createdAt: .now(), updatedAt: .now())
        let condition = try EventCondition(EventCondition.likeness(of: vendorAlert))
        #expect(condition.matches(event(content)))
        var other = content
        other.name = name + "x"
        #expect(!condition.matches(event(other)))
        other = content
        other.resource?.name = "worker 1"
        #expect(!condition.matches(event(other)))
    }
}

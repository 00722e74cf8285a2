import TestSupport
import Testing
import Workbench

@testable import Pipeline

@Suite("Laying one signal over another")
struct VendorAlertMergeTests {
    let device = Fixture.device(in: .init("o"), vendor: "acme")
    let start = Timestamp(milliseconds: 1_767_348_000_000)

    func merge(
        _ item: ScriptedItem, _ isComplete: Bool = true, into known: VendorAlert? = nil, isMatched: Bool = true
    ) -> VendorAlertMerge {
        let signal = Fixture.signal(of: device.id, at: start.adding(seconds: 1000))
        return VendorAlertMerge(
            item.item(isComplete: isComplete), into: known, from: signal, of: device, isMatched: isMatched,
            at: start.adding(seconds: 1000))
    }

    @Test("a first body's claim about the state is kept only when it opens an alert")
    func claims() {
        let item = ScriptedItem("i", at: start)
        #expect(merge(item, false, isMatched: true).result.state == item.state)
        #expect(merge(item, false, isMatched: false).result.state == nil)
        #expect(merge(item, true, isMatched: false).result.state == item.state)
    }

    @Test("a body that claims to be from the future cannot shut out what is read later")
    func future() {
        let known = merge(ScriptedItem("i", at: start.adding(seconds: 1e6)), false).result
        #expect(known.vendorUpdatedAt == start.adding(seconds: 1000))
        let read = merge(ScriptedItem("i", name: "Read", at: start.adding(seconds: 1001)), into: known)
        #expect(read.result.content.name == "Read")
    }

    @Test("two bodies of one moment fill each other's gaps")
    func sameMoment() {
        let known = merge(ScriptedItem("i", at: start).with { $0.detectionIDs = ["d"] }, false).result
        let other = ScriptedItem("i", name: "Other", at: start).with { $0.description = "More." }
        let result = merge(other, false, into: known).result
        #expect(result.content.description == "More.")
        #expect(result.content.name == "Reverse shell")
        #expect(result.content.detectionIDs == ["d"])
    }

    @Test("the same snapshot again is no change")
    func repeated() {
        let item = ScriptedItem("i", at: start)
        let known = merge(item).result
        let again = merge(item, into: known)
        #expect(!again.isChanged)
        #expect(again.stateChange == nil)
        #expect(again.result == known)
    }

    @Test("a detection keeps the issue it belongs to when a later body does not name it")
    func issueID() {
        let known = merge(ScriptedItem("d", kind: .detection, issueID: "i", at: start)).result
        #expect(known.issueID == "i")
        #expect(known.state == nil)
        let later = merge(ScriptedItem("d", kind: .detection, at: start.adding(seconds: 5)), into: known)
        #expect(later.result.issueID == "i")
    }

    @Test("an issue that never changed its status was read before any change that we know of")
    func neverChanged() {
        let changed = merge(ScriptedItem("i", at: start).moved(to: "REJECTED", at: start.adding(seconds: 50))).result
        let stale = ScriptedItem("i", at: start).with { $0.updatedAt = start.adding(seconds: 10) }
        #expect(merge(stale, into: changed).result.state?.vendorStatus == "REJECTED")
    }
}

import Testing
import Workbench

@Suite("An alert's lifecycle")
struct AlertLifecycleTests {
    let analyst = ID<Actor>("analyst")
    let colleague = ID<Actor>("colleague")
    let opened = Timestamp(milliseconds: 1_000_000)
    let later = Timestamp(milliseconds: 2_000_000)

    func alert(_ status: Alert.Status = .open) -> Alert {
        var alert = Alert(
            id: .make(), organizationID: .init("organization"), deviceID: .init("device"), name: "Acme Cloud: Shell",
            severity: .high, isIssueBacked: true, kind: .issue,
            match: DetectionMatch(ruleID: "1", ruleTitle: "Shell", ruleVersion: "2026-01-01", fields: []),
            source: .webhook, vendorCreatedAt: nil, createdAt: opened, updatedAt: opened)
        alert.status = status
        if status == .closed {
            alert.closeReason = .benign
            alert.closeComment = "Known job."
        }
        return alert
    }

    func flag(_ kind: VendorFlag.Kind) -> VendorFlag {
        let state = IssueState(status: .open, vendorStatus: "OPEN", changedBy: "ada@customer.example")
        return VendorFlag(kind: kind, state: state, at: later)
    }

    @Test("giving an open alert to somebody starts it, and both are in the history")
    func assigning() throws {
        let transition = try alert().applying(.assign(colleague), by: analyst, at: later)
        #expect(transition.alert.assignedTo == colleague)
        #expect(transition.alert.status == .inProgress)
        #expect(transition.alert.statusUpdatedBy == analyst)
        #expect(transition.histories.map(\.action) == [.assigned, .statusChanged])
        #expect(transition.histories.first?.assignedTo == colleague)
        #expect(transition.event == nil)
    }

    @Test("giving a closed alert to somebody leaves it closed")
    func assigningClosed() throws {
        let transition = try alert(.closed).applying(.assign(colleague), by: analyst, at: later)
        #expect(transition.alert.status == .closed)
        #expect(transition.histories.map(\.action) == [.assigned])
    }

    @Test("giving it to whoever has it already changes nothing")
    func assigningAgain() throws {
        let given = try alert().applying(.assign(colleague), by: analyst, at: later).alert
        let again = try given.applying(.assign(colleague), by: analyst, at: later.adding(seconds: 5))
        #expect(again.alert == given)
        #expect(again.histories.isEmpty)
    }

    @Test("taking an assignee away keeps the status and remembers who it was")
    func unassigning() throws {
        let given = try alert().applying(.assign(colleague), by: analyst, at: later).alert
        let transition = try given.applying(.assign(nil), by: analyst, at: later)
        #expect(transition.alert.assignedTo == nil)
        #expect(transition.alert.status == .inProgress)
        #expect(transition.histories.first?.value["from"]?.string == "colleague")
    }

    @Test("an open alert starts; a started one stays; a closed one refuses")
    func starting() throws {
        let started = try alert().applying(.start, by: analyst, at: later)
        #expect(started.alert.status == .inProgress)
        #expect(started.alert.version == 2)
        let again = try started.alert.applying(.start, by: analyst, at: later)
        #expect(again.alert == started.alert)
        #expect(throws: WorkbenchError.self) { try alert(.closed).applying(.start, by: analyst, at: later) }
    }

    @Test(
        "closing needs a reason and a comment, clears the flag and tells the synchronization",
        arguments: [
            Alert.Status.open, .inProgress,
        ])
    func closing(from status: Alert.Status) throws {
        var before = alert(status)
        before.vendorFlag = flag(.closedByPerson)
        let command = AlertCommand.close(reason: .benign, comment: "  A backup job. ")
        let transition = try before.applying(command, by: analyst, at: later)
        #expect(transition.alert.status == .closed)
        #expect(transition.alert.closeReason == .benign)
        #expect(transition.alert.closeComment == "A backup job.")
        #expect(transition.alert.vendorFlag == nil)
        #expect(transition.alert.statusUpdatedAt == later)
        #expect(transition.event == .alertClosed)
        let value = transition.histories.first?.value
        #expect(value?["from"]?.string == status.rawValue)
        #expect(value?["to"]?.string == "CLOSED")
        #expect(value?["close_reason"]?.string == "BENIGN")
    }

    @Test(
        "closing without a comment, or with an endless one, names the field at fault",
        arguments: [
            "", "  \n", String(repeating: "x", count: Alert.commentLimit + 1),
        ])
    func closingBadly(comment: String) {
        let error = #expect(throws: WorkbenchError.self) {
            try alert().applying(.close(reason: .benign, comment: comment), by: analyst, at: later)
        }
        #expect(error?.field == "close_comment")
        #expect(error?.code == .invalid)
    }

    @Test("what is closed cannot be closed again")
    func closingTwice() {
        let error = #expect(throws: WorkbenchError.self) {
            try alert(.closed).applying(.close(reason: .benign, comment: "Again."), by: analyst, at: later)
        }
        #expect(error?.code == .conflict)
    }

    @Test("only the system closes for the system's reasons", arguments: CloseReason.allCases)
    func systemReasons(reason: CloseReason) throws {
        let command = AlertCommand.close(reason: reason, comment: "Why.")
        #expect(try alert().applying(command, by: Actor.system, at: later).alert.closeReason == reason)
        if CloseReason.selectable.contains(reason) {
            #expect(try alert().applying(command, by: analyst, at: later).alert.status == .closed)
        } else {
            #expect(throws: WorkbenchError.self) { try alert().applying(command, by: analyst, at: later) }
        }
    }

    @Test("reopening clears reason and comment and tells the synchronization")
    func reopening() throws {
        let transition = try alert(.closed).applying(.reopen(why: "More came."), by: analyst, at: later)
        #expect(transition.alert.status == .open)
        #expect(transition.alert.closeReason == nil)
        #expect(transition.alert.closeComment == nil)
        #expect(transition.event == .alertReopened)
        #expect(transition.histories.first?.value["why"]?.string == "More came.")
    }

    @Test("only what is closed can be reopened", arguments: [Alert.Status.open, .inProgress])
    func reopeningLive(status: Alert.Status) {
        #expect(throws: WorkbenchError.self) {
            try alert(status).applying(.reopen(why: ""), by: analyst, at: later)
        }
    }

    @Test("a close comment is corrected only while the alert is closed")
    func editing() throws {
        let edited = try alert(.closed).applying(.editCloseComment("Known job, ticket 7."), by: analyst, at: later)
        #expect(edited.alert.closeComment == "Known job, ticket 7.")
        #expect(edited.alert.status == .closed)
        #expect(edited.histories.count == 1)
        #expect(edited.event == nil)
        let same = try alert(.closed).applying(.editCloseComment("Known job."), by: analyst, at: later)
        #expect(same.alert == alert(.closed).with(id: same.alert.id))
        #expect(same.histories.isEmpty)
        #expect(throws: WorkbenchError.self) {
            try alert().applying(.editCloseComment("No."), by: analyst, at: later)
        }
    }

    @Test("the vendor's console brings a closed alert back without an event: the vendor knows already")
    func returning() throws {
        let transition = try alert(.closed).applying(.returnToQueue(flag(.reopened)), by: analyst, at: later)
        #expect(transition.alert.status == .open)
        #expect(transition.alert.closeReason == nil)
        #expect(transition.alert.vendorFlag?.kind == .reopened)
        #expect(transition.alert.statusUpdatedBy == Actor.vendor)
        #expect(transition.histories.map(\.actorID) == [Actor.vendor])
        #expect(transition.histories.first?.value["by"]?.string == "ada@customer.example")
        #expect(transition.event == nil)
    }

    @Test("a flag on a live alert changes no status", arguments: [Alert.Status.open, .inProgress])
    func flagging(status: Alert.Status) throws {
        let returned = try alert(status).applying(.returnToQueue(flag(.reopened)), by: Actor.vendor, at: later)
        #expect(returned.alert.status == status)
        #expect(returned.histories.isEmpty)
        let flagged = try alert(status).applying(.flag(flag(.settledByVendor)), by: Actor.vendor, at: later)
        #expect(flagged.alert.status == status)
        #expect(flagged.alert.vendorFlag?.kind == .settledByVendor)
        let cleared = try flagged.alert.applying(.flag(nil), by: analyst, at: later)
        #expect(cleared.alert.vendorFlag == nil)
    }

    @Test("a change never takes the time of the last one back")
    func clockGoesBack() throws {
        let earlier = opened.adding(seconds: -60)
        #expect(try alert().applying(.start, by: analyst, at: earlier).alert.updatedAt == opened)
    }
}

extension Alert {
    fileprivate func with(id: ID<Alert>) -> Alert {
        var copy = self
        copy.id = id
        return copy
    }
}

import Testing
import Workbench

@Suite("An investigation's lifecycle")
struct InvestigationLifecycleTests {
    let analyst = ID<Actor>("analyst")
    let colleague = ID<Actor>("colleague")
    let opened = Timestamp(milliseconds: 1_000_000)
    let later = Timestamp(milliseconds: 2_000_000)

    func investigation(
        isIncident: Bool = false, decision: Investigation.Decision? = nil
    ) -> Investigation {
        Investigation(
            id: .make(), organizationID: .init("organization"), shortLink: "ACME-1", title: "Shell on payments",
            isIncident: isIncident, decision: decision, closeComment: decision == nil ? nil : "A drill.",
            createdAt: opened, createdBy: analyst, updatedAt: opened, updatedBy: analyst)
    }

    func conflict(_ command: InvestigationCommand, on investigation: Investigation) -> Bool {
        do {
            _ = try investigation.applying(command, by: analyst, at: later)
            return false
        } catch {
            return error.code == .conflict
        }
    }

    @Test("a decision with a comment closes it; every decision does", arguments: Investigation.Decision.allCases)
    func closing(_ decision: Investigation.Decision) throws {
        let transition = try investigation().applying(
            .close(decision, comment: " A drill.\n"), by: colleague, at: later)
        #expect(transition.investigation.decision == decision)
        #expect(!transition.investigation.isOpen)
        #expect(transition.investigation.closeComment == "A drill.")
        #expect(transition.investigation.statusUpdatedAt == later)
        #expect(transition.investigation.statusUpdatedBy == colleague)
        #expect(transition.investigation.version == 2)
        #expect(transition.histories.map(\.action) == [.closed])
        #expect(transition.histories.first?.value["decision"]?.string == decision.rawValue)
        #expect(transition.event == .investigationClosed)
    }

    @Test("an incident that is closed says so in its event and its history")
    func closingIncident() throws {
        let transition = try investigation(isIncident: true).applying(
            .close(.truePositive, comment: "Contained."), by: analyst, at: later)
        #expect(transition.event == .incidentClosed)
        #expect(transition.histories.first?.isIncident == true)
        #expect(transition.investigation.isIncident)
    }

    @Test(
        "closing needs a comment, and an open investigation",
        arguments: ["", "  \n", String(repeating: "x", count: 20_001)])
    func closingRefused(_ comment: String) {
        let error = #expect(throws: WorkbenchError.self) {
            try investigation().applying(.close(.benign, comment: comment), by: analyst, at: later)
        }
        #expect(error?.code == .invalid)
        #expect(error?.field == "close_comment")
        #expect(conflict(.close(.benign, comment: "Again."), on: investigation(decision: .benign)))
    }

    @Test("reopening clears decision and comment, and the history keeps them")
    func reopening() throws {
        let transition = try investigation(decision: .testing).applying(
            .reopen(why: "It went on."), by: analyst, at: later)
        #expect(transition.investigation.isOpen)
        #expect(transition.investigation.closeComment == nil)
        #expect(transition.event == .investigationReopened)
        #expect(transition.histories.map(\.action) == [.reopened])
        #expect(transition.histories.first?.value["decision"]?.string == "TESTING")
        #expect(transition.histories.first?.value["close_comment"]?.string == "A drill.")
        #expect(conflict(.reopen(why: ""), on: investigation()))
    }

    @Test("promoting makes it an incident, once, while it is open")
    func promoting() throws {
        let transition = try investigation().applying(.promote, by: analyst, at: later)
        #expect(transition.investigation.isIncident)
        #expect(transition.investigation.incidentUpdatedAt == later)
        #expect(transition.event == .investigationToIncident)
        #expect(transition.histories.map(\.action) == [.changed])
        let again = try transition.investigation.applying(.promote, by: analyst, at: later)
        #expect(again.investigation == transition.investigation)
        #expect(again.histories.isEmpty && again.event == nil)
        #expect(conflict(.promote, on: investigation(decision: .benign)))
    }

    @Test("taking an incident back marks it, and a new confirmation unmarks it")
    func downgrading() throws {
        let down = try investigation(isIncident: true).applying(.downgrade(why: "A drill."), by: analyst, at: later)
        #expect(!down.investigation.isIncident && down.investigation.isDowngrade)
        #expect(down.investigation.incidentUpdatedAt == later)
        #expect(down.event == nil)
        #expect(down.histories.first?.value["why"]?.string == "A drill.")
        let up = try down.investigation.applying(.promote, by: analyst, at: later)
        #expect(up.investigation.isIncident && !up.investigation.isDowngrade)
        let nothing = try investigation().applying(.downgrade(why: ""), by: analyst, at: later)
        #expect(nothing.histories.isEmpty)
        #expect(conflict(.downgrade(why: ""), on: investigation(isIncident: true, decision: .benign)))
    }

    @Test("it can be given to somebody and taken away, open or closed")
    func assigning() throws {
        for start in [investigation(), investigation(decision: .benign)] {
            let given = try start.applying(.assign(colleague), by: analyst, at: later)
            #expect(given.investigation.assignedTo == colleague)
            #expect(given.histories.map(\.action) == [.assigned])
            #expect(given.histories.first?.assignedTo == colleague)
            #expect(given.event == nil)
            let again = try given.investigation.applying(.assign(colleague), by: analyst, at: later)
            #expect(again.histories.isEmpty)
            let taken = try given.investigation.applying(.assign(nil), by: analyst, at: later)
            #expect(taken.investigation.assignedTo == nil)
            #expect(taken.histories.first?.value["from"]?.string == "colleague")
        }
    }

    @Test("its title changes, never to nothing")
    func retitling() throws {
        let transition = try investigation().applying(.retitle(" Shell on billing "), by: analyst, at: later)
        #expect(transition.investigation.title == "Shell on billing")
        #expect(transition.histories.first?.value["title"]?["from"]?.string == "Shell on payments")
        #expect(try investigation().applying(.retitle("Shell on payments"), by: analyst, at: later).histories.isEmpty)
        for title in [" ", String(repeating: "x", count: 501)] {
            let error = #expect(throws: WorkbenchError.self) {
                try investigation().applying(.retitle(title), by: analyst, at: later)
            }
            #expect(error?.field == "title")
        }
    }

    @Test("what is said of the attack is kept word by word, with what it was before")
    func assessing() throws {
        var assessment = Investigation.Assessment()
        assessment.set("analyst_severity", to: "HIGH")
        assessment.set("malware_family", to: "XMRig")
        assessment.set("attack_vector", to: "NO_SUCH_WORD")
        #expect(assessment.analystSeverity == .high)
        #expect(assessment.attackVector == nil)
        let transition = try investigation().applying(.assess(assessment), by: analyst, at: later)
        #expect(transition.investigation.assessment == assessment)
        let value = transition.histories.first?.value
        #expect(value?.object.keys.sorted() == ["analyst_severity", "malware_family"])
        #expect(value?["malware_family"]?["to"]?.string == "XMRig")
        #expect(try transition.investigation.applying(.assess(assessment), by: analyst, at: later).histories.isEmpty)
        for name in assessment.values.keys {
            var cleared = assessment
            cleared.set(name, to: nil)
            #expect(cleared.values[name] == .some(nil))
        }
    }

    @Test("the close comment of a closed one is corrected; an open one has none")
    func editing() throws {
        let closed = investigation(decision: .benign)
        let transition = try closed.applying(.editCloseComment("A drill, ticket 7."), by: analyst, at: later)
        #expect(transition.investigation.closeComment == "A drill, ticket 7.")
        #expect(transition.investigation.decision == .benign)
        #expect(transition.event == nil)
        #expect(try closed.applying(.editCloseComment("A drill."), by: analyst, at: later).histories.isEmpty)
        #expect(conflict(.editCloseComment("x"), on: investigation()))
    }

    @Test("decisions share the words of close reasons, but for the plain one")
    func decisions() {
        for decision in Investigation.Decision.allCases where decision != .closed {
            #expect(decision.closeReason?.isSystemOnly == false)
        }
        #expect(Investigation.Decision.closed.closeReason == nil)
        #expect(Set(Investigation.Decision.selectable) == Set(Investigation.Decision.allCases))
    }
}

@Suite("Alerts and investigations")
struct AlertMembershipTests {
    let analyst = ID<Actor>("analyst")
    let later = Timestamp(milliseconds: 2_000_000)
    let first = ID<Investigation>("first")
    let second = ID<Investigation>("second")

    func alert(_ status: Alert.Status = .open, in investigation: ID<Investigation>? = nil) -> Alert {
        var alert = AlertLifecycleTests().alert(status)
        alert.investigationID = investigation
        return alert
    }

    @Test("joining starts an alert and is its own event", arguments: Alert.Status.allCases)
    func joining(_ status: Alert.Status) throws {
        let transition = try alert(status).applying(.attach(first), by: analyst, at: later)
        #expect(transition.alert.investigationID == first)
        #expect(transition.alert.status == .inProgress)
        #expect(transition.alert.closeReason == nil && transition.alert.closeComment == nil)
        #expect(transition.event == .alertToInvestigation)
        #expect(transition.histories.first?.action == .investigating)
        #expect(transition.histories.first?.investigationID == first)
        #expect(transition.histories.count == (status == .inProgress ? 1 : 2))
    }

    @Test("moving names where it came from; staying is nothing")
    func moving() throws {
        let transition = try alert(.inProgress, in: first).applying(.attach(second), by: analyst, at: later)
        #expect(transition.alert.investigationID == second)
        #expect(transition.histories.first?.value["from"]?.string == "first")
        #expect(transition.event == .alertToInvestigation)
        let stays = try alert(.inProgress, in: first).applying(.attach(first), by: analyst, at: later)
        #expect(stays.histories.isEmpty && stays.event == nil)
    }

    @Test("leaving keeps the status and is no event", arguments: Alert.Status.allCases)
    func leaving(_ status: Alert.Status) throws {
        let transition = try alert(status, in: first).applying(.detach, by: analyst, at: later)
        #expect(transition.alert.investigationID == nil)
        #expect(transition.alert.status == status)
        #expect(transition.event == nil)
        #expect(transition.histories.map(\.investigationID) == [first])
        #expect(try alert(status).applying(.detach, by: analyst, at: later).histories.isEmpty)
    }

    @Test("findings need words, and are not changed once deleted")
    func findings() throws {
        let blank = InvestigationFinding(
            id: .make(), investigationID: first, organizationID: .init("organization"), title: "", text: "", rank: 1,
            createdAt: later, createdBy: analyst, updatedAt: later, updatedBy: analyst)
        let error = #expect(throws: WorkbenchError.self) {
            try blank.applying(FindingDraft(title: " "), by: analyst, at: later)
        }
        #expect(error?.field == "title")
        var written = try blank.applying(FindingDraft(title: " Entry point ", rank: 3), by: analyst, at: later)
        #expect(written.title == "Entry point" && written.rank == 3)
        #expect(try written.applying(FindingDraft(), by: analyst, at: later) == written)
        written.deletedAt = later
        let deleted = written
        #expect(throws: WorkbenchError.self) { try deleted.applying(FindingDraft(title: "x"), by: analyst, at: later) }
    }
}

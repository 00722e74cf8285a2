import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Investigations")
struct InvestigationStoreTests {
    @discardableResult
    private func add(
        _ title: String, to customer: World.Customer, in world: World, at time: Timestamp = Fixture.time,
        _ change: @escaping @Sendable (inout Investigation) -> Void = { _ in }
    ) async throws -> Investigation {
        try await world.store.write { tx in
            let number = try tx.investigations.takeNumber(in: customer.organization.id)
            var investigation = Investigation(
                id: .make(at: time), organizationID: customer.organization.id,
                shortLink: Investigation.shortLink(of: customer.organization, number: number), title: title,
                createdAt: time, createdBy: customer.person.id, updatedAt: time, updatedBy: customer.person.id)
            change(&investigation)
            try tx.investigations.insert(investigation)
            return investigation
        }
    }

    @Test("come back as they were stored, with every word and none", arguments: StoreFactory.all)
    func roundTrip(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        let plain = try await add("Plain", to: world.acme, in: world)
        let full = try await add("Full", to: world.acme, in: world) { investigation in
            investigation.leadAlertID = alert.id
            investigation.isIncident = true
            investigation.incidentUpdatedAt = Fixture.time
            investigation.isDowngrade = true
            investigation.decision = .attackFailed
            investigation.closeComment = "It ended."
            investigation.statusUpdatedAt = Fixture.time
            investigation.statusUpdatedBy = world.acme.person.id
            investigation.assignedTo = world.acme.person.id
            let words = [
                "analyst_severity": "INFO", "attack_lifecycle": "LATERAL_MOVEMENT", "attack_timing": "PRESENT",
                "attack_vector": "CRED_THEFT", "detection_type": "CLOUD", "open_reason": "EC2",
                "source_reason": "DISCOVERY", "threat_type": "RED_TEAM",
            ]
            for name in investigation.assessment.values.keys {
                investigation.assessment.set(name, to: words[name] ?? "text of \(name)")
            }
        }
        #expect(full.assessment.values.values.allSatisfy { $0 != nil })
        let found = try await world.store.read { tx in
            try [plain.id, full.id].map { try tx.investigations.find($0, scope: world.acme.scope) }
        }
        #expect(found == [plain, full])
        let foreign = try await world.store.read { tx in try tx.investigations.find(full.id, scope: world.globex.scope)
        }
        #expect(foreign == nil)
    }

    @Test(
        "are numbered within each organization, and a rolled-back number is given out again",
        arguments: StoreFactory.all)
    func numbers(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let organization = world.acme.organization.id
        let first = try await world.store.write { tx in try tx.investigations.takeNumber(in: organization) }
        await #expect(throws: WorkbenchError.self) {
            try await world.store.write { tx in
                _ = try tx.investigations.takeNumber(in: organization)
                throw WorkbenchError.conflict("rolled back")
            }
        }
        let second = try await world.store.write { tx in try tx.investigations.takeNumber(in: organization) }
        let theirs = try await world.store.write { tx in
            try tx.investigations.takeNumber(in: world.globex.organization.id)
        }
        #expect([first, second, theirs] == [1, 2, 1])
    }

    @Test("are changed only from the version that was read", arguments: StoreFactory.all)
    func versions(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let investigation = try await add("Shell", to: world.acme, in: world)
        let next = try investigation.applying(.promote, by: world.acme.person.id, at: Fixture.time).investigation
        try await world.store.write { tx in try tx.investigations.update(next) }
        let error = await workbenchError { try await world.store.write { tx in try tx.investigations.update(next) } }
        #expect(error?.code == .conflict)
    }

    @Test(
        "are found by title and number, and filtered by decision, kind and through relationships",
        arguments: StoreFactory.all)
    func lists(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let person = world.acme.person.id
        let open = try await add("Shell on payments", to: world.acme, in: world) { $0.assignedTo = person }
        let closed = try await add("Tunnel", to: world.acme, in: world, at: Fixture.time.adding(seconds: 1)) {
            ($0.decision, $0.closeComment, $0.isIncident) = (.benign, "A drill.", true)
        }
        try await add("Shell elsewhere", to: world.globex, in: world)
        let (alert, _) = try await world.addAlert(to: world.acme)
        let joined = try alert.applying(.attach(open.id), by: person, at: Fixture.time)
        try await world.store.write { tx in
            try tx.alerts.update(joined.alert)
            for history in joined.histories { try tx.alerts.insert(history) }
        }
        func find(_ filter: ResourceFilter) async throws -> [String] {
            try await world.store.read { tx in
                try tx.investigations.list(ResourceQuery(scope: world.acme.scope, filter: filter)).rows.map(\.title)
            }
        }
        #expect(try await find(.search("shell")) == [open.title])
        #expect(try await find(.search(closed.shortLink)) == [closed.title])
        #expect(try await find(.isNull("decision")) == [open.title])
        #expect(try await find(.compare("decision", .equal, .text("BENIGN"))) == [closed.title])
        #expect(try await find(.compare("is_incident", .equal, .boolean(true))) == [closed.title])
        #expect(
            try await find(.compare(FieldPath(["expel_alerts"], "id"), .equal, .text(alert.id.rawValue))) == [
                open.title
            ])
        #expect(try await find(.isNull(FieldPath(["assigned_to_actor"], "id"))) == [closed.title])
        #expect(try await find(.isNull(FieldPath(["lead_expel_alert"], "id"))) == [open.title, closed.title])
        let member = ResourceFilter.compare(FieldPath(["investigation"], "title"), .startsWith, .text("shell"))
        #expect(try await world.alerts(member) == [alert.id])
        #expect(try await world.alerts(.not(.isNull(FieldPath(["investigation"], "id")))) == [alert.id])
        let histories = try await world.store.read { tx in
            try tx.alerts.listHistories(
                ResourceQuery(
                    scope: .everything,
                    filter: .compare(FieldPath(["investigation"], "id"), .equal, .text(open.id.rawValue)))
            ).rows
        }
        #expect(histories.map(\.action) == [.investigating])
        #expect(histories.first?.investigationID == open.id)
        let members = try await world.store.read { tx in try tx.investigations.alerts(of: open.id) }
        #expect(members == [joined.alert])
    }

    @Test("are walked page by page, each once, whatever is added meanwhile", arguments: StoreFactory.all)
    func pages(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        for number in 0..<7 { try await add("Case \(number)", to: world.acme, in: world) }
        var seen: [ID<Investigation>] = []
        var cursor: String?
        repeat {
            let at = cursor
            let page = try await world.store.read { tx in
                try tx.investigations.list(
                    ResourceQuery(
                        scope: world.acme.scope, filter: .isNull("decision"),
                        sort: [SortKey("created_at", isDescending: true)], limit: 3, cursor: at, wantsTotal: true))
            }
            #expect(page.total == 7 + seen.count / 3)
            seen += page.rows.map(\.id)
            cursor = page.next
            // Newer than what the walk began with, so it does not come into it.
            try await add("Late", to: world.acme, in: world, at: Fixture.time.adding(seconds: 60))
        } while cursor != nil
        #expect(seen.count == 7)
        #expect(Set(seen).count == 7)
    }

    @Test("keep history, findings and comments in order, and to their own organization", arguments: StoreFactory.all)
    func companions(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let person = world.acme.person.id
        let investigation = try await add("Shell", to: world.acme, in: world)
        // All in one millisecond, so that neither times nor ids can tell their order.
        let entries = (0..<8).map { number in
            investigation.history(
                number.isMultiple(of: 2) ? .changed : .assigned, by: person, at: Fixture.time, assignedTo: person,
                value: ["number": .integer(Int64(number))])
        }
        let findings = (0..<3).map { number in
            InvestigationFinding(
                id: .make(at: Fixture.time), investigationID: investigation.id,
                organizationID: investigation.organizationID, title: "Finding \(number)", text: "Text",
                rank: Int64(3 - number), createdAt: Fixture.time, createdBy: person, updatedAt: Fixture.time,
                updatedBy: person)
        }
        let comment = Comment(
            id: .make(), organizationID: investigation.organizationID, investigationID: investigation.id,
            text: "Looks bad", createdAt: Fixture.time, createdBy: person, updatedAt: Fixture.time)
        try await world.store.write { tx in
            for entry in entries { try tx.investigations.insert(entry) }
            for finding in findings {
                try tx.investigations.insert(finding)
                try tx.investigations.insert(finding.history(.created, by: person, at: Fixture.time))
            }
            var deleted = findings[0]  // safe: three were made
            deleted.deletedAt = Fixture.time
            try tx.investigations.update(deleted)
            try tx.alerts.insert(comment)
        }
        try await world.store.read { tx in
            try InvestigationStoreTests.check(tx, world, investigation, entries, comment)
        }
    }

    private static func check(
        _ tx: any Transaction, _ world: World, _ investigation: Investigation, _ entries: [InvestigationHistory],
        _ comment: Workbench.Comment
    ) throws {
        #expect(try tx.investigations.history(of: investigation.id) == entries)
        #expect(try tx.investigations.findings(of: investigation.id).map(\.title) == ["Finding 2", "Finding 1"])
        #expect(try tx.investigations.findingHistory(of: investigation.id).count == 3)
        #expect(try tx.alerts.comments(in: investigation.id) == [comment])
        #expect(try tx.alerts.comment(comment.id, scope: world.globex.scope) == nil)
        for (scope, isOwn) in [(world.acme.scope, true), (world.globex.scope, false)] {
            let query = ResourceQuery(scope: scope, wantsTotal: true)
            #expect(try tx.investigations.list(query).total == (isOwn ? 1 : 0))
            #expect(try tx.investigations.listHistories(query).total == (isOwn ? 8 : 0))
            #expect(try tx.investigations.listFindings(query).rows.count == (isOwn ? 2 : 0))
            #expect(try tx.investigations.listFindingHistories(query).total == (isOwn ? 3 : 0))
            #expect(try tx.alerts.listComments(query).rows == (isOwn ? [comment] : []))
        }
        let through = ResourceFilter.compare(
            FieldPath(["investigation"], "title"), .equal, .text("Shell"))
        for scope in [world.acme.scope, world.globex.scope] {
            let query = ResourceQuery(scope: scope, filter: through, wantsTotal: true)
            let expected = scope == world.acme.scope
            #expect(try tx.investigations.listHistories(query).total == (expected ? 8 : 0))
            #expect(try tx.alerts.listComments(query).total == (expected ? 1 : 0))
            #expect(try tx.investigations.listFindings(query).total == (expected ? 2 : 0))
        }
    }

    @Test("a remark belongs to one thing: both or neither is refused by the schema", arguments: StoreFactory.all)
    func oneSubject(_ factory: StoreFactory) async throws {
        let world = try await World.make(factory)
        let (alert, _) = try await world.addAlert(to: world.acme)
        let investigation = try await add("Shell", to: world.acme, in: world)
        for (alertID, investigationID) in [(alert.id, investigation.id), (nil, nil)]
            as [(ID<Alert>?, ID<Investigation>?)]
        {
            let comment = Comment(
                id: .make(), organizationID: world.acme.organization.id, alertID: alertID,
                investigationID: investigationID, text: "x", createdAt: Fixture.time,
                createdBy: world.acme.person.id, updatedAt: Fixture.time)
            await #expect(throws: (any Error).self) {
                try await world.store.write { tx in try tx.alerts.insert(comment) }
            }
        }
    }
}

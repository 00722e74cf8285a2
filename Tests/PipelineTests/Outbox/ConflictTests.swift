import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("When the vendor's state has changed meanwhile")
struct ConflictTests {
    /// An alert closed as benign whose issue a person in the vendor's console has put in progress, unseen by us.
    func inConflict(_ body: (Bench, Delivery) async throws -> Void) async throws {
        let bench = try await Bench.make()
        let item = ScriptedItem("i-1", at: .now().adding(seconds: -60))
        try await bench.running {
            try await bench.firstPollsDone()
            bench.tenant.put(item)
            try await bench.settle(item)
            try await eventually("its note") { try await bench.deliveries([.done]).count == 1 }
            bench.tenant.put(try #require(bench.tenant["i-1"]).moved(to: "IN_PROGRESS", by: "eve@customer.example"))
            try await bench.close(try await bench.alert())
            let delivery = try await eventualValue("a conflict") { try await bench.deliveries([.conflict]).first }
            try await body(bench, delivery)
        }
    }

    @Test("nothing is overwritten; it is shown what stands there, and by whom")
    func shown() async throws {
        try await inConflict { bench, delivery in
            #expect(bench.tenant["i-1"]?.status == "IN_PROGRESS")
            #expect(delivery.conflictingState?.vendorStatus == "IN_PROGRESS")
            #expect(delivery.answer?.contains("eve@customer.example") == true)
            try await eventually("the state as read") {
                try await bench.vendorAlert("i-1")?.state?.vendorStatus == "IN_PROGRESS"
            }
            #expect(try await bench.alert().status == .closed)
        }
    }

    @Test("accept theirs keeps it")
    func acceptTheirs() async throws {
        try await inConflict { bench, delivery in
            let decided = try await bench.pipeline.decisions.decide(.acceptTheirs, on: delivery.id, by: bench.analyst)
            #expect(decided.state == .cancelled)
            #expect(bench.tenant["i-1"]?.status == "IN_PROGRESS")
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.decisions.decide(.writeOurs, on: delivery.id, by: bench.analyst)
            }
        }
    }

    @Test("write ours overwrites it, once")
    func writeOurs() async throws {
        try await inConflict { bench, delivery in
            _ = try await bench.pipeline.decisions.decide(.writeOurs, on: delivery.id, by: bench.analyst)
            try await eventually("ours") { bench.tenant["i-1"]?.status == "REJECTED" }
            try await eventually("the record") { try await bench.deliveries([.done]).count == 2 }
            let done = try #require(
                try await bench.store.read { tx in
                    try tx.deliveries.find(delivery.id, scope: .everything)
                })
            #expect(!done.overridesConflict)
            #expect(done.conflictingState == nil)
        }
    }

    @Test("retry finds the same conflict, or none when they have taken it back")
    func retry() async throws {
        try await inConflict { bench, delivery in
            _ = try await bench.pipeline.decisions.decide(.retry, on: delivery.id, by: bench.analyst)
            try await eventually("the same again") { bench.tenant.see(\.writes).count == 3 }
            try await eventually("the conflict") { try await bench.deliveries([.conflict]).count == 1 }
            bench.tenant.put(try #require(bench.tenant["i-1"]).moved(to: "OPEN"))
            _ = try await bench.pipeline.decisions.decide(.retry, on: delivery.id, by: bench.analyst)
            try await eventually("ours") { bench.tenant["i-1"]?.status == "REJECTED" }
        }
    }

    @Test("a later change of the alert supersedes the decision")
    func superseded() async throws {
        try await inConflict { bench, delivery in
            let alert = try await bench.alert()
            _ = try await bench.pipeline.workflow.perform([.reopen(why: "Hm.")], on: alert.id, by: bench.analyst)
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.decisions.decide(.writeOurs, on: delivery.id, by: bench.analyst)
            }
        }
    }

    @Test("strangers find no delivery, and readers decide nothing")
    func rights() async throws {
        try await inConflict { bench, delivery in
            var stranger = bench.analyst
            stranger.organizationID = .make()
            await #expect(throws: WorkbenchError.notFound("delivery")) {
                try await bench.pipeline.decisions.decide(.writeOurs, on: delivery.id, by: stranger)
            }
            var reader = bench.analyst
            reader.isReadOnly = true
            await #expect(throws: WorkbenchError.self) {
                try await bench.pipeline.decisions.decide(.writeOurs, on: delivery.id, by: reader)
            }
            #expect(bench.tenant["i-1"]?.status == "IN_PROGRESS")
        }
    }
}

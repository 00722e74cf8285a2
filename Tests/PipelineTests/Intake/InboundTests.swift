import Pipeline
import TestSupport
import Testing
import Workbench

@Suite("Changes made in the vendor's console")
struct InboundTests {
    static let item = ScriptedItem("i-1", at: .now().adding(seconds: -3600))

    @Test("what the vendor itself settles is flagged on the open alert, and nothing is closed")
    func settledByVendor() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.item)
            try await bench.settle(Self.item.moved(to: "RESOLVED", reason: "FIXED", by: nil, isSettled: true))
            let alert = try await bench.alert()
            #expect(alert.status == .open)
            #expect(alert.vendorFlag?.kind == .settledByVendor)
            #expect(alert.vendorFlag?.state.reason == "FIXED")
        }
    }

    @Test("what a person ends there is flagged with who and why, in the history too")
    func closedByPerson() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.item)
            let rejected = Self.item.moved(to: "REJECTED", reason: "FALSE_POSITIVE", by: "eve@customer.example")
            try await bench.settle(rejected)
            try await bench.settle(rejected)
            let alert = try await bench.alert()
            #expect(alert.status == .open)
            #expect(alert.vendorFlag?.kind == .closedByPerson)
            #expect(alert.vendorFlag?.state.changedBy == "eve@customer.example")
            let entries = try await bench.history(alert).filter { $0.actorID == Actor.vendor }
            #expect(entries.count == 1, "said once")
            #expect(entries.first?.value["by"]?.string == "eve@customer.example")
            #expect(entries.first?.value["vendor_reason"]?.string == "FALSE_POSITIVE")
            #expect(entries.first?.value["vendor_status"]?.string == "REJECTED")
        }
    }

    @Test("what is reopened there brings a closed alert back, and nothing is written for it")
    func reopened() async throws {
        let bench = try await Bench.make()
        let rejected = Self.item.moved(to: "REJECTED", reason: "OTHER", at: .now().adding(seconds: -1800))
        try await bench.running(.intake) {
            try await bench.settle(Self.item)
            try await bench.settle(rejected)
            try await bench.close(try await bench.alert(), as: .inconclusive)
            let before = try await bench.deliveries().count
            try await bench.settle(rejected.moved(to: "OPEN", by: "eve@customer.example"))
            let alert = try await bench.alert()
            #expect(alert.status == .open)
            #expect(alert.closeReason == nil)
            #expect(alert.vendorFlag?.kind == .reopened)
            #expect(alert.statusUpdatedBy == Actor.vendor)
            #expect(try await bench.deliveries().count == before)
        }
    }

    @Test("a live issue that only moves between open and in progress disturbs nobody")
    func liveMoves() async throws {
        let bench = try await Bench.make()
        try await bench.running(.intake) {
            try await bench.settle(Self.item)
            try await bench.close(try await bench.alert(), as: .truePositive)
            let closed = try await bench.alert()
            try await bench.settle(Self.item.moved(to: "IN_PROGRESS"))
            #expect(try await bench.alert() == closed)
        }
    }

    @Test("a late reading of an earlier state changes nothing")
    func late() async throws {
        let bench = try await Bench.make()
        let rejected = Self.item.moved(to: "REJECTED", reason: "OTHER", at: .now().adding(seconds: -60))
        try await bench.running(.intake) {
            try await bench.settle(Self.item)
            try await bench.settle(rejected)
            let flagged = try await bench.alert()
            try await bench.settle(Self.item)
            #expect(try await bench.alert() == flagged)
            #expect(try await bench.vendorAlert("i-1")?.state?.vendorStatus == "REJECTED")
        }
    }

    @Test("our own write coming back is no news", arguments: [true, false])
    func echo(hidesTimes: Bool) async throws {
        let bench = try await Bench.make()
        bench.tenant.edit { $0.hidesTimes = hidesTimes }
        try await bench.running {
            try await bench.firstPollsDone()
            bench.tenant.put(Self.item)
            try await bench.settle(Self.item)
            let alert = try await bench.close(try await bench.alert())
            try await eventually("the write") { bench.tenant["i-1"]?.status == "REJECTED" }
            try await eventually("its record") { try await bench.deliveries([.done]).count == 2 }
            let written = try #require(bench.tenant["i-1"])
            try await bench.settle(written)
            #expect(try await bench.alert() == alert)
            // A reading from before our write arrives after it.
            try await bench.settle(Self.item)
            #expect(try await bench.alert() == alert)
            #expect(try await bench.vendorAlert("i-1")?.state?.vendorStatus == "REJECTED")
        }
    }

    @Test("a person who later undoes what we wrote is heard, and who repeats it even later as well")
    func afterOurs() async throws {
        let bench = try await Bench.make()
        try await bench.running {
            try await bench.firstPollsDone()
            bench.tenant.put(Self.item)
            try await bench.settle(Self.item)
            try await bench.close(try await bench.alert())
            try await eventually("both writes") { try await bench.deliveries([.done]).count == 2 }
            let written = try #require(bench.tenant["i-1"])
            try await bench.settle(written.moved(to: "OPEN", at: .now().adding(seconds: 200)))
            #expect(try await bench.alert().status == .open)
            try await bench.settle(
                written.moved(to: "REJECTED", reason: "WONT_FIX", at: .now().adding(seconds: 400)))
            #expect(try await bench.alert().vendorFlag?.kind == .closedByPerson)
        }
    }
}

import Pipeline
import Testing
import Wiz
import Workbench

@Suite("Detections of the API")
struct DetectionMappingTests {
    @Test("A sensor's detection keeps its events, processes and what they point at")
    func sensor() throws {
        let item = try Fixture.item("detection-sensor.json")
        #expect(item.kind == .detection)
        #expect(item.state == nil)
        #expect(item.completeness == .snapshot)
        #expect(item.issueID == "7d3c9f10-2b2b-5c5c-8d8d-9e9e0f0f1a1a")
        let content = item.content
        #expect(content.rule?.id == "cer-miner")
        #expect(content.origins == ["WIZ_SENSOR"])
        #expect(content.resource?.id == "res-7")
        #expect(content.resource?.cluster == "shop-eks")
        #expect(content.resource?.accountID == "345678901234")
        #expect(content.projects.map(\.name) == ["Shop"])
        #expect(content.eventsTotal == 240)
        let event = try #require(content.events.first)
        #expect(event.actorName == "root")
        #expect(event.ip == "203.0.113.9")
        #expect(event.ipReputation == "Malicious")
        #expect(event.processes.map(\.commandLine) == ["./xm -o pool", "sh -c ./xm"])
        #expect(event.processes.first?.image == "sha256:77")
        #expect(event.processes.last?.user == "0")
        #expect(content.events.last?.processes.map(\.commandLine) == ["curl pool.example.net"])
    }

    @Test("How many events there are is only said when it is known")
    func totals() throws {
        func total(_ events: JSON) throws -> Int? {
            try Fixture.item(try Fixture.json("detection-sensor.json", ["triggeringEvents": events])).content
                .eventsTotal
        }
        let event: JSON = ["id": "e", "name": "n"]
        let full = JSON.array((0..<25).map { ["id": .string("e\($0)"), "name": "n"] })
        #expect(try total(["nodes": [event]]) == 1)
        #expect(try total(["nodes": full]) == nil)
        #expect(try total(["nodes": full, "totalCountV2": 60]) == 60)
        #expect(try total(["nodes": [event], "totalCount": 0]) == 1)
        #expect(try total(nil) == nil)
    }

    @Test("Every member of a detection but the id may be null, missing or of another type")
    func tolerance() throws {
        let whole = try Fixture.json("detection-sensor.json")
        for key in whole.object.keys where key != "id" {
            for odd in [nil, JSON.null, "", [], [:], 7, true, [nil, "", 7, [:], []]] as [JSON?] {
                var members = whole.object
                members[key] = odd
                let item = try Fixture.item(.object(members))
                #expect(item.vendorID == whole["id"]?.string, "\(key)")
                #expect(item.kind == .detection, "\(key)")
            }
        }
    }
}

import GRDB
import Pipeline
import TestSupport
import Testing
import Workbench

@testable import Storage

@Suite("The cost of questions")
struct CostTests {
    @Test("a statement that takes too many steps is broken off, and the connection works on")
    func breakingOff() async throws {
        let temporary = try await TemporaryStore.make()
        let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
        let (broken, after, free) = try await temporary.store.pool.read { database in
            let sql = GRDBConnection(database)
            return (
                try sql.bounded(steps: 100_000) { try sql.number(endless) },
                try sql.bounded(steps: 100_000) { try sql.number("SELECT 7") },
                try sql.number(
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT COUNT(*) FROM n"
                )
            )
        }
        #expect(broken == nil)
        #expect(after == 7)
        #expect(free == 200_000)
    }

    @Test("an error inside a bounded question stays that error")
    func errors() async throws {
        let temporary = try await TemporaryStore.make()
        await #expect(throws: SQLError.self) {
            try await temporary.store.pool.read { database in
                let sql = GRDBConnection(database)
                _ = try sql.bounded(steps: 100_000) { try sql.number("SELECT nothing FROM nowhere") }
            }
        }
    }

    @Test("looking texts up row by row finds what the index finds", arguments: ["shell", "bucket-7", "none of it"])
    func probing(term: String) async throws {
        let temporary = try await TemporaryStore.make()
        let organization = Fixture.organization()
        let device = Fixture.device(in: organization.id)
        try await temporary.store.write { tx in
            try tx.organizations.insert(organization)
            try tx.devices.insert(device)
            for (number, name) in ["Web shell", "Miner", "Reverse SHELL"].enumerated() {
                let vendorAlert = Fixture.vendorAlert(of: device, vendorID: "bucket-\(number + 6)", name: "Issue")
                try tx.vendorAlerts.save(vendorAlert)
                try tx.alerts.insert(Fixture.alert(on: device, name: name), vendorAlerts: [vendorAlert.id])
            }
        }
        let found = try await temporary.store.pool.read { database in
            try [false, true].map { probesTexts in
                var compiler = ResourceCompiler(scope: .organization(organization.id), dialect: SQLiteDialect())
                compiler.probesTexts = probesTexts
                let condition = try compiler.condition(.search(term), on: .alerts, "t")
                return try GRDBConnection(database).all(
                    "SELECT t.name FROM alerts t WHERE \(condition) ORDER BY t.name", compiler.arguments.values
                ) { try $0.text() }
            }
        }
        #expect(found[0] == found[1])
        #expect(found[0].count == ["shell": 2, "bucket-7": 1, "none of it": 0][term])
    }
}

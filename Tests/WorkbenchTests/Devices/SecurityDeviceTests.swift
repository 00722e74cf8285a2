import Testing
import Workbench

@Suite("A security device")
struct SecurityDeviceTests {
    @Test(
        "writes back only with active console access, the switch on, and while it is not removed",
        arguments: ConsoleAccess.allCases, SecurityDevice.Ingestion.allCases)
    func writesBack(access: ConsoleAccess, ingestion: SecurityDevice.Ingestion) {
        for isSyncEnabled in [true, false] {
            let device = SecurityDevice(
                id: .init("d"), organizationID: .init("o"), vendor: "acme", name: "Acme", location: nil,
                connection: .init(settings: [:], sealedSecret: []),
                webhook: .init(key: "k", username: "u", sealedPassword: []), ingestion: ingestion,
                consoleAccess: access, isSyncEnabled: isSyncEnabled, createdAt: .now(), updatedAt: .now())
            #expect(
                device.writesBack
                    == (isSyncEnabled && access == .active && (ingestion == .active || ingestion == .paused)))
        }
    }
}

import Testing
import Workbench

@Suite("Evidence")
struct EvidenceTests {
    @Test("is typed: hosts, users, addresses, processes and their parents, hashes, domains")
    func kinds() {
        let content = VendorAlertContent(
            name: "Reverse shell",
            resource: .init(name: "web-1", type: "VIRTUAL_MACHINE"),
            resources: [.init(name: "backups", type: "BUCKET")],
            actors: [.init(name: "deploy"), .init(name: "203.0.113.7")],
            events: [
                .init(
                    actorName: "deploy", ip: "203.0.113.7", url: "https://user@Evil.example:8443/x?y=1",
                    processes: [
                        .init(
                            commandLine: "nc -e /bin/sh", path: "/usr/bin/nc",
                            hash: "d41d8cd98f00b204e9800998ecf8427e", user: "www-data"),
                        .init(commandLine: "nginx: worker", path: "/usr/sbin/nginx", hash: "ab12"),
                    ])
            ])
        #expect(
            content.indicators == [
                .init(.hostname, "web-1"), .init(.username, "deploy"), .init(.sourceIP, "203.0.113.7"),
                .init(.url, "https://user@Evil.example:8443/x?y=1"), .init(.domain, "evil.example"),
                .init(.processArguments, "nc -e /bin/sh"), .init(.processPath, "/usr/bin/nc"),
                .init(.username, "www-data"), .init(.processMD5, "d41d8cd98f00b204e9800998ecf8427e"),
                .init(.parentArguments, "nginx: worker"), .init(.parentPath, "/usr/sbin/nginx"),
                .init(.fileHash, "ab12"), .init(.alertName, "Reverse shell"),
            ])
    }

    @Test("is bounded, in number and in length")
    func bounds() {
        let events = (0..<500).map { number in
            VendorAlertContent.TriggeringEvent(
                ip: "10.0.\(number / 256).\(number % 256)",
                processes: [.init(commandLine: String(repeating: "x", count: 10_000) + "\(number)")])
        }
        let indicators = VendorAlertContent(name: "Much", events: events).indicators
        #expect(indicators.count == Indicator.limit)
        #expect(indicators.allSatisfy { $0.text.count <= Indicator.textLimit })
    }
}

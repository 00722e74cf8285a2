import Foundation
import Workbench

/// Finds a free TCP port, for a server whose own address must be known before it listens (it stands in every link).
enum FreePort {
    /// - Throws: `unavailable` when the host is no address of this machine.
    static func find(host: String) throws -> Int {
        let isIPv6 = host.contains(":")
        let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw refusal(host) }
        defer { close(descriptor) }
        let port = isIPv6 ? bindIPv6(descriptor, host) : bindIPv4(descriptor, host == "localhost" ? "127.0.0.1" : host)
        guard let port else { throw refusal(host) }
        return Int(UInt16(bigEndian: port))
    }

    private static func refusal(_ host: String) -> WorkbenchError {
        WorkbenchError(.unavailable, "No port can be opened on \(host): is it an address of this machine?")
    }

    private static func bindIPv4(_ descriptor: Int32, _ host: String) -> in_port_t? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
        guard bound(descriptor, &address) else { return nil }
        return address.sin_port
    }

    private static func bindIPv6(_ descriptor: Int32, _ host: String) -> in_port_t? {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        guard inet_pton(AF_INET6, host, &address.sin6_addr) == 1 else { return nil }
        guard bound(descriptor, &address) else { return nil }
        return address.sin6_port
    }

    /// Binds, and reads back which port it became.
    private static func bound<Address>(_ descriptor: Int32, _ address: inout Address) -> Bool {
        var size = socklen_t(MemoryLayout<Address>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, size) == 0 && getsockname(descriptor, generic, &size) == 0
            }
        }
    }
}

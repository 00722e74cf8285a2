import Foundation
import Workbench

/// Finds a free TCP port, for a server whose own address must be known before it listens (it stands in every link).
/// Says beforehand when a chosen one is taken: the failure of a server that has begun to start has no clear words.
enum FreePort {
    /// - Throws: `unavailable` when the host is no address of this machine.
    static func find(host: String) throws -> Int {
        try take(0, host: host)
    }

    /// - Throws: `conflict` when another program listens on the port, `forbidden` when this user may not.
    static func check(_ port: Int, host: String) throws {
        guard port != 0 else { return }
        _ = try take(UInt16(clamping: port), host: host)
    }

    private static func take(_ port: UInt16, host: String) throws -> Int {
        let isIPv6 = host.contains(":")
        let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw refusal(host) }
        defer { close(descriptor) }
        // As the server does: a port that a stopped server left behind is free at once.
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        errno = 0
        let found =
            isIPv6
            ? bindIPv6(descriptor, host, port)
            : bindIPv4(descriptor, host == "localhost" ? "127.0.0.1" : host, port)
        if let found { return Int(UInt16(bigEndian: found)) }
        switch errno {
        case EADDRINUSE:
            throw WorkbenchError(
                .conflict, "Port \(port) of \(host) is taken by another program. Stop that, or choose another port.")
        case EACCES:
            throw WorkbenchError(.forbidden, "This user may not listen on port \(port) of \(host).")
        default: throw refusal(host)
        }
    }

    private static func refusal(_ host: String) -> WorkbenchError {
        WorkbenchError(.unavailable, "No port can be opened on \(host): is it an address of this machine?")
    }

    private static func bindIPv4(_ descriptor: Int32, _ host: String, _ port: UInt16) -> in_port_t? {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else { return nil }
        guard bound(descriptor, &address) else { return nil }
        return address.sin_port
    }

    private static func bindIPv6(_ descriptor: Int32, _ host: String, _ port: UInt16) -> in_port_t? {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
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

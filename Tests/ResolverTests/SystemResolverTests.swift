import Foundation
import Pipeline
import Synchronization
import Testing

@testable import Resolver

/// A name server on a free port of this machine that answers as a test says.
private final class NameServer: Sendable {
    let port: UInt16
    private let isStopped: Stop

    private final class Stop: Sendable {
        private let flag = Mutex(false)
        var isSet: Bool { flag.withLock { $0 } }
        func set() { flag.withLock { $0 = true } }
    }

    /// - Parameter answer: gets the question's packet and makes the answer's.
    init(_ answer: @escaping @Sendable ([UInt8]) -> [UInt8]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        // Looks for the end of the test between two questions; only the thread that reads closes the socket.
        var patience = timeval(tv_sec: 0, tv_usec: 50_000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        try #require(isBound)
        port = UInt16(bigEndian: address.sin_port)
        let stop = Stop()
        isStopped = stop
        Thread.detachNewThread {
            while !stop.isSet { NameServer.answerOnce(descriptor, answer) }
            close(descriptor)
        }
    }

    deinit { isStopped.set() }

    /// Lets a test ask a server of its own.
    static func with<Value>(
        _ answer: @escaping @Sendable ([UInt8]) -> [UInt8], _ body: (SystemResolver) async throws -> Value
    ) async throws -> Value {
        let server = try NameServer(answer)
        let value = try await body(SystemResolver(servers: "127.0.0.1:\(server.port)"))
        withExtendedLifetime(server) {}
        return value
    }

    private static func answerOnce(_ descriptor: Int32, _ answer: ([UInt8]) -> [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        var from = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutablePointer(to: &from) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                let count = recvfrom(descriptor, &buffer, buffer.count, 0, peer, &size)
                guard count > 0 else { return }
                let reply = answer(Array(buffer.prefix(count)))
                sendto(descriptor, reply, reply.count, 0, peer, size)
            }
        }
    }

    /// RFC 1035 §4.1: the question again, and TXT records of these parts.
    static func reply(_ question: [UInt8], code: UInt8 = 0, records: [[String]]) -> [UInt8] {
        guard let end = question.dropFirst(12).firstIndex(of: 0), question.count >= end + 5 else { return [] }
        var packet = Array(question.prefix(2)) + [0x81, 0x80 | code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        packet += question[12..<(end + 5)]
        for parts in records {
            let data = parts.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            packet += [0xC0, 12, 0, 16, 0, 1, 0, 0, 0, 60, UInt8(data.count >> 8), UInt8(data.count & 0xFF)] + data
        }
        return packet
    }
}

@Suite("Asking the DNS")
struct SystemResolverTests {
    @Test("Each TXT record is one text, its parts put together")
    func texts() async throws {
        let texts = try await NameServer.with({ NameServer.reply($0, records: [["v=spf1 ", "-all"], ["code=1"]]) }) {
            try await $0.texts(of: "soc.example")
        }
        #expect(Set(texts) == ["v=spf1 -all", "code=1"])
    }

    @Test("A name without TXT records has none, and a name that does not exist is a failure in words")
    func nothing() async throws {
        let none = try await NameServer.with({ NameServer.reply($0, records: []) }) {
            try await $0.texts(of: "soc.example")
        }
        #expect(none == [])
        await #expect(throws: DomainLookupFailure.self) {
            try await NameServer.with({ NameServer.reply($0, code: 3, records: []) }) {
                try await $0.texts(of: "soc.example")
            }
        }
    }

    @Test("What is no domain name is never sent", arguments: ["", "a b", "x\u{0}y", "ä.example", "a/b"])
    func names(_ name: String) async {
        await #expect(throws: DomainLookupFailure.self) {
            try await SystemResolver(servers: "127.0.0.1:1").texts(of: name)
        }
    }

    @Test("Garbage is a failure")
    func garbage() async throws {
        await #expect(throws: DomainLookupFailure.self) {
            try await NameServer.with({ Array($0.prefix(2)) + [0x81, 0x80, 0, 1, 0, 9, 0, 0, 0, 0, 0xFF] }) {
                try await $0.texts(of: "soc.example")
            }
        }
    }
}

import CAres
import Dispatch
import Pipeline

/// The DNS through c-ares: by the system's name servers, or by those that are set.
public struct SystemResolver: DomainResolver {
    private static let timeoutMilliseconds: Int32 = 3000
    private static let tries: Int32 = 2
    /// Own threads, because a question blocks: the cooperative pool must not wait for a name server.
    private static let queue = DispatchQueue(label: "watchfloor.dns", attributes: .concurrent)

    private let servers: String?

    /// - Parameter servers: addresses with ports, like `127.0.0.1:5353`, with commas between; nil for the system's.
    public init(servers: String? = nil) {
        self.servers = servers
    }

    public func texts(of name: String) async throws(DomainLookupFailure) -> [String] {
        guard SystemResolver.isName(name) else {
            throw DomainLookupFailure("\"\(name.prefix(100))\" is no domain name")
        }
        let result = await withCheckedContinuation { continuation in
            SystemResolver.queue.async { continuation.resume(returning: ask(name)) }
        }
        return try result.get()
    }

    private func ask(_ name: String) -> Result<[String], DomainLookupFailure> {
        var texts: UnsafeMutablePointer<CChar>?
        var length = 0
        let status = cares_lookup_txt(
            name, servers, SystemResolver.timeoutMilliseconds, SystemResolver.tries, &texts, &length)
        defer { cares_free(texts) }
        guard status == 0 else { return .failure(DomainLookupFailure(String(cString: cares_words(status)))) }
        guard let texts, length > 0 else { return .success([]) }
        let bytes = UnsafeRawBufferPointer(start: texts, count: length)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
        return .success(lines.map { String(decoding: $0, as: UTF8.self) })
    }

    /// Letters, digits, hyphens, underscores and dots (RFC 1035 §2.3.1, RFC 8552 for underscores), at most 253 bytes.
    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 253
            && name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            }
    }
}

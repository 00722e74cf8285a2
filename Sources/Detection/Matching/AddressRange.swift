/// A block of IPv4 or IPv6 addresses (RFC 4632, RFC 4291 §2.2 and §2.3). IPv4 lives in its mapped IPv6 form.
struct AddressRange: Hashable, Sendable {
    private let address: UInt128
    private let mask: UInt128
    private let isIPv4: Bool

    /// "10.0.0.0/8", "2001:db8::/32", or a single address. Host bits may be set; they do not count.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let parsed = AddressRange.parse(parts[0]) else { return nil }
        let full = parsed.isIPv4 ? 32 : 128
        var length = full
        if parts.count == 2 {
            guard let given = AddressRange.decimal(parts[1], upTo: full) else { return nil }
            length = given
        }
        let zeros = full - length
        mask = zeros == 128 ? 0 : UInt128.max << UInt128(zeros)
        address = parsed.value & mask
        isIPv4 = parsed.isIPv4
    }

    func contains(_ text: String) -> Bool {
        guard let parsed = AddressRange.parse(Substring(text)), isIPv4 || !parsed.isIPv4 else { return false }
        return parsed.value & mask == address
    }

    private static func parse(_ text: Substring) -> (value: UInt128, isIPv4: Bool)? {
        if text.utf8.count > 45 { return nil }
        if text.contains(":") { return ipv6(text).map { ($0, false) } }
        return ipv4(text).map { (0xFFFF_0000_0000 | UInt128($0), true) }
    }

    private static func ipv4(_ text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard let byte = decimal(part, upTo: 255), part.utf8.count == 1 || part.first != "0" else { return nil }
            value = value << 8 | UInt32(byte)
        }
        return value
    }

    private static func ipv6(_ text: Substring) -> UInt128? {
        let halves = splitAtGap(text)
        guard let head = groups(halves.head) else { return nil }
        guard let tail = halves.tail else { return head.count == 8 ? value(of: head) : nil }
        guard let end = groups(tail), head.count + end.count <= 7 else { return nil }
        return value(of: head + Array(repeating: 0, count: 8 - head.count - end.count) + end)
    }

    /// The text before and after the first "::"; a second one leaves an empty group behind, which is refused.
    private static func splitAtGap(_ text: Substring) -> (head: Substring, tail: Substring?) {
        guard let gap = text.firstRange(of: "::") else { return (text, nil) }
        return (text[..<gap.lowerBound], text[gap.upperBound...])
    }

    private static func groups(_ text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if part.contains("."), index == parts.count - 1 {
                guard let last = ipv4(part) else { return nil }
                groups += [UInt16(truncatingIfNeeded: last >> 16), UInt16(truncatingIfNeeded: last)]
            } else {
                guard (1...4).contains(part.utf8.count), part.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func value(of groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func decimal(_ text: Substring, upTo limit: Int) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text).flatMap { $0 <= limit ? $0 : nil }
    }
}

import Synchronization

/// The id of one kind of record: opaque text, a UUID in practice.
///
/// The type parameter keeps an alert's id from being passed where a device's is meant. New ids are
/// UUID version 7 (RFC 9562 §5.7): they sort by creation time, so that rows are appended to an index
/// rather than scattered over it.
public struct ID<Entity>: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(_ rawValue: String) {
        self.rawValue = rawValue
    }

    /// A new id that sorts after all that this process made for earlier milliseconds, and after those it just made
    /// for the same one.
    public static func make(at time: Timestamp = .now()) -> ID {
        ID(rawValue: UUIDv7.make(milliseconds: time.milliseconds))
    }

    public init(from decoder: any Decoder) throws {
        self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    public var description: String { rawValue }
}

/// Time-ordered UUIDs: 48 bits of Unix milliseconds, 12 bits of a counter, then random bits (RFC 9562 §5.7). The
/// counter begins anywhere in its lower half and rises within one millisecond (§6.2, method 1), so that what one act
/// leaves behind keeps its order.
enum UUIDv7 {
    /// Milliseconds by which ids of several acts may be made out of turn without losing their order.
    private static let patience: UInt64 = 10_000
    private static let last = Mutex<(time: UInt64, counter: UInt64)>((0, 0))

    static func make(milliseconds: Int64) -> String {
        var generator = SystemRandomNumberGenerator()
        let time = UInt64(clamping: milliseconds) & 0xFFFF_FFFF_FFFF
        let start = generator.next() & 0x07FF
        let counter = last.withLock { last in
            let isLater = time > last.time || last.time - time > patience
            last = isLater ? (time, start) : (last.time, min(last.counter + 1, 0x0FFF))
            return last.counter
        }
        let high = time << 16 | 0x7000 | counter
        let low = (generator.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        return text(high, low)
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func text(_ high: UInt64, _ low: UInt64) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for (word, hyphens) in [(high, [8, 12]), (low, [0, 4])] {
            for position in 0..<16 {
                if hyphens.contains(position) { bytes.append(UInt8(ascii: "-")) }
                bytes.append(digits[Int((word >> UInt64(60 - 4 * position)) & 0xF)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

import Crypto
import Foundation
import Workbench

/// Time-based one-time codes (RFC 6238 over RFC 4226): SHA-1, six digits, steps of 30 seconds, as authenticator
/// applications expect them.
public struct OneTimeCode: Sendable {
    private static let stepSeconds: Int64 = 30
    private static let modulus: UInt32 = 1_000_000

    private let secret: [UInt8]

    /// From a base32 secret, with or without spaces and padding; nil when it is none, or too short to be safe.
    public init?(secret: String) {
        guard let bytes = Base32.bytes(secret), bytes.count >= 10 else { return nil }
        self.secret = bytes
    }

    /// A new secret of 160 bits in base32.
    public static func makeSecret() -> String {
        var generator = SystemRandomNumberGenerator()
        return Base32.text((0..<20).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
    }

    /// The code that is valid at a time.
    public func code(at time: Timestamp) -> String {
        code(step: OneTimeCode.step(at: time))
    }

    /// The address that an authenticator application reads from a QR code.
    public static func address(secret: String, account: String, issuer: String = "Watchfloor") -> String {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
        }
        return "otpauth://totp/\(escaped(issuer)):\(escaped(account))?secret=\(secret)&issuer=\(escaped(issuer))"
    }

    /// The time step that a code belongs to, if it may be accepted: one step early or late for clocks that differ,
    /// and always later than the last accepted one, so that no code works twice (RFC 6238 §5.2).
    func acceptedStep(_ code: String, at time: Timestamp, after last: Int64) -> Int64? {
        let given = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        let current = OneTimeCode.step(at: time)
        var accepted: Int64?
        for step in [current, current &- 1, current &+ 1] where step > last {
            // No early exit: how long it takes must not tell which step fits.
            if TokenDigest.areEqual(given, Array(self.code(step: step).utf8)), accepted == nil { accepted = step }
        }
        return accepted
    }

    private static func step(at time: Timestamp) -> Int64 {
        time.milliseconds / 1000 / stepSeconds
    }

    private func code(step: Int64) -> String {
        let digits = String(
            OneTimeCode.truncated(secret: secret, counter: UInt64(clamping: step)) % OneTimeCode.modulus)
        return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// RFC 4226 §5.3: 31 bits of the HMAC, from where its last four bits point to.
    static func truncated(secret: [UInt8], counter: UInt64) -> UInt32 {
        let message = (0..<8).map { UInt8(truncatingIfNeeded: counter >> UInt64(56 - 8 * $0)) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int((mac.last ?? 0) & 0x0F)
        return mac.dropFirst(offset).prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }
}

import Crypto
import CryptoExtras
import Dispatch
import Foundation
import Workbench

/// Password hashes by scrypt (RFC 7914), written in the PHC string form:
/// `$scrypt$ln=15,r=8,p=1$<salt>$<key>`, salt and key in base64 without padding.
///
/// One derivation takes a tenth of a second and 32 MiB, so they run one at a time on a queue of their own:
/// a flood of sign-ins can neither block an event loop nor fill the memory.
public enum Password {
    struct Cost: Hashable {
        /// log2 of N.
        var logRounds: Int
        var blockSize: Int
        var parallelism: Int

        static let standard = Cost(logRounds: 15, blockSize: 8, parallelism: 1)

        /// Bounds what a stored hash may ask of this machine.
        var isSensible: Bool {
            (1...18).contains(logRounds) && (1...16).contains(blockSize) && (1...4).contains(parallelism)
        }
    }

    private static let queue = DispatchQueue(label: "watchfloor.password", qos: .userInitiated)
    private static let keyLength = 32

    /// A new hash with a salt of its own.
    ///
    /// - Throws: `invalid` when the password is shorter than 12 or longer than 1,024 characters.
    public static func hash(_ password: String) async throws -> String {
        guard (12...1024).contains(password.count) else {
            throw WorkbenchError.invalid("A password has 12 to 1,024 characters.", field: "password")
        }
        let salt = randomBytes(16)
        let key = try await onQueue { try derive(password, salt: salt, cost: .standard, length: keyLength) }
        return text(salt: salt, key: key, cost: .standard)
    }

    /// Whether the password is the one of this hash. A hash that cannot be read fits no password.
    public static func verify(_ password: String, against hash: String) async -> Bool {
        guard let parts = parse(hash), password.utf8.count <= 4096 else { return false }
        let key = try? await onQueue {
            try derive(password, salt: parts.salt, cost: parts.cost, length: parts.key.count)
        }
        guard let key else { return false }
        return TokenDigest.areEqual(key, parts.key)
    }

    /// A hash that no password fits, for users that do not exist: checking against it costs the same.
    static let unknownUser = text(salt: randomBytes(16), key: randomBytes(keyLength), cost: .standard)

    static func derive(_ password: String, salt: [UInt8], cost: Cost, length: Int) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: length, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func onQueue(_ work: @escaping @Sendable () throws -> [UInt8]) async throws -> [UInt8] {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }

    private static func text(salt: [UInt8], key: [UInt8], cost: Cost) -> String {
        "$scrypt$ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)$\(base64(salt))$\(base64(key))"
    }

    private static func parse(_ hash: String) -> (cost: Cost, salt: [UInt8], key: [UInt8])? {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",  // safe: five parts, just counted
            let cost = parseCost(parts[2]),  // safe: as above
            let salt = bytes(base64: parts[3]), let key = bytes(base64: parts[4]), (16...64).contains(key.count)
        else { return nil }
        return (cost, salt, key)
    }

    private static func parseCost(_ text: String) -> Cost? {
        var numbers: [String: Int] = [:]
        for pair in text.split(separator: ",") {
            let sides = pair.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, let number = Int(sides[1]) else { return nil }
            numbers[String(sides[0])] = number
        }
        guard let logRounds = numbers["ln"], let blockSize = numbers["r"], let parallelism = numbers["p"] else {
            return nil
        }
        let cost = Cost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        return cost.isSensible ? cost : nil
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        String(Data(bytes).base64EncodedString().prefix { $0 != "=" })
    }

    private static func bytes(base64 text: String) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.count % 4) % 4)
        return Data(base64Encoded: text + padding).map(Array.init)
    }

    private static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
    }
}

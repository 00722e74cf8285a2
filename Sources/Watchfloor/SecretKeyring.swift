import Crypto
import Foundation
import Pipeline
import Workbench

/// Seals secrets with AES-256-GCM. What is sealed begins with the id of its key, so that keys can be rotated: the
/// first key seals, every key of the ring opens.
struct SecretKeyring: Vault {
    private static let format: UInt8 = 1
    private static let idLength = 4

    private struct Key {
        var id: [UInt8]
        var key: SymmetricKey

        init(_ bytes: [UInt8]) {
            id = Array(SHA256.hash(data: bytes).prefix(SecretKeyring.idLength))
            key = SymmetricKey(data: bytes)
        }
    }

    private let keys: [Key]

    /// - Parameter encoded: keys of 32 bytes in base64, separated by commas; the first one seals.
    init(encoded: String) throws {
        keys = try encoded.split(separator: ",").map { part in
            let text = String(part).trimmed
            guard let bytes = Data(base64Encoded: text), bytes.count == 32 else {
                throw WorkbenchError.invalid("The encryption key must be 32 bytes in base64.", field: "key")
            }
            return Key(Array(bytes))
        }
        guard !keys.isEmpty else { throw WorkbenchError.invalid("The encryption key is empty.", field: "key") }
    }

    /// Reads the key file; makes one with mode 0600 where none is.
    static func load(file: String) throws -> SecretKeyring {
        if FileManager.default.fileExists(atPath: file) {
            try refuseReadableByOthers(file)
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw WorkbenchError.invalid("The key file \(file) cannot be read.", field: "key_file")
            }
            return try SecretKeyring(encoded: text.trimmed)
        }
        let encoded = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data((encoded + "\n").utf8), attributes: [.posixPermissions: 0o600])
        else {
            throw WorkbenchError.invalid("The key file \(file) cannot be written.", field: "key_file")
        }
        return try SecretKeyring(encoded: encoded)
    }

    private static func refuseReadableByOthers(_ file: String) throws {
        let mode = try? FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber
        guard let mode, mode.intValue & 0o077 == 0 else {
            throw WorkbenchError.invalid(
                "The key file \(file) can be read by others. Run: chmod 600 \(file)", field: "key_file")
        }
    }

    func seal(_ secret: String) throws -> [UInt8] {
        guard let key = keys.first, let sealed = try AES.GCM.seal(Data(secret.utf8), using: key.key).combined else {
            throw WorkbenchError(.internal, "The secret could not be sealed.")
        }
        return [SecretKeyring.format] + key.id + Array(sealed)
    }

    func open(_ sealed: [UInt8]) throws -> String {
        let headerLength = 1 + SecretKeyring.idLength
        guard sealed.first == SecretKeyring.format, sealed.count > headerLength else {
            throw WorkbenchError(.unavailable, "A stored secret is damaged.")
        }
        let id = Array(sealed[1..<headerLength])
        guard let key = keys.first(where: { $0.id == id }) else {
            throw WorkbenchError(.unavailable, "A stored secret was sealed with a key that is not configured.")
        }
        do {
            let box = try AES.GCM.SealedBox(combined: Data(sealed[headerLength...]))
            return String(decoding: try AES.GCM.open(box, using: key.key), as: UTF8.self)
        } catch {
            throw WorkbenchError(.unavailable, "A stored secret is damaged.")
        }
    }
}

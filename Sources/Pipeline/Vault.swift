/// Seals secrets before they are stored and opens them again (AES-256-GCM; the key comes from outside the database).
public protocol Vault: Sendable {
    func seal(_ secret: String) throws -> [UInt8]
    func open(_ sealed: [UInt8]) throws -> String
}

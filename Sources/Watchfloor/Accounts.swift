import Crypto
import Foundation
import Pipeline
import Server
import Workbench

/// Makes organizations, people and keys, from the command line and for the demo.
struct Accounts {
    /// Shortest password accepted, in characters (NIST SP 800-63B asks for 8 at least; 15 where it stands alone).
    static let shortestPassword = 12

    let store: any Store
    let vault: any Vault

    /// The organization with this short name, made if it is new and has a name.
    func organization(shortName: String, name: String?, isProvider: Bool) async throws -> Organization {
        guard shortName.count <= 40, !shortName.isEmpty,
            shortName.allSatisfy({ $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
        else {
            throw WorkbenchError.invalid(
                "A short name has 1 to 40 small letters, digits and hyphens.", field: "organization")
        }
        let time = Timestamp.now()
        return try await store.write { tx in
            if let found = try tx.organizations.find(shortName: shortName) { return found }
            guard let name, !name.trimmed.isEmpty else {
                throw WorkbenchError.invalid(
                    "There is no organization \"\(shortName)\". Give its name with --organization-name to make it.",
                    field: "organization")
            }
            let organization = Organization(
                id: .make(at: time), name: name.trimmed, shortName: shortName, isProvider: isProvider, createdAt: time,
                updatedAt: time)
            try tx.organizations.insert(organization)
            try tx.people.insert(
                Actor(
                    id: ID(organization.id.rawValue), kind: .organization, displayName: organization.name,
                    organizationID: organization.id, createdAt: time, updatedAt: time))
            return organization
        }
    }

    /// - Throws: `invalid` for an address that is none, `conflict` when it is taken.
    func addUser(
        email: String, name: String, role: Role, organization: ID<Organization>, password: String, otpSecret: String?
    ) async throws -> UserAccount {
        let address = email.trimmed.lowercased()
        guard address.count <= 254, address.split(separator: "@").count == 2, !address.contains(where: \.isWhitespace)
        else { throw WorkbenchError.invalid("\"\(email)\" is no e-mail address.", field: "email") }
        let hash = try await Password.hash(password)
        let sealed = try otpSecret.map { try vault.seal($0) }
        let time = Timestamp.now()
        return try await store.write { tx in
            guard try tx.people.user(email: address) == nil else {
                throw WorkbenchError.conflict("\(address) has an account already.")
            }
            let user = UserAccount(
                id: .make(at: time), organizationID: organization, email: address, displayName: name.trimmed,
                role: role,
                passwordHash: hash, sealedOTPSecret: sealed, createdAt: time, updatedAt: time)
            try tx.people.insert(
                Actor(
                    id: user.id, kind: .user, displayName: user.displayName, organizationID: organization,
                    createdAt: time, updatedAt: time))
            try tx.people.insert(user)
            return user
        }
    }

    /// A service account with one key. The token is returned here and nowhere else.
    func addKey(name: String, role: Role, organization: ID<Organization>, isReadOnly: Bool) async throws -> String {
        let token = "wf_" + RandomToken.make(bytes: 32)
        let digest = Array(SHA256.hash(data: Data(token.utf8)))
        let time = Timestamp.now()
        try await store.write { tx in
            let actor = Actor(
                id: .make(at: time), kind: .service, displayName: name, organizationID: organization, createdAt: time,
                updatedAt: time)
            try tx.people.insert(actor)
            try tx.people.insert(
                APIKey(
                    id: .make(at: time), actorID: actor.id, organizationID: organization, name: name, role: role,
                    isReadOnly: isReadOnly, tokenDigest: digest, createdAt: time, updatedAt: time))
        }
        return token
    }
}

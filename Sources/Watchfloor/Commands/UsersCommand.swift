import ArgumentParser
import Foundation
import Pipeline
import Server
import Storage
import Workbench

struct UsersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users",
        abstract: "Administers people, service accounts and their keys.",
        subcommands: [Add.self, List.self, SetPassword.self, Enroll.self, Lock.self, Key.self, Code.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists everybody who can sign in.")
        @OptionGroup var place: DataOptions

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let users = try await workbench.store.read { tx in try tx.people.users() }
            guard !users.isEmpty else { return Terminal.print("Nobody yet. Add somebody with `watchfloor users add`.") }
            Terminal.printTable(
                ["EMAIL", "NAME", "ROLE", "ACTIVE", "TWO-FACTOR"],
                users.map { user in
                    [
                        user.email, user.displayName, user.role.rawValue, user.isActive ? "yes" : "locked",
                        user.sealedOTPSecret == nil ? "not enrolled" : "enrolled",
                    ]
                })
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a person, and the organization if it is new.",
            discussion:
                "The password is asked for, or read from the standard input; it is never taken from the command line.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The e-mail address to sign in with.") var email: String
        @Option(help: "The name that others see.") var name: String
        @Option(help: "One of \(Role.allCases.map(\.rawValue).joined(separator: ", ")).") var role: String
        @Option(help: "The organization's short name.") var organization: String
        @Option(help: "The organization's full name, when it is new.") var organizationName: String?

        func run() async throws {
            guard let role = Role(rawValue: role) else {
                let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw WorkbenchError.invalid("The role must be one of \(roles).", field: "role")
            }
            let workbench = try await OfflineWorkbench(place, makesDatabase: true)
            guard let password = Terminal.readSecret("Password: "), password.count >= Accounts.shortestPassword else {
                throw WorkbenchError.invalid(
                    "The password needs \(Accounts.shortestPassword) characters or more.", field: "password")
            }
            let accounts = Accounts(store: workbench.store, vault: try workbench.vault)
            let home = try await accounts.organization(
                shortName: organization, name: organizationName, isProvider: role.isProvider)
            let user = try await accounts.addUser(
                email: email, name: name, role: role, organization: home.id, password: password, otpSecret: nil)
            Terminal.print("Added \(user.email) to \(home.name). Enrol a one-time code with `watchfloor users enroll`.")
        }
    }

    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "password", abstract: "Sets a new password.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            guard let password = Terminal.readSecret("New password: "), password.count >= Accounts.shortestPassword
            else {
                throw WorkbenchError.invalid(
                    "The password needs \(Accounts.shortestPassword) characters or more.", field: "password")
            }
            let hash = try await Password.hash(password)
            try await UsersCommand.change(email, in: workbench) { $0.passwordHash = hash }
            Terminal.print("The password of \(email) is changed.")
        }
    }

    struct Enroll: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a new one-time-code secret and prints what an authenticator app needs.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let secret = OneTimeCode.makeSecret()
            let sealed = try workbench.vault.seal(secret)
            try await UsersCommand.change(email, in: workbench) { user in
                user.sealedOTPSecret = sealed
                user.lastOTPStep = 0
            }
            Terminal.print("secret  \(secret)")
            Terminal.print("link    \(OneTimeCode.address(secret: secret, account: email))")
        }
    }

    struct Lock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Locks an account, or unlocks it.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String
        @Flag(help: "Lets the person in again.") var undo = false

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let isActive = undo
            try await UsersCommand.change(email, in: workbench) { $0.isActive = isActive }
            Terminal.print("\(email) is \(undo ? "unlocked" : "locked").")
        }
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an API key of a service account and prints it, once.")
        @OptionGroup var place: DataOptions
        @Argument(help: "What the key is for.") var name: String
        @Option(help: "The organization's short name.") var organization: String
        @Option(help: "organization_admin or organization_analyst, or a provider role.")
        var role = Role.organizationAnalyst.rawValue
        @Flag(help: "The key may only read.") var readOnly = false

        func run() async throws {
            guard let role = Role(rawValue: role) else {
                throw WorkbenchError.invalid("There is no role \"\(role)\".", field: "role")
            }
            let workbench = try await OfflineWorkbench(place)
            let shortName = organization
            let found = try await workbench.store.read { tx in try tx.organizations.find(shortName: shortName) }
            guard let found else {
                throw WorkbenchError.invalid("There is no organization \"\(shortName)\".", field: "organization")
            }
            let accounts = Accounts(store: workbench.store, vault: try workbench.vault)
            Terminal.print(
                try await accounts.addKey(name: name, role: role, organization: found.id, isReadOnly: readOnly))
        }
    }

    struct Code: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a person's current one-time code; in a demo's data only.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The person's e-mail address.") var email: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            guard DemoMark.stands(in: workbench.configuration.dataDirectory) else {
                throw WorkbenchError.forbidden("One-time codes are printed for a demo's accounts only.")
            }
            let address = email
            let user = try await workbench.store.read { tx in try tx.people.user(email: address.lowercased()) }
            guard let user else { throw WorkbenchError.notFound("user \(email)") }
            guard let sealed = user.sealedOTPSecret else {
                throw WorkbenchError.invalid("\(email) signs in without a one-time code.", field: "email")
            }
            guard let code = OneTimeCode(secret: try workbench.vault.open(sealed)) else {
                throw WorkbenchError(.internal, "The stored secret of \(email) is no base32.")
            }
            Terminal.print(code.code(at: .now()))
        }
    }

    private static func change(
        _ email: String, in workbench: OfflineWorkbench, _ change: @escaping @Sendable (inout UserAccount) -> Void
    ) async throws {
        try await workbench.store.write { tx in
            guard var user = try tx.people.user(email: email.lowercased()) else {
                throw WorkbenchError.notFound("user \(email)")
            }
            change(&user)
            user.updatedAt = .now()
            try tx.people.update(user)
        }
    }
}

import ArgumentParser
import Detection
import Foundation
import Pipeline
import Storage
import Workbench

struct SuppressionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppressions",
        abstract: "Lists, tries, adds and ends suppressions. A running server heeds them from the next signal on.",
        subcommands: [List.self, Add.self, Preview.self, Expire.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists all suppressions, newest first.")
        @OptionGroup var place: DataOptions

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let now = Timestamp.now()
            let records = try await workbench.store.read { tx in
                try tx.suppressions.list(scope: .everything, limit: 1000).map { SuppressionRecord($0, at: now) }
            }
            guard !records.isEmpty else { return Terminal.print("Nothing is suppressed.") }
            Terminal.printTable(
                ["ID", "NAME", "STATUS", "ORGANIZATION", "DEVICE", "ACTS", "DISMISSES", "MATCHES", "EXPIRES"],
                records.map { record in
                    let suppression = record.suppression
                    return [
                        suppression.id.rawValue, suppression.name, record.status.words.lowercased(),
                        suppression.organizationID?.rawValue ?? "all", suppression.deviceID?.rawValue ?? "all",
                        suppression.place.rawValue, suppression.dismisses ? "yes" : "no",
                        String(suppression.matchCount), suppression.expiresAt?.description ?? "never",
                    ]
                })
        }
    }

    /// What a new suppression is made of.
    struct Terms: ParsableArguments {
        @Argument(
            help: ArgumentHelp("The file with the condition (YAML); - reads the standard input.", valueName: "file"))
        var file: String
        @Option(help: "The organization's short name. Without it and without a device it holds for all.")
        var organization: String?
        @Option(help: "The device's id or name.") var device: String?
        @Option(
            help: ArgumentHelp(
                "workbench: alerts open and close at once; detection: no alert is opened.", valueName: "place"))
        var acts = Suppression.Place.workbench.rawValue
        @Flag(help: "Dismiss the issues in the vendor's tenant as well.") var dismiss = false
        @Option(help: ArgumentHelp("Days after which it expires. Default: never.", valueName: "days"))
        var expiresIn: Int?

        func wanted(name: String, reason: String, _ workbench: OfflineWorkbench) async throws
            -> SuppressionAdministration.NewSuppression
        {
            guard let place = Suppression.Place(rawValue: acts) else {
                throw WorkbenchError.invalid("--acts is workbench or detection.", field: "acts")
            }
            if let expiresIn, !(1...3650).contains(expiresIn) {
                throw WorkbenchError.invalid("--expires-in is between 1 and 3650 days.", field: "expires-in")
            }
            let condition = String(decoding: try PayloadFile.bytes(file), as: UTF8.self)
            let deviceID = try await device.asyncMap { try await workbench.device($0).id }
            let organizationID = try await organization.asyncMap { shortName in
                let found = try await workbench.store.read { tx in try tx.organizations.find(shortName: shortName) }
                guard let found else {
                    throw WorkbenchError.invalid("There is no organization \"\(shortName)\".", field: "organization")
                }
                return found.id
            }
            return SuppressionAdministration.NewSuppression(
                organizationID: organizationID, deviceID: deviceID, name: name, condition: condition, reason: reason,
                place: place, dismisses: dismiss,
                expiresAt: expiresIn.map { Timestamp.now().adding(seconds: Double($0) * 86_400) })
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Adds a suppression.")
        @OptionGroup var place: DataOptions
        @OptionGroup var rules: RulesOption
        @OptionGroup var terms: Terms
        @Option(help: "What it is called.") var name: String
        @Option(help: "Why this need not be looked at.") var reason: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let wanted = try await terms.wanted(name: name, reason: reason, workbench)
            let record = try await workbench.suppressions(in: rules.rules).add(wanted, by: workbench.principal)
            Terminal.print("Added \(record.suppression.name): \(record.suppression.id)")
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what a suppression would have matched in the last 30 days, and what it would dismiss.")
        @OptionGroup var place: DataOptions
        @OptionGroup var rules: RulesOption
        @OptionGroup var terms: Terms

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let wanted = try await terms.wanted(name: "", reason: "", workbench)
            let preview = try await workbench.suppressions(in: rules.rules).preview(wanted, by: workbench.principal)
            Terminal.print(
                "\(preview.matched) of \(preview.examined)\(preview.isCut ? " (the newest)" : "") issues and detections "
                    + "of the last \(SuppressionPreview.days) days are met; \(preview.suppressed) of these would have "
                    + "opened alerts, \(preview.dismissed) issues would have been dismissed.")
            for example in preview.examples { Terminal.print("  met: \(example.content.name) (\(example.vendorID))") }
            for dismissal in preview.dismissals {
                Terminal.print(
                    "  dismissed: \(dismissal.issueName) (\(dismissal.issueID)): \(dismissal.write.status ?? "")")
            }
        }
    }

    struct Expire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a suppression now. What it suppressed stays as it is.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The suppression's id.") var suppression: String

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            let administration = workbench.suppressions(RulePack(sources: []))
            let record = try await administration.expire(ID(suppression), by: workbench.principal)
            Terminal.print("\(record.suppression.name) has ended.")
        }
    }
}

extension OfflineWorkbench {
    fileprivate func suppressions(_ pack: RulePack) -> SuppressionAdministration {
        SuppressionAdministration(
            store: store, integrations: integrations, rules: ActiveRules(pack), policy: configuration.pipeline.policy)
    }

    /// With the rules of a folder, or of the configured one.
    fileprivate func suppressions(in folder: String?) throws -> SuppressionAdministration {
        suppressions(try RulePack.load(directory: try RulesFolder.find(folder ?? configuration.rulesDirectory)))
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ transform: (Wrapped) async throws -> Value) async throws -> Value? {
        guard let wrapped = self else { return nil }
        return try await transform(wrapped)
    }
}

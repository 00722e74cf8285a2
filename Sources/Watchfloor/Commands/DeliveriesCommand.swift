import ArgumentParser
import Pipeline
import Storage
import Workbench

struct DeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "Lists what is written to customers' tenants, and tries again.",
        subcommands: [List.self, Retry.self, Decide.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists deliveries, newest first.")
        @OptionGroup var place: DataOptions
        @Option(help: "Only those of this device, by id or name.") var device: String?
        @Option(
            help: "Only those in this state: \(Delivery.State.allCases.map(\.rawValue).joined(separator: ", ")).")
        var state: String?
        @Option(help: "How many at most.") var limit = 50

        func run() async throws {
            let workbench = try await OfflineWorkbench(place)
            var states = Delivery.State.allCases
            if let state {
                guard let wanted = Delivery.State(rawValue: state) else {
                    throw WorkbenchError.invalid("There is no delivery state \"\(state)\".", field: "state")
                }
                states = [wanted]
            }
            var deviceID: ID<SecurityDevice>?
            if let device { deviceID = try await workbench.device(device).id }
            let (chosen, only, most) = (states, deviceID, min(max(limit, 1), 10_000))
            let deliveries = try await workbench.store.read { tx in
                try tx.deliveries.list(scope: .everything, device: only, states: chosen, limit: most)
            }
            Terminal.printTable(
                ["ID", "CREATED", "STATE", "ISSUE", "RULE", "TRIES", "ANSWER"],
                deliveries.map { delivery in
                    [
                        delivery.id.rawValue, delivery.createdAt.description, delivery.state.rawValue, delivery.issueID,
                        delivery.intent.rule.words, String(delivery.attempts), delivery.answer,
                    ]
                })
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Tries a refused delivery again.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The delivery's id.") var delivery: String

        func run() async throws {
            try await DeliveriesCommand.decide(.retry, delivery, place)
        }
    }

    struct Decide: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decides on a delivery that is held, or that met a change made in the customer's tenant.")
        @OptionGroup var place: DataOptions
        @Argument(help: "The delivery's id.") var delivery: String
        @Argument(help: "One of \(DeliveryDecision.allCases.map(\.rawValue).joined(separator: ", ")).")
        var decision: String

        func run() async throws {
            guard let decision = DeliveryDecision(rawValue: decision) else {
                throw WorkbenchError.invalid("There is no decision \"\(decision)\".", field: "decision")
            }
            try await DeliveriesCommand.decide(decision, delivery, place)
        }
    }

    private static func decide(_ decision: DeliveryDecision, _ id: String, _ place: DataOptions) async throws {
        let workbench = try await OfflineWorkbench(place)
        let delivery = try await workbench.decisions.decide(decision, on: ID(id), by: workbench.principal)
        Terminal.print("Delivery \(delivery.id) is now \(delivery.state.rawValue).")
    }
}

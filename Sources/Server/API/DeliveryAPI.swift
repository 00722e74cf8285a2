import Pipeline
import Workbench

/// What a person decides about a write that did not go through by itself.
struct DeliveryAPI: Sendable {
    let services: ServerServices

    func decide(_ id: String, _ body: [UInt8], by principal: Principal) async throws -> Delivery {
        try principal.requireWriter()
        guard let decision = try JSON(parsing: body)["decision"]?.string.flatMap(DeliveryDecision.init(rawValue:))
        else {
            let known = DeliveryDecision.allCases.map(\.rawValue).joined(separator: ", ")
            throw WorkbenchError.invalid("decision is one of \(known).", field: "decision")
        }
        return try await services.decisions.decide(decision, on: ID(id), by: principal)
    }
}

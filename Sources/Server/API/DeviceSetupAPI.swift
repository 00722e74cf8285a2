import Pipeline
import Workbench

/// Setting up a device and administering what was set up, for programs.
struct DeviceSetupAPI: Sendable {
    let setup: SetupServices

    /// What an act answers with, under `meta`; nil for an act that there is not.
    func act(_ name: String, on id: String, _ body: [UInt8], by principal: Principal) async throws -> JSON? {
        let id = ID<SecurityDevice>(id)
        switch name {
        case "console_access": return try await consoleAccess(id, try object(body), by: principal)
        case "rotate_webhook":
            return ["old_password_until": JSON(try await setup.credentials.rotateWebhook(id, by: principal))]
        case "secret":
            let settings = try object(body).compactMapValues(\.string)
            return try await setup.credentials.replaceSecret(settings, of: id, by: principal).json
        case "addendum": return try await addendum(id, try object(body), by: principal)
        case "shadow":
            _ = try await setup.sync.startShadow(id, by: principal)
            return ["shadow": true]
        case "disconnect":
            try await setup.removal.remove(
                id, confirmedBy: try object(body)["name"]?.string ?? "", by: principal)
            return ["removed": true]
        default: return nil
        }
    }

    private func consoleAccess(_ id: ID<SecurityDevice>, _ body: [String: JSON], by principal: Principal) async throws
        -> JSON
    {
        let word = body["act"]?.string ?? ""
        if word == "look_up" {
            let record = try await setup.consoleAccess.lookUp(id, by: principal)
            return ["seen": JSON(record.lookupWords), "looked_up_at": JSON(record.lookedUpAt)]
        }
        guard let act = ConsoleAccessAct(rawValue: word) else {
            let known = ConsoleAccessAct.allCases.map(\.rawValue).joined(separator: ", ")
            throw WorkbenchError.invalid("act is one of look_up, \(known).", field: "act")
        }
        let input = body["input"]?.string
        if act == .enrolTwoFactor, OneTimeCode(secret: input ?? "") == nil {
            throw WorkbenchError.invalid("input is the two-factor key in base32.", field: "input")
        }
        let device = try await setup.consoleAccess.perform(act, on: id, input: input, by: principal)
        return [
            "console_access": .string(device.consoleAccess.rawValue),
            "turn": JSON(device.consoleAccess.turn?.rawValue), "next": JSON(device.consoleAccess.next?.rawValue),
        ]
    }

    private func addendum(_ id: ID<SecurityDevice>, _ body: [String: JSON], by principal: Principal) async throws
        -> JSON
    {
        if body["enable"]?.bool == true {
            try await setup.addendum.enable(id, by: principal)
            return ["enabled": true]
        }
        try await setup.addendum.record(body["reference"]?.string ?? "", for: id, by: principal)
        return ["recorded": true]
    }

    private func object(_ body: [UInt8]) throws(WorkbenchError) -> [String: JSON] {
        guard !body.isEmpty else { return [:] }
        guard case .object(let members) = try JSON(parsing: body) else {
            throw .invalid("Send a JSON object.")
        }
        return members
    }
}

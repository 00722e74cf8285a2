import Logging
import Pipeline
import Workbench

/// A vendor of the tests' own, without a tenant behind it.
struct ExampleIntegration: Integration {
    let descriptor = VendorDescriptor(
        slug: "example", name: "Example", issueProduct: "Example Cloud", detectionProduct: "Example Defend",
        fields: [
            .init(key: "api_url", label: "API address", help: "Where the tenant answers."),
            .init(key: "client_id", label: "Client id", help: "Of the service account."),
            .init(key: "client_secret", label: "Client secret", help: "Of the service account.", isSecret: true),
        ], streams: [.created])

    func parse(_ body: [UInt8]) throws(IntegrationError) -> ParsedSignal {
        throw IntegrationError(.decoding, "This vendor's bodies are never understood.")
    }

    func inspect(_ bytes: [UInt8]) -> [Inspection] {
        [
            Inspection(
                index: 0, result: .failure(IntegrationError(.decoding, "This vendor's files are never understood.")))
        ]
    }

    func plan(_ intent: SyncIntent, kind: VendorAlert.Kind, marker: String) -> PlannedWrite {
        PlannedWrite(status: intent.isDismissal ? "Rejected" : nil, note: intent.note?.headline)
    }

    func validate(_ settings: [String: String]) throws(WorkbenchError) -> [String: String] {
        for field in descriptor.fields where settings[field.key]?.isEmpty != false {
            throw .invalid("\(field.label) is missing.", field: field.key)
        }
        return settings
    }

    func connect(_ settings: [String: String], secret: String, logger: Logger) throws(IntegrationError)
        -> any TenantConnection
    {
        throw IntegrationError(.network, "There is no tenant.")
    }
}

/// Reversible, and nothing more: what is sealed is not what was given.
struct ExampleVault: Vault {
    func seal(_ secret: String) throws -> [UInt8] { secret.utf8.map { $0 ^ 0x5A } }
    func open(_ sealed: [UInt8]) throws -> String { String(decoding: sealed.map { $0 ^ 0x5A }, as: UTF8.self) }
}

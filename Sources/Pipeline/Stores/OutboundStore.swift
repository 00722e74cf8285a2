import Workbench

/// Where word of what happens may be sent, and the secrets that this takes.
public protocol OutboundStore {
    func insert(_ secret: Secret) throws
    func update(_ secret: Secret) throws
    func delete(_ secret: ID<Secret>) throws
    func secret(_ id: ID<Secret>, scope: AccessScope) throws -> Secret?
    func listSecrets(_ query: ResourceQuery) throws -> Page<Secret>

    func insert(_ integration: OutboundIntegration) throws
    func update(_ integration: OutboundIntegration) throws
    func delete(_ integration: ID<OutboundIntegration>) throws
    func integration(_ id: ID<OutboundIntegration>, scope: AccessScope) throws -> OutboundIntegration?
    func integrations(using secret: ID<Secret>) throws -> [OutboundIntegration]
    func listIntegrations(_ query: ResourceQuery) throws -> Page<OutboundIntegration>
}

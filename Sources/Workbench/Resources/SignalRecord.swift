/// A signal, with the organization that its device belongs to.
public struct SignalRecord: Hashable, Sendable {
    public var signal: Signal
    public var organizationID: ID<Organization>

    public init(signal: Signal, organizationID: ID<Organization>) {
        self.signal = signal
        self.organizationID = organizationID
    }
}

extension SignalRecord {
    /// Raw deliveries.
    public static let resource = Resource<SignalRecord>(
        "signals", summary: "One raw delivery, as it came in.",
        id: \.signal.id.rawValue,
        attributes: [
            .init("state", .enumeration(Signal.State.allCases.map(\.rawValue)), .queryable) {
                .string($0.signal.state.rawValue)
            },
            .init("source", .enumeration(Signal.Source.allCases.map(\.rawValue)), .queryable) {
                .string($0.signal.source.rawValue)
            },
            .init("reason", .string, [.nullable, .queryable]) { JSON($0.signal.reason) },
            .init("size", .number) { .integer(Int64($0.signal.body.count)) },
            .init("body", .string) { .string(String(decoding: $0.signal.body, as: UTF8.self)) },
            .init("received_at", .timestamp, .queryable) { JSON($0.signal.receivedAt) },
            .init("processed_at", .timestamp, [.nullable, .queryable]) { JSON($0.signal.processedAt) },
            .init("created_at", .timestamp, .queryable) { JSON($0.signal.receivedAt) },
        ],
        relationships: [
            .one("security_device", to: "security_devices") { $0.signal.deviceID.rawValue },
            .one("organization", to: "organizations") { $0.organizationID.rawValue },
        ])
}

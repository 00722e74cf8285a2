/// The members of a device's `properties`.
public enum DeviceProperty: String, Sendable, CaseIterable {
    /// "active" or "paused"; "removed" is only ever read.
    case ingestion
    /// How far the provider's access to the customer's console is set up; writing back needs "active".
    case consoleAccess = "console_access"
    /// The switch for everything written to the vendor.
    case syncEnabled = "sync_enabled"
}

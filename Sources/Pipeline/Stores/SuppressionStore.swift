import Workbench

public protocol SuppressionStore {
    func insert(_ suppression: Suppression) throws
    /// Everything but how often it matched.
    func update(_ suppression: Suppression) throws
    /// Those that hold for every organization are in every scope.
    func find(_ id: ID<Suppression>, scope: AccessScope) throws -> Suppression?
    /// Newest first.
    func list(scope: AccessScope, limit: Int) throws -> [Suppression]
    /// Those that have not expired, oldest first.
    func standing(at time: Timestamp) throws -> [Suppression]

    /// Marks a vendor alert as suppressed and counts the match. Marking it again changes nothing.
    func mark(_ vendorAlert: ID<VendorAlert>, by suppression: ID<Suppression>, at time: Timestamp) throws
    /// What suppressed a vendor alert, if anything did.
    func suppression(of vendorAlert: ID<VendorAlert>) throws -> ID<Suppression>?
    /// What a suppression has suppressed, newest first.
    func marked(by suppression: ID<Suppression>, limit: Int) throws -> [VendorAlert]
}

public protocol AlertGroupStore {
    func find(device: ID<SecurityDevice>, rule: String, key: String) throws -> AlertGroup?
    /// Inserts, or replaces the one with the same device, rule and key.
    func save(_ group: AlertGroup) throws
}

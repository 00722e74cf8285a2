import Workbench

/// What counts in correlations: kept until it cannot count any more, so that a restart forgets nothing.
public protocol CorrelationStore {
    /// - Returns: false when it has been counted before.
    func insert(_ hit: CorrelationHit) throws -> Bool
    /// What has been counted in one group between two times, the newest of it when there is more than the limit.
    func hits(
        organization: ID<Organization>, correlation: String, groupKey: String, from: Timestamp, until: Timestamp,
        limit: Int
    ) throws -> [CorrelationHit]
    /// Removes at most `limit` that cannot count any more.
    ///
    /// - Returns: how many there were.
    func prune(before time: Timestamp, limit: Int) throws -> Int
}

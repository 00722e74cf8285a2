import Workbench

/// What happened when, as the people on a case wrote it down. What is deleted is in no list.
public protocol TimelineStore {
    func insert(_ entry: TimelineEntry) throws
    func update(_ entry: TimelineEntry) throws
    func find(_ id: ID<TimelineEntry>, scope: AccessScope) throws -> TimelineEntry?
    /// In the order of the events.
    func entries(of investigation: ID<Investigation>) throws -> [TimelineEntry]
    func list(_ query: ResourceQuery) throws -> Page<TimelineEntry>
}

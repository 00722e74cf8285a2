import Workbench

public protocol SavedViewStore {
    /// Inserts, or replaces what this person keeps under the same name.
    func save(_ view: SavedView) throws
    /// By name.
    func list(of actor: ID<Actor>) throws -> [SavedView]
    /// Does nothing when there is none of this person's with this id.
    func delete(_ id: ID<SavedView>, of actor: ID<Actor>) throws
}

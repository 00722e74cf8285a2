import Pipeline
import Storage

/// A migrated store in a folder of its own, gone when nobody holds it any more: keep it alive as long as the store.
public final class TemporaryStore: Sendable {
    public let store: SQLiteStore
    public let directory: TemporaryDirectory

    private init(store: SQLiteStore, directory: TemporaryDirectory) {
        self.store = store
        self.directory = directory
    }

    public static func make() async throws -> TemporaryStore {
        let directory = try TemporaryDirectory()
        let store = try SQLiteStore(path: directory.file("watchfloor.sqlite"))
        try await store.migrate()
        return TemporaryStore(store: store, directory: directory)
    }
}

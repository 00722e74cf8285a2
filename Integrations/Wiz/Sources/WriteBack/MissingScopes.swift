import Synchronization

/// Permissions that a write turned out to lack. They cannot be probed without changing something, so that health
/// tells of those that were met.
final class MissingScopes: Sendable {
    private let scopes = Mutex<Set<String>>([])

    func insert(_ scope: String) {
        scopes.withLock { _ = $0.insert(scope) }
    }

    /// A change of status went through.
    func clear() {
        scopes.withLock { $0.removeAll() }
    }

    var all: [String] { scopes.withLock { $0.sorted() } }
}

import Foundation
import GRDB
import Workbench

/// A database file on disk: where it lies, who may read it, and whether it is ours.
enum SQLiteFile {
    /// "WFLR", in the file's header.
    static let applicationID = 0x5746_4C52

    /// Makes the folder (0700) and the file (0600) where they are missing; SQLite's companion files take over the
    /// file's mode.
    ///
    /// - Throws: `unavailable` saying which path cannot be made.
    static func prepare(_ path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw WorkbenchError(.unavailable, "The data directory \(folder) cannot be made: \(reason(error)).")
        }
        try create(path)
    }

    /// An empty file that only its owner may read, unless there is one.
    static func create(_ path: String) throws {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WorkbenchError(
                .unavailable, "The database file \(path) cannot be opened: \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else {
            throw WorkbenchError(
                .unavailable, "The mode of \(path) cannot be set: \(String(cString: strerror(errno))).")
        }
    }

    /// Keeps other server processes away from a database file for as long as this process lives, however it ends.
    ///
    /// - Throws: `conflict` when another process serves the file.
    static func reserve(_ path: String) throws {
        let lock = path + ".lock"
        let descriptor = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw WorkbenchError(.unavailable, "\(lock) cannot be opened: \(String(cString: strerror(errno))).")
        }
        // The descriptor stays open: the kernel lifts the lock with the process.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw WorkbenchError.conflict(
                "Another server already works on \(path). Stop it first, or choose another data folder.")
        }
    }

    /// Asks without changing anything. A new, empty file counts as ours.
    ///
    /// - Throws: `unavailable` when the file is another program's or no database.
    static func checkOwnership(_ path: String) throws {
        if try isEmpty(path) { return }
        let isOurs: Bool
        do {
            isOurs = try readOnly(path).read { database in
                let mark = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
                let tables = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") ?? 0
                return mark == applicationID || (mark == 0 && tables == 0)
            }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_NOTADB {
            isOurs = false
        } catch {
            throw SQLError.translated(error)
        }
        guard isOurs else {
            throw WorkbenchError(
                .unavailable, "\(path) is not a Watchfloor database. Nothing in it was changed; choose another file.")
        }
    }

    static func readOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        configuration.label = "watchfloor-inspect"
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Makes the file and the folder's entry for it durable.
    static func flush(_ path: String) throws {
        for (place, flags) in [(path, O_RDONLY), (folder(of: path), O_RDONLY | O_DIRECTORY)] {
            let descriptor = open(place, flags | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else {
                throw WorkbenchError(
                    .unavailable, "\(place) could not be written out: \(String(cString: strerror(errno))).")
            }
        }
    }

    static func folder(of path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static func isEmpty(_ path: String) throws -> Bool {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            throw WorkbenchError(.unavailable, "There is no file \(path).")
        }
        return (attributes[.size] as? NSNumber)?.int64Value == 0
    }

    private static func reason(_ error: any Error) -> String {
        (error as NSError).localizedDescription
    }
}

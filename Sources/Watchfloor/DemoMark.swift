import Foundation
import Workbench

/// Marks a data folder as a demo's, so that commands meant for demos refuse a real one.
enum DemoMark {
    private static let name = "demo"

    /// Makes a new folder, or takes an empty one.
    ///
    /// - Throws: `invalid` when something stands there already: a demo begins afresh and overwrites nothing.
    static func makeFolder(_ wanted: String?) throws -> String {
        let path =
            wanted ?? FileManager.default.temporaryDirectory.path + "/watchfloor-demo-\(UUID().uuidString.prefix(8))"
        let present = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard present.isEmpty else {
            throw WorkbenchError.invalid(
                "\(path) is not empty. A demo begins afresh: name an empty folder, or look at what is there with "
                    + "`watchfloor serve --data \(path)`.", field: "data")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data("This folder holds the data of a demo.\n".utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        } catch {
            throw WorkbenchError.invalid("\(path) cannot be written: \(error.localizedDescription)", field: "data")
        }
        return path
    }

    static func stands(in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    }
}

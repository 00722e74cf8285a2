import Foundation
import Workbench

/// Where the detection rules are read from when nobody says: `./Rules`, else `share/watchfloor/Rules` beside the
/// executable's folder, else the nearest folder named Rules above the executable (a checkout).
enum RulesFolder {
    /// - Throws: `invalid` when there is none.
    static func find(_ configured: String?) throws -> String {
        if let configured { return configured }
        let executable = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = ["Rules"]
        if var folder = executable {
            candidates.append(folder.appendingPathComponent("../share/watchfloor/Rules").standardized.path)
            for _ in 0..<5 {
                folder.deleteLastPathComponent()
                candidates.append(folder.appendingPathComponent("Rules").path)
            }
        }
        var isDirectory: ObjCBool = false
        for candidate in candidates
        where FileManager.default.fileExists(atPath: candidate, isDirectory: &isDirectory) && isDirectory.boolValue {
            return candidate
        }
        throw WorkbenchError.invalid(
            "No detection rules were found. Name their folder with --rules DIR or WATCHFLOOR_RULES.", field: "rules")
    }
}

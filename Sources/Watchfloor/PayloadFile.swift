import Foundation
import Pipeline
import Workbench

/// A vendor's payload in a file, or on the standard input.
enum PayloadFile {
    /// The largest file read, in bytes: a large page of an API reply is far below.
    private static let limit = 256 << 20

    /// - Parameter path: `-` is the standard input.
    static func bytes(_ path: String) throws -> [UInt8] {
        if path == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber
        guard let size, size.intValue <= limit, let data = FileManager.default.contents(atPath: path) else {
            throw WorkbenchError.invalid("\(path) cannot be read, or is larger than 256 MiB.", field: "file")
        }
        return Array(data)
    }

    /// What each item in it would become, as the integration reads it that understands the most.
    static func inspect(_ path: String) throws -> [Inspection] {
        let bytes = try bytes(path)
        let readings = Integrations.readers.map { $0.inspect(bytes) }
        return readings.max { understood($0) < understood($1) } ?? []
    }

    private static func understood(_ inspections: [Inspection]) -> Int {
        inspections.count { if case .success(.item) = $0.result { true } else { false } }
    }
}

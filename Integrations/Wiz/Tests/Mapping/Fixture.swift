import Foundation
import Pipeline
import Testing
import Wiz
import Workbench

/// The files beside the tests: payloads of our own making in the shapes that Wiz sends.
enum Fixture {
    static let integration = WizIntegration(allowsLoopback: true, productVersion: "test")

    static func bytes(_ name: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    static func json(_ name: String) throws -> JSON { try JSON(parsing: bytes(name)) }

    /// The one item that a file is.
    static func item(_ name: String) throws -> VendorItem { try item(bytes(name)) }

    static func item(_ json: JSON) throws -> VendorItem { try item(json.bytes) }

    static func item(_ bytes: [UInt8]) throws -> VendorItem {
        let signal = try integration.parse(bytes)
        guard case .item(let item) = signal else {
            Issue.record("not an item but \(signal)")
            throw IntegrationError(.decoding, "not an item")
        }
        return item
    }

    static func inspect(_ name: String) throws -> [Inspection] { integration.inspect(try bytes(name)) }

    /// A file's JSON with members of the top object replaced.
    static func json(_ name: String, _ changes: [String: JSON]) throws -> JSON {
        .object(try json(name).object.merging(changes) { _, new in new })
    }
}

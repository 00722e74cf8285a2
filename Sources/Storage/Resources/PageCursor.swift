import Foundation
import Workbench

/// Where a page ended: the last row's values in the list's order. Opaque outside: base64url (RFC 4648 §5) of JSON.
struct PageCursor {
    let resource: String
    let order: String
    let values: [SQLValue]

    var text: String {
        let values = JSON.array(
            self.values.map { value in
                switch value {
                case .text(let text): .string(text)
                case .integer(let number): .integer(number)
                case .null, .real, .bytes: .null
                }
            })
        let json: JSON = ["resource": .string(resource), "order": .string(order), "after": values]
        return Data(json.bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Throws: `invalid` when the text is damaged, or was given out for another list or another order.
    static func values(in text: String, for table: ResourceTable, _ order: ResourceOrder) throws -> [SQLValue] {
        guard let json = parsed(text), case .array(let values)? = json["after"] else {
            throw WorkbenchError.invalid("This cursor is damaged. Begin again with the first page.", field: "cursor")
        }
        guard json["resource"]?.string == table.name, json["order"]?.string == order.signature,
            values.count == order.terms.count
        else {
            throw WorkbenchError.invalid(
                "This cursor belongs to another list or order. Begin again with the first page.", field: "cursor")
        }
        return try zip(order.terms, values).map { term, value in
            switch value {
            case .string(let text) where term.isText: return .text(text)
            case .integer(let number) where !term.isText: return .integer(number)
            case .null where term.isNullable: return .null
            default:
                throw WorkbenchError.invalid(
                    "This cursor is damaged. Begin again with the first page.", field: "cursor")
            }
        }
    }

    private static func parsed(_ text: String) -> JSON? {
        guard text.utf8.count <= 100_000 else { return nil }
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).flatMap { try? JSON(parsing: $0) }
    }
}

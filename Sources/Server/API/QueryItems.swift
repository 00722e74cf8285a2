import Foundation

/// Names and values of a query or a form (application/x-www-form-urlencoded), in order, repeats kept.
struct QueryItems: Hashable, Sendable {
    struct Item: Hashable, Sendable {
        var name: String
        var value: String
    }

    private(set) var items: [Item]

    init(_ text: String) {
        items = text.split(separator: "&").map { pair in
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return Item(
                name: QueryItems.decoded(sides.first ?? ""),
                value: sides.count > 1 ? QueryItems.decoded(sides[1]) : "")  // safe: counted just before
        }
    }

    init(_ items: [Item]) {
        self.items = items
    }

    func first(_ name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// Percent-encoded again, for links.
    var text: String {
        items.map { "\($0.name.percentEncodedForQuery ?? "")=\($0.value.percentEncodedForQuery ?? "")" }
            .joined(separator: "&")
    }

    /// `+` is a space, and `%XX` a byte. What does not decode is taken as it stands.
    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}

extension String {
    /// RFC 3986's unreserved characters stay; all else is percent-encoded.
    var percentEncodedForQuery: String? {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return addingPercentEncoding(withAllowedCharacters: unreserved)
    }
}

import Foundation

/// An address on this server, put together part by part.
struct PageAddress: Hashable, Sendable {
    var path: String
    private var parameters: [(name: String, value: String)] = []

    init(_ path: String) {
        self.path = path
    }

    /// Adds a parameter; nil and blank values are left out.
    func with(_ name: String, _ value: String?) -> PageAddress {
        guard let value, !value.isEmpty else { return self }
        var copy = self
        copy.parameters.append((name, value))
        return copy
    }

    var text: String {
        guard !parameters.isEmpty else { return path }
        let query = parameters.map { "\(PageAddress.encoded($0.name))=\(PageAddress.encoded($0.value))" }
        return path + "?" + query.joined(separator: "&")
    }

    static func == (left: PageAddress, right: PageAddress) -> Bool { left.text == right.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// RFC 3986's unreserved characters stay, everything else is percent-encoded; "," stays readable.
    static func encoded(_ text: String) -> String {
        let allowed = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,")
        return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
    }

    /// A path that is certainly on this server: for `next`, so that signing in never sends anybody elsewhere.
    static func ownPath(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2000, text.utf8.first == UInt8(ascii: "/") else { return nil }
        let second = text.utf8.dropFirst().first
        guard second != UInt8(ascii: "/"), second != UInt8(ascii: "\\") else { return nil }
        let isPlain = text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" }
        return isPlain ? text : nil
    }

    /// A vendor's link, if it is one that a browser may safely follow.
    static func outside(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 4000, let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            scheme == "https" || scheme == "http", url.host?.isEmpty == false
        else { return nil }
        return text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F } ? text : nil
    }
}

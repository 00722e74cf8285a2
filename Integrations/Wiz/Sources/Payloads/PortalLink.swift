/// Links into Wiz's portal, where a body brings none.
enum PortalLink {
    enum Page: String {
        case issue = "issues#~(issue~'"
        case threat = "threats#~(issue~'"
        case detection = "findings/detections#~(detectionId~'"
    }

    /// - Parameter domain: what the body says of the tenant's domain; commercial Wiz without it.
    static func make(_ page: Page, id: String, domain: String? = nil) -> String? {
        let isPlain = id.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
        }
        guard isPlain, !id.isEmpty else { return nil }
        let host = domain?.lowercased().contains("wiz.us") == true ? "app.wiz.us" : "app.wiz.io"
        return "https://\(host)/\(page.rawValue)\(id))"
    }
}

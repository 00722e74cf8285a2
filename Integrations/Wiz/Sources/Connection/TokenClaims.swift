import Foundation
import Workbench

/// What an access token says of itself. Read without its signature being checked, so that it may only be shown, and
/// never decides what somebody may do.
struct TokenClaims: Hashable, Sendable {
    private static let longest = 16 << 10

    /// The tenant's data centre, like `us17` (the claim `dc`).
    var dataCenter: String?
    var issuer: String?

    /// Nil when the token is no JWT (RFC 7519).
    init?(bearer: String) {
        let parts = bearer.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, bearer.utf8.count <= TokenClaims.longest else { return nil }
        var text = String(parts[1]).replacing("-", with: "+").replacing("_", with: "/")  // safe: three of them
        text += String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let claims = try? JSON(parsing: data) else { return nil }
        dataCenter = claims["dc"]?.string.flatMap { TokenClaims.isName($0) ? $0.lowercased() : nil }
        issuer = claims["iss"]?.string
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 40
            && text.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}

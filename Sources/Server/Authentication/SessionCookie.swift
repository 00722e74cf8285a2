import HTTPTypes
import Hummingbird

/// The cookie that holds a signed-in browser's session token.
enum SessionCookie {
    static let name = "watchfloor_session"

    static func make(token: String, settings: ServerSettings) -> Cookie {
        Cookie(
            name: name, value: token, maxAge: Int(max(0, min(settings.sessionLifetime, 31_536_000))), path: "/",
            secure: settings.isSecure, httpOnly: true, sameSite: .lax)
    }

    /// Makes the browser forget it.
    static func expired(settings: ServerSettings) -> Cookie {
        Cookie(
            name: name, value: "", maxAge: 0, path: "/", secure: settings.isSecure, httpOnly: true, sameSite: .lax)
    }

    static func token(in request: Request) -> String? {
        guard let token = request.cookies[name]?.value, !token.isEmpty else { return nil }
        return token
    }
}

extension ServerSettings {
    /// Whether people reach the workbench over TLS.
    var isSecure: Bool { publicURL.hasPrefix("https://") }
}

import Hummingbird
import Pipeline
import Workbench

/// The theme and organization switches: remembered in cookies, because they concern the browser alone.
struct PreferenceRoutes: Sendable {
    let settings: ServerSettings

    func add(to router: Router<AppRequestContext>) {
        router.form("/theme", limit: settings.requestLimit) { _, _, fields in
            let theme = fields["theme"].flatMap(Shell.Theme.init) ?? .system
            return remember(PageCookie.theme, theme.rawValue, fields)
        }
        router.form("/organization", limit: settings.requestLimit) { _, _, fields in
            let id = fields["organization"] ?? ""
            // A cookie's value is plain ASCII; an id that is not, is none of ours.
            let isPlain = id.utf8.count <= 100 && id.utf8.allSatisfy(PreferenceRoutes.isIdentifierByte)
            return remember(PageCookie.organization, isPlain ? id : "", fields)
        }
    }

    private func remember(_ name: String, _ value: String, _ fields: QueryItems) -> Response {
        var response = Response.seeOther(PageAddress("/alerts"))
        if let next = PageAddress.ownPath(fields["next"]) { response.headers[.location] = next }
        response.setCookie(PageCookie.make(name, value, settings: settings))
        return response
    }

    private static func isIdentifierByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

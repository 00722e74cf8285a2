import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// A signed-in person's request for a page.
struct PageRequest: Sendable {
    let viewer: Principal
    /// Keys the CSRF token; nil when an API token asks.
    let sessionToken: String?
    let theme: Shell.Theme
    /// What the organization switch is set to; nil shows all.
    let chosenOrganization: ID<Organization>?
    let query: QueryItems
    /// The path and query asked for.
    let address: String

    /// - Throws: `unauthenticated`, which the error answers turn into the sign-in page.
    init(_ request: Request, _ context: AppRequestContext) throws(WorkbenchError) {
        viewer = try context.requirePrincipal()
        sessionToken = context.sessionToken
        theme = request.theme
        let chosen = request.cookies[PageCookie.organization]?.value ?? ""
        chosenOrganization = viewer.role.isProvider && !chosen.isEmpty ? ID(chosen) : nil
        query = QueryItems(request.uri.query ?? "")
        address = request.method == .get ? request.uri.string : request.uri.path
    }

    var csrf: String { sessionToken.map(CSRF.token(for:)) ?? "" }

    /// The page's surroundings.
    /// - Parameter here: where the theme and organization switches lead back to; nil for the address asked for.
    func shell(
        _ title: String, _ section: Shell.Section, organizations: [Organization] = [], here: String? = nil,
        search: String = ""
    ) -> Shell {
        Shell(
            title: title, section: section, theme: theme, csrf: csrf,
            here: PageAddress.ownPath(here ?? address) ?? "/alerts", person: Shell.Person(viewer),
            organizations: organizationSwitch(organizations), search: search,
            notice: query["notice"].flatMap(Notice.init))
    }

    private func organizationSwitch(_ organizations: [Organization]) -> Shell.OrganizationSwitch? {
        guard viewer.role.isProvider, organizations.count > 1 else { return nil }
        let current = organizations.first { $0.id == chosenOrganization }
        let all = Choice("", "All organizations", isChosen: current == nil)
        return Shell.OrganizationSwitch(
            current: current?.name.shortened(to: 60) ?? "All organizations",
            choices: [all]
                + organizations.map {
                    Choice($0.id.rawValue, $0.name.shortened(to: 60), isChosen: $0.id == current?.id)
                })
    }
}

/// What pages remember in the browser, beside the session.
enum PageCookie {
    static let theme = "watchfloor_theme"
    static let organization = "watchfloor_organization"

    static func make(_ name: String, _ value: String, settings: ServerSettings) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: value.isEmpty ? 0 : 31_536_000, path: "/", secure: settings.isSecure,
            httpOnly: false, sameSite: .lax)
    }
}

extension Request {
    var theme: Shell.Theme {
        cookies[PageCookie.theme].flatMap { Shell.Theme(rawValue: $0.value) } ?? .system
    }
}

extension Response {
    init(page html: String, status: HTTPResponse.Status = .ok) {
        self.init(
            status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    /// After a form: the browser asks for the page anew, so that reloading repeats nothing.
    static func seeOther(_ address: PageAddress) -> Response {
        Response(status: .seeOther, headers: [.location: address.text])
    }
}

extension Router where Context == AppRequestContext {
    /// A page for signed-in people.
    func page(_ path: RouterPath, _ handler: @escaping @Sendable (PageRequest, Parameters) async throws -> Response) {
        get(path) { request, context in
            try await handler(try PageRequest(request, context), context.parameters)
        }
    }

    /// A form of a page. The fields come only when the CSRF token belongs to the session.
    func form(
        _ path: RouterPath, limit: Int,
        _ handler: @escaping @Sendable (PageRequest, Parameters, QueryItems) async throws -> Response
    ) {
        post(path) { request, context in
            let page = try PageRequest(request, context)
            let fields = QueryItems(String(buffer: try await request.body.collect(upTo: limit)))
            guard let token = page.sessionToken, CSRF.verify(fields.first(CSRF.field), for: token) else {
                throw WorkbenchError.forbidden("This form is out of date. Load the page again and repeat what you did.")
            }
            return try await handler(page, context.parameters, fields)
        }
    }
}

extension Parameters {
    /// An id out of the path.
    func id<Entity>(_ name: String) throws(WorkbenchError) -> ID<Entity> {
        guard let value = get(name), !value.isEmpty, value.utf8.count <= 100 else { throw .notFound("record") }
        return ID(value)
    }
}

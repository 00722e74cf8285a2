import HTTPTypes
import Hummingbird

/// What browsers are told about every answer, and the request's id for support.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = AppRequestContext

    /// Whether people reach the workbench over TLS.
    let isSecure: Bool

    func handle(
        _ request: Request, context: AppRequestContext, next: (Request, AppRequestContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in SecurityHeaders.fixed where !response.headers.contains(name) {
            response.headers[name] = value
        }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        response.headers[.requestID] = context.id
        return response
    }

    /// Everything comes from this server, and nothing inline: an injected script or style does not run.
    static let contentSecurityPolicy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "manifest-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
        "base-uri 'none'",
    ].joined(separator: "; ")

    private static let fixed: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, contentSecurityPolicy),
        (.xContentTypeOptions, "nosniff"),
        (.referrerPolicy, "same-origin"),
        (.frameOptions, "DENY"),
        (.crossOriginOpenerPolicy, "same-origin"),
        (.permissionsPolicy, "camera=(), geolocation=(), microphone=()"),
    ]
}

extension HTTPField.Name {
    static let requestID = HTTPField.Name("x-request-id")!  // safe: a valid header name
    static let referrerPolicy = HTTPField.Name("referrer-policy")!  // safe: a valid header name
    static let frameOptions = HTTPField.Name("x-frame-options")!  // safe: a valid header name
    static let crossOriginOpenerPolicy = HTTPField.Name("cross-origin-opener-policy")!  // safe: a valid header name
    static let permissionsPolicy = HTTPField.Name("permissions-policy")!  // safe: a valid header name
    static let csrfToken = HTTPField.Name("x-csrf-token")!  // safe: a valid header name
    static let oneTimeCode = HTTPField.Name("x-expelinc-otp")!  // safe: a valid header name
    static let fetchSite = HTTPField.Name("sec-fetch-site")!  // safe: a valid header name
    static let forwardedFor = HTTPField.Name("x-forwarded-for")!  // safe: a valid header name
}

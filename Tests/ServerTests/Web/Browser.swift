import AsyncHTTPClient
import NIOHTTP1
import Pipeline
import Storage
import TestSupport
import Workbench

@testable import Server

/// A person in front of the pages: keeps the session, fills in the page's own token.
struct Browser: Sendable {
    let server: TestServer
    let cookie: String
    let csrf: String

    /// Signs in through the form.
    static func signedIn(_ server: TestServer, email: String = "pat@acme.example") async throws -> Browser {
        let reply = try await Browser.post(
            server, "/sign-in", ["email": email, "password": World.password, "next": "/alerts"], cookie: nil)
        guard reply.status == 303, let cookie = reply.headers["set-cookie"].first?.split(separator: ";").first,
            let token = cookie.split(separator: "=", maxSplits: 1).last
        else { throw TestServer.Refused(status: reply.status, body: reply.text) }
        return Browser(server: server, cookie: String(cookie), csrf: CSRF.token(for: String(token)))
    }

    /// A session of somebody with this role, without the form.
    static func of(_ actor: Actor, email: String, _ server: TestServer) async throws -> Browser {
        let token = "session-of-\(actor.id)"
        let session = Session(
            tokenDigest: TokenDigest.of(token), actorID: actor.id, expiresAt: server.clock.now.adding(seconds: 3600),
            createdAt: server.clock.now)
        try await server.store.store.write { tx in try tx.people.insert(session) }
        return Browser(server: server, cookie: "\(SessionCookie.name)=\(token)", csrf: CSRF.token(for: token))
    }

    func get(_ path: String, also cookies: String = "") async throws -> TestServer.Reply {
        try await server.send(.GET, path, headers: [("cookie", cookie + cookies)])
    }

    func post(_ path: String, _ fields: [String: String], csrf: String? = nil) async throws -> TestServer.Reply {
        var fields = fields
        fields["csrf"] = csrf ?? self.csrf
        return try await Browser.post(server, path, fields, cookie: cookie)
    }

    static func post(_ server: TestServer, _ path: String, _ fields: [String: String], cookie: String?) async throws
        -> TestServer.Reply
    {
        let body = fields.map { "\(PageAddress.encoded($0.key))=\(PageAddress.encoded($0.value))" }.joined(
            separator: "&")
        var headers = [("content-type", "application/x-www-form-urlencoded")]
        if let cookie { headers.append(("cookie", cookie)) }
        return try await server.send(.POST, path, headers: headers, body: .bytes(Array(body.utf8)))
    }

    /// The names in a list's rows, without their prefix, in order.
    func names(_ path: String, also cookies: String = "") async throws -> [String] {
        Browser.names(try await get(path, also: cookies))
    }

    static func names(_ reply: TestServer.Reply) -> [String] {
        reply.text.matches(of: /class="row-link"[^>]*>Example Cloud: ([^<]*)</).map {
            String($0.1).replacing("&#39;", with: "'")
        }
    }
}

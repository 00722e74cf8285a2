import Foundation
import GraphQL
import Testing

@testable import WizEmulator

@Suite("The emulator's token endpoint")
struct TokenTests {
    @Test("A token is a bearer JWT that names the data centre and lasts a day")
    func issuesAToken() async throws {
        try await EmulatedTenant.with { tenant in
            let answer = try await tenant.token()
            let json = try answer.json
            #expect(answer.status == 200)
            #expect(json.text("token_type") == "Bearer")
            #expect(json["expires_in"] == 86_400)
            let claims = try Self.claims(of: json.text("access_token") ?? "")
            #expect(claims.text("dc") == "us17")
            #expect((claims["exp"]?.intValue ?? 0) - (claims["iat"]?.intValue ?? 0) == 86_400)
            #expect(claims["scope"] == nil)
        }
    }

    @Test("A Gov tenant's tokens last 900 seconds, and so do all under the fault shortTokens")
    func shortTokens() async throws {
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 0, environment: .gov)) { tenant in
            let token = try await tenant.token().json
            #expect(token["expires_in"] == 900)
        }
        try await EmulatedTenant.with(EmulatorConfiguration(issues: 0)) { tenant in
            _ = try await tenant.send(.put, "/_emulator/faults", ["shortTokens": 30])
            #expect(try await tenant.token().json["expires_in"] == 30)
            _ = try await tenant.send(.put, "/_emulator/faults", ["shortTokens": true])
            #expect(try await tenant.token().json["expires_in"] == 900)
        }
    }

    @Test("Each environment has its audience and its form of reply")
    func environments() async throws {
        for environment in EmulatorEnvironment.allCases {
            let configuration = EmulatorConfiguration(issues: 0, environment: environment)
            try await EmulatedTenant.with(configuration) { tenant in
                let isLegacy = environment == .legacy
                let refused = try await tenant.token(audience: isLegacy ? "wiz-api" : "beyond-api")
                #expect(refused.status == 403)
                let reply = try await tenant.token(audience: isLegacy ? "beyond-api" : "wiz-api").json
                #expect(reply["expires_in"]?.intValue == (environment == .gov ? 900 : 86_400))
                #expect((reply["scope"] != nil) == isLegacy)
                #expect((reply["refresh_token"] != nil) == (environment == .commercial))
                let issue = try await tenant.newIssue()
                #expect(issue.text("url")?.hasPrefix(environment.portal) == true)
            }
        }
    }

    @Test("A reply can lack expires_in, and the token works all the same")
    func missingExpiresIn() async throws {
        try await EmulatedTenant.with { tenant in
            _ = try await tenant.send(.put, "/_emulator/faults", ["missingExpiresIn": true])
            let reply = try await tenant.token().json
            #expect(reply["expires_in"] == nil)
            #expect(try await tenant.call("{ issues(first: 1) { nodes { id } } }").status == 200)
        }
    }

    @Test("A wrong secret is refused with 401, a wrong audience with 403, and no token comes along")
    func refusals() async throws {
        try await EmulatedTenant.with { tenant in
            let secret = try await tenant.token(secret: "wrong")
            #expect(secret.status == 401)
            #expect(try secret.json.text("error") == "access_denied")
            #expect(try secret.json["access_token"] == nil)
            let audience = try await tenant.token(audience: "other-api")
            #expect(audience.status == 403)
            #expect(try audience.json["access_token"] == nil)
        }
    }

    @Test("Only a form with client credentials gets a token")
    func forms() async throws {
        try await EmulatedTenant.with { tenant in
            let json = try await tenant.send(.post, "/oauth/token", ["grant_type": "client_credentials"])
            #expect(json.status == 400)
            let password = try await tenant.send(
                .post, "/oauth/token", text: "grant_type=password&client_id=emulated-client&audience=wiz-api",
                type: "application/x-www-form-urlencoded")
            #expect(password.status == 400)
            #expect(try password.json.text("error") == "unsupported_grant_type")
        }
    }

    @Test("A call without a token, with a made-up one or with one that was revoked is unauthenticated")
    func unauthenticated() async throws {
        try await EmulatedTenant.with { tenant in
            let query: GraphQLValue = ["query": "{ issues(first: 1) { nodes { id } } }"]
            let none = try await tenant.send(.post, "/graphql", query)
            #expect(none.status == 401)
            #expect(try none.json.text("errors.0.extensions.code") == "UNAUTHENTICATED")
            let madeUp = try await tenant.send(.post, "/graphql", query, headers: [("Authorization", "Bearer a.b.c")])
            #expect(madeUp.status == 401)

            let token = try await tenant.token().json.text("access_token") ?? ""
            let bearer = [("Authorization", "Bearer \(token)")]
            #expect(try await tenant.send(.post, "/graphql", query, headers: bearer).status == 200)
            #expect(try await tenant.send(.delete, "/_emulator/tokens").status == 204)
            #expect(try await tenant.send(.post, "/graphql", query, headers: bearer).status == 401)
        }
    }

    @Test("A token is no longer accepted when the tenant's clock has passed its end")
    func expiry() async throws {
        try await EmulatedTenant.with { tenant in
            let token = try await tenant.token().json.text("access_token") ?? ""
            let bearer = [("Authorization", "Bearer \(token)")]
            let query: GraphQLValue = ["query": "{ issues(first: 1) { nodes { id } } }"]
            _ = try await tenant.send(.post, "/_emulator/clock", ["advanceSeconds": 86_390])
            #expect(try await tenant.send(.post, "/graphql", query, headers: bearer).status == 200)
            _ = try await tenant.send(.post, "/_emulator/clock", ["advanceSeconds": 20])
            #expect(try await tenant.send(.post, "/graphql", query, headers: bearer).status == 401)
        }
    }

    private static func claims(of token: String) throws -> GraphQLValue {
        let parts = token.split(separator: ".")
        try #require(parts.count == 3)
        let base64 = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = String(base64) + String(repeating: "=", count: (4 - base64.count % 4) % 4)
        let data = try #require(Data(base64Encoded: padded))
        return try GraphQLValue(json: [UInt8](data))
    }
}

import Pipeline
import Testing
import Workbench

@testable import Wiz

@Suite("Addresses of a tenant")
struct TenantAddressTests {
    private static let right: [(api: String, auth: String?, apiURL: String, tokenURL: String, audience: String)] = [
        (
            "https://api.us17.app.wiz.io/graphql", nil, "https://api.us17.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us17.app.wiz.io", nil, "https://api.us17.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            " https://API.eu1.app.wiz.io/graphql/ ", nil, "https://api.eu1.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "api.eu1.app.wiz.io/graphql", nil, "https://api.eu1.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us1.app.wiz.io:443/", nil, "https://api.us1.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us2.app.wiz.us/graphql", nil, "https://api.us2.app.wiz.us/graphql",
            "https://auth.app.wiz.us/oauth/token", "wiz-api"
        ),
        (
            "https://api.us1.gov.wiz.io/graphql", nil, "https://api.us1.gov.wiz.io/graphql",
            "https://auth.gov.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us1.test.wiz.io/graphql", nil, "https://api.us1.test.wiz.io/graphql",
            "https://auth.test.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us1.app.wiz.io/graphql", "https://auth.wiz.io/oauth/token",
            "https://api.us1.app.wiz.io/graphql", "https://auth.wiz.io/oauth/token", "beyond-api"
        ),
        (
            "https://api.us1.app.wiz.io/graphql", "https://auth.app.wiz.io", "https://api.us1.app.wiz.io/graphql",
            "https://auth.app.wiz.io/oauth/token", "wiz-api"
        ),
        (
            "https://api.us1.app.wiz.io/graphql", "auth0.gov.wiz.io/oauth/token/", "https://api.us1.app.wiz.io/graphql",
            "https://auth0.gov.wiz.io/oauth/token", "beyond-api"
        ),
    ]

    @Test("Addresses are completed and the token service follows from them", arguments: right)
    func completes(_ row: (api: String, auth: String?, apiURL: String, tokenURL: String, audience: String)) throws {
        let address = try TenantAddress(apiURL: row.api, authURL: row.auth, allowsLoopback: false)
        #expect(address.apiURL == row.apiURL)
        #expect(address.token.url == row.tokenURL)
        #expect(address.token.audience == row.audience)
    }

    private static let wrong: [(api: String, auth: String?, field: String)] = [
        ("", nil, "api_url"), ("http://api.us1.app.wiz.io/graphql", nil, "api_url"),
        ("https://api.us1.app.wiz.io.example.com/graphql", nil, "api_url"),
        ("https://wiz.io.example/graphql", nil, "api_url"),
        ("https://notwiz.io/graphql", nil, "api_url"), ("https://api.us1.app.wiz.io/other", nil, "api_url"),
        ("https://api.wiz.io@example.com/graphql", nil, "api_url"),
        ("https://u:p@api.us1.app.wiz.io/graphql", nil, "api_url"),
        ("https://example.com\\.wiz.io/graphql", nil, "api_url"),
        ("https://example.com%2f.wiz.io/graphql", nil, "api_url"),
        ("https://api.us1.app.wiz.io:8443/graphql", nil, "api_url"),
        ("https://api.us1.app.wiz.io/graphql?x=1", nil, "api_url"),
        ("https://api.us1.app.wiz.io/graphql#x", nil, "api_url"), ("ftp://api.us1.app.wiz.io/graphql", nil, "api_url"),
        ("https://.wiz.io/graphql", nil, "api_url"), ("https://api..wiz.io/graphql", nil, "api_url"),
        ("https://api.us1.app.wiz.io./graphql", nil, "api_url"), ("http://127.0.0.1:4444/graphql", nil, "api_url"),
        ("https://localhost/graphql", nil, "api_url"), ("not an address", nil, "api_url"),
        ("https://api.us1.app.wiz.io/graphql", "https://auth.example.com/oauth/token", "auth_url"),
        ("https://api.us1.app.wiz.io/graphql", "https://login.app.wiz.io/oauth/token", "auth_url"),
        ("https://api.us1.app.wiz.io/graphql", "http://auth.app.wiz.io/oauth/token", "auth_url"),
        ("https://api.us1.app.wiz.io/graphql", "https://auth.app.wiz.io/token", "auth_url"),
        ("https://api.us1.app.wiz.io/graphql", "https://auth.app.wiz.us/oauth/token", "auth_url"),
        ("https://api.us2.app.wiz.us/graphql", "https://auth.app.wiz.io/oauth/token", "auth_url"),
        ("https://api.us1.app.wiz.io/graphql", "http://127.0.0.1:1/oauth/token", "auth_url"),
    ]

    @Test("Anything else is refused before a secret is sent, with the field at fault", arguments: wrong)
    func refuses(_ row: (api: String, auth: String?, field: String)) {
        let error = #expect(throws: WorkbenchError.self) {
            try TenantAddress(apiURL: row.api, authURL: row.auth, allowsLoopback: false)
        }
        #expect(error?.code == .invalid)
        #expect(error?.field == row.field)
    }

    @Test("A tenant on this machine needs the express setting, and both addresses here")
    func loopback() throws {
        let address = try TenantAddress(apiURL: "http://127.0.0.1:4444", authURL: nil, allowsLoopback: true)
        #expect(address.apiURL == "http://127.0.0.1:4444/graphql")
        #expect(address.token.url == "http://127.0.0.1:4444/oauth/token")
        let named = try TenantAddress(
            apiURL: "http://localhost:4444/graphql", authURL: "http://[::1]:5555/oauth/token", allowsLoopback: true)
        #expect(named.token.url == "http://[::1]:5555/oauth/token")
        for (api, auth) in [
            ("http://127.0.0.1:4444", "https://auth.app.wiz.io/oauth/token"),
            ("https://api.us1.app.wiz.io", "http://127.0.0.1:4444/oauth/token"), ("http://127.0.0.1.example.com/", nil),
            ("http://10.0.0.1/graphql", nil), ("http://128.0.0.1/graphql", nil),
        ] as [(String, String?)] {
            #expect(throws: WorkbenchError.self) { try TenantAddress(apiURL: api, authURL: auth, allowsLoopback: true) }
        }
    }

    @Test("Settings come out completed, without what is not asked for, and name the field that is missing")
    func settings() throws {
        let integration = WizIntegration(productVersion: "1")
        let given = [
            "api_url": "api.us1.app.wiz.io ", "client_id": " id ", "client_secret": "s", "auth_url": "", "other": "x",
        ]
        #expect(
            try integration.validate(given) == [
                "api_url": "https://api.us1.app.wiz.io/graphql", "auth_url": "https://auth.app.wiz.io/oauth/token",
                "client_id": "id", "client_secret": "s",
            ])
        for field in ["api_url", "client_id", "client_secret"] {
            var lacking = given
            lacking[field] = "  "
            let error = #expect(throws: WorkbenchError.self) { try integration.validate(lacking) }
            #expect(error?.field == field)
        }
        var spaced = given
        spaced["client_id"] = "two words"
        #expect(throws: WorkbenchError.self) { try integration.validate(spaced) }
    }

    @Test("Exactly one field of the form is the secret")
    func descriptor() {
        let descriptor = WizIntegration(productVersion: "1").descriptor
        #expect(descriptor.slug == "wiz")
        #expect(descriptor.fields.filter(\.isSecret).map(\.key) == ["client_secret"])
        #expect(descriptor.fields.filter { !$0.isRequired }.map(\.key) == ["auth_url"])
        #expect(Set(descriptor.streams) == Set(PollStream.allCases))
    }
}

import Foundation
import Pipeline
import Server
import ServiceLifecycle
import Workbench

/// Once everything answers: lets the tenant send its webhooks, writes the credentials and says where to look.
struct DemoAnnouncement: Service {
    let setting: DemoSetting
    let accounts: DemoSetting.Cast
    let credentialsFile: String?
    let dataDirectory: String

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            try await setting.tenant.ready()
            await setting.workbench.waitUntilRunning()
            try await setting.tenant.sendTo(
                setting.webhookURL(of: accounts.device), accounts.device.webhook.username, accounts.webhookPassword)
            if let credentialsFile { try write(to: credentialsFile) }
            announce()
            try? await gracefulShutdown()
        }
    }

    private func announce() {
        let code = OneTimeCode(secret: accounts.administrator.otpSecret)?.code(at: .now()) ?? "unknown"
        Terminal.print(
            """

            Watchfloor runs at   \(setting.url)
            The emulated tenant  \(setting.tenant.controlURL)

            Sign in as           \(accounts.administrator.email)
            Password             \(accounts.administrator.password)
            One-time code        \(code)   (a new one: watchfloor users code \(accounts.administrator.email) --data \(dataDirectory))

            Or as the analyst    \(accounts.analyst.email)
            Password             \(accounts.analyst.password)
            API token            \(accounts.administrator.apiToken)

            New issues arrive by themselves. Close an alert and look at its issue in the tenant. Ctrl-C stops.
            """)
    }

    private func write(to file: String) throws {
        var vendor = setting.tenant.settings.mapValues(JSON.string)
        vendor["control_url"] = .string(setting.tenant.controlURL)
        let document: JSON = [
            "url": .string(setting.url),
            "organization_id": .string(accounts.organization.id.rawValue),
            "device_id": .string(accounts.device.id.rawValue),
            "api_token": .string(accounts.administrator.apiToken),
            "admin": [
                "email": .string(accounts.administrator.email), "password": .string(accounts.administrator.password),
                "otp_secret": .string(accounts.administrator.otpSecret),
            ],
            "analyst": [
                "email": .string(accounts.analyst.email), "password": .string(accounts.analyst.password),
                "otp_secret": .string(accounts.analyst.otpSecret), "api_token": .string(accounts.analyst.apiToken),
            ],
            "read_only": ["api_token": .string(accounts.readOnlyToken)],
            "other_organization": [
                "organization_id": .string(accounts.otherOrganization.id.rawValue),
                "api_token": .string(accounts.otherToken),
            ],
            "webhook": [
                "url": .string(setting.webhookURL(of: accounts.device)),
                "username": .string(accounts.device.webhook.username), "password": .string(accounts.webhookPassword),
            ],
        ]
        var members = document.object
        members[setting.tenant.vendor] = .object(vendor)
        // Written beside and renamed, so that a reader who waits for the file never sees half of it.
        let draft = file + ".part"
        guard
            FileManager.default.createFile(
                atPath: draft, contents: Data((JSON.object(members).prettyText + "\n").utf8),
                attributes: [.posixPermissions: 0o600]),
            rename(draft, file) == 0
        else { throw WorkbenchError.invalid("The credentials file \(file) cannot be written.", field: "credentials") }
    }
}

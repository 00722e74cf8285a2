import Workbench

/// What the sign-in form holds.
struct SignInModel: Hashable, Sendable {
    var email = ""
    /// Where to go afterwards, a path of this server.
    var next = "/alerts"
    /// What went wrong; never which of the three inputs.
    var message: String?
    var csrf: String
}

struct SignInPage: Sendable {
    var shell: Shell
    var email: String
    var next: String
    var message: String?

    init(_ model: SignInModel, theme: Shell.Theme = .system) {
        shell = Shell(title: "Sign in", theme: theme, csrf: model.csrf)
        email = model.email
        next = model.next
        message = model.message
    }

    func html() throws -> String { try Templates.render(self, with: "SignIn") }
}

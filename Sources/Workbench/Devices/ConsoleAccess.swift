/// How far the provider's own access to the customer's console is set up. No state can be skipped on the way.
public enum ConsoleAccess: String, Sendable, CaseIterable, Codable {
    case notSetUp = "not_set_up"
    /// The customer has given the code by which the tenant proves a domain.
    case codeEntered = "code_entered"
    /// The provider is to publish the code in the DNS of its domain.
    case requested
    /// The code was seen in the DNS.
    case validated
    /// The customer's console accepts the domain.
    case domainAccepted = "domain_accepted"
    case userInvited = "user_invited"
    case inviteAccepted = "invite_accepted"
    case twoFactorEnrolled = "two_factor_enrolled"
    case active
    /// Given up before it was active.
    case cancelled
    /// Taken away after it was active.
    case revoked

    public var words: String {
        switch self {
        case .notSetUp: "Not set up"
        case .codeEntered: "Verification code entered"
        case .requested: "Requested"
        case .validated: "Validated"
        case .domainAccepted: "Domain accepted"
        case .userInvited: "User invited"
        case .inviteAccepted: "Invitation accepted"
        case .twoFactorEnrolled: "Two-factor enrolled"
        case .active: "Active"
        case .cancelled: "Cancelled"
        case .revoked: "Revoked"
        }
    }

    /// The states on the way, in order.
    public static let way: [ConsoleAccess] = [
        .notSetUp, .codeEntered, .requested, .validated, .domainAccepted, .userInvited, .inviteAccepted,
        .twoFactorEnrolled, .active,
    ]

    /// Who has to act next; nil when nobody has to.
    public var turn: ConsoleAccessSide? { next?.side }

    /// What leads on; nil at the end.
    public var next: ConsoleAccessAct? {
        ConsoleAccessAct.allCases.first { $0.leads?.from == self }
    }

    public var isUnderWay: Bool { self != .notSetUp && self != .active && self != .cancelled && self != .revoked }
}

/// Who has to do a step of console access.
public enum ConsoleAccessSide: String, Sendable, CaseIterable, Codable {
    case customer
    case provider

    public var words: String { self == .customer ? "the customer" : "the provider" }
}

/// What moves console access on, gives it up or takes it away.
public enum ConsoleAccessAct: String, Sendable, CaseIterable, Codable {
    case enterCode = "enter_code"
    case request
    /// Done by the look-up in the DNS and by nothing else.
    case validate
    case acceptDomain = "accept_domain"
    case inviteUser = "invite_user"
    case acceptInvite = "accept_invite"
    case enrolTwoFactor = "enrol_two_factor"
    case activate
    case cancel
    case revoke
    case restart

    /// The one step on the way that the act is; nil for those that leave the way.
    var leads: (from: ConsoleAccess, to: ConsoleAccess)? {
        switch self {
        case .enterCode: (.notSetUp, .codeEntered)
        case .request: (.codeEntered, .requested)
        case .validate: (.requested, .validated)
        case .acceptDomain: (.validated, .domainAccepted)
        case .inviteUser: (.domainAccepted, .userInvited)
        case .acceptInvite: (.userInvited, .inviteAccepted)
        case .enrolTwoFactor: (.inviteAccepted, .twoFactorEnrolled)
        case .activate: (.twoFactorEnrolled, .active)
        case .cancel, .revoke, .restart: nil
        }
    }

    /// Whose act it is; either side may give up, take away and begin again.
    public var side: ConsoleAccessSide? {
        switch self {
        case .enterCode, .request, .acceptDomain, .inviteUser: .customer
        case .validate, .acceptInvite, .enrolTwoFactor, .activate: .provider
        case .cancel, .revoke, .restart: nil
        }
    }

    public var words: String {
        switch self {
        case .enterCode: "Enter the verification code"
        case .request: "Ask the provider to publish the code"
        case .validate: "Publish the code in the DNS"
        case .acceptDomain: "Accept the domain in the console"
        case .inviteUser: "Invite the provider's user"
        case .acceptInvite: "Accept the invitation"
        case .enrolTwoFactor: "Enrol two-factor authentication"
        case .activate: "Sign in and confirm"
        case .cancel: "Cancel"
        case .revoke: "Revoke"
        case .restart: "Begin again"
        }
    }

    /// The state after the act.
    ///
    /// - Throws: `conflict` when the act does not belong to the state; it says which one comes next.
    public func applied(to state: ConsoleAccess) throws(WorkbenchError) -> ConsoleAccess {
        switch self {
        case .cancel where state.isUnderWay: return .cancelled
        case .revoke where state == .active: return .revoked
        case .restart where state == .cancelled || state == .revoked: return .notSetUp
        default:
            if let leads, leads.from == state { return leads.to }
            let next = state.next.map { " The next step is: \($0.words.lowercased())." } ?? ""
            throw .conflict("Console access is \"\(state.words.lowercased())\", so this step cannot be done.\(next)")
        }
    }
}

/// What console access to one tenant rests on.
public struct ConsoleAccessRecord: Hashable, Sendable {
    public var deviceID: ID<SecurityDevice>
    /// When the present state began.
    public var since: Timestamp
    /// What the tenant's console asks to be published in the DNS.
    public var verificationCode: String?
    /// The provider's domain, as it was when the code was entered.
    public var domain: String?
    /// The address of the provider's user in this console; no other tenant has it.
    public var email: String?
    /// The secret behind the one-time codes of that user, sealed.
    public var sealedOTPSecret: [UInt8]?
    public var lookedUpAt: Timestamp?
    /// What the last look-up saw, in words.
    public var lookupWords: String?

    public init(deviceID: ID<SecurityDevice>, since: Timestamp) {
        self.deviceID = deviceID
        self.since = since
    }

    /// `soc+<organization>@<domain>` in lower case, with underscores for what no mailbox name should hold.
    ///
    /// - Parameter number: from 2 on, for tenants of organizations with like names.
    public static func email(organization: String, domain: String, number: Int = 1) -> String {
        var name = ""
        for character in organization.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber || character == "-")
            if isPlain { name.append(character) } else if name.last != "_" { name.append("_") }
        }
        name = String(name.prefix(40))
        return "soc+\(name)\(number > 1 ? "_\(number)" : "")@\(domain.lowercased())"
    }
}

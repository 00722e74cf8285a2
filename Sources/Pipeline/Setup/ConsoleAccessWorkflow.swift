import Workbench

/// Moves console access from state to state: each act in one transaction with its entry in the audit trail.
public struct ConsoleAccessWorkflow: Sendable {
    private static let longestCode = 500

    let context: SetupContext
    let resolver: (any DomainResolver)?

    /// The provider's domain; nil until it is set, and then no code can be entered.
    public var domain: String? { context.settings.providerDomain }

    /// Does one act.
    ///
    /// - Parameter input: the verification code for `enterCode`, the one-time-password secret (base32) for
    ///   `enrolTwoFactor`, a reason for `cancel` and `revoke`.
    /// - Throws: `forbidden` when it is the other side's turn, `conflict` when the act does not come next, `invalid`.
    public func perform(
        _ act: ConsoleAccessAct, on id: ID<SecurityDevice>, input: String? = nil, by principal: Principal
    ) async throws -> SecurityDevice {
        try permit(act, principal)
        guard act != .validate else {
            throw WorkbenchError.conflict("The code is validated by its look-up in the DNS; ask for one.")
        }
        let time = context.clock()
        let device = try await context.store.write { tx in
            let device = try context.device(id, for: principal, in: tx)
            return try apply(act, to: device, input: input?.trimmed, by: principal.actorID, at: time, in: tx)
        }
        await context.announce(device)
        return device
    }

    /// Looks the code up in the DNS now, and moves on when it is there.
    ///
    /// - Throws: `conflict` when nothing is to be looked up.
    public func lookUp(_ id: ID<SecurityDevice>, by principal: Principal) async throws -> ConsoleAccessRecord {
        try principal.requireWriter()
        let record = try await context.store.read { tx -> ConsoleAccessRecord in
            let device = try context.device(id, for: principal, in: tx)
            guard device.consoleAccess == .requested, let record = try tx.setups.consoleAccess(of: id) else {
                throw WorkbenchError.conflict("There is no verification code to be looked up now.")
            }
            return record
        }
        return try await lookUp(record, by: principal.actorID)
    }

    func lookUp(_ record: ConsoleAccessRecord, by actor: ID<Actor>) async throws -> ConsoleAccessRecord {
        let (words, isThere) = await see(record)
        let time = context.clock()
        let (after, device) = try await context.store.write { tx -> (ConsoleAccessRecord, SecurityDevice?) in
            guard var now = try tx.setups.consoleAccess(of: record.deviceID) else { return (record, nil) }
            (now.lookedUpAt, now.lookupWords) = (time, words)
            try tx.setups.save(now)
            guard isThere, now.verificationCode == record.verificationCode,
                let device = try tx.devices.find(record.deviceID, scope: .everything),
                device.consoleAccess == .requested
            else { return (now, try tx.devices.find(record.deviceID, scope: .everything)) }
            let moved = try apply(.validate, to: device, input: words, by: actor, at: time, in: tx)
            return (try tx.setups.consoleAccess(of: record.deviceID) ?? now, moved)
        }
        if let device { await context.announce(device) }
        return after
    }

    /// The secret behind the one-time codes, for whoever of the provider signs in to the console. The view is recorded.
    public func oneTimeSecret(of id: ID<SecurityDevice>, by principal: Principal) async throws -> String {
        try principal.requireProvider()
        let time = context.clock()
        let sealed = try await context.store.write { tx -> [UInt8] in
            let device = try context.device(id, for: principal, in: tx)
            guard let sealed = try tx.setups.consoleAccess(of: id)?.sealedOTPSecret else {
                throw WorkbenchError.conflict("No two-factor secret is kept for this console.")
            }
            try tx.setups.insert(
                SetupEvent(
                    .consoleCodeViewed, of: device.id, by: principal.actorID, words: "A one-time code was shown.",
                    at: time))
            return sealed
        }
        return try context.vault.open(sealed)
    }

    /// Those whose code is still to be seen in the DNS.
    func waiting() async throws -> [ConsoleAccessRecord] {
        try await context.store.read { tx in
            try tx.devices.all().filter { $0.consoleAccess == .requested }.compactMap {
                try tx.setups.consoleAccess(of: $0.id)
            }
        }
    }

    /// An organization's administrator acts for the customer; the provider's people may act for both sides.
    private func permit(_ act: ConsoleAccessAct, _ principal: Principal) throws(WorkbenchError) {
        switch act.side {
        case .provider?: try principal.requireProvider()
        case .customer?, nil: try principal.requireAdministrator()
        }
    }

    private func see(_ record: ConsoleAccessRecord) async -> (words: String, isThere: Bool) {
        guard let resolver else { return ("This process has no resolver.", false) }
        guard let domain = record.domain, let code = record.verificationCode else {
            return ("No code is known.", false)
        }
        do throws(DomainLookupFailure) {
            let texts = try await resolver.texts(of: domain)
            if texts.contains(where: { $0.trimmed == code }) {
                return ("\(domain) has the record: \(code)", true)
            }
            guard !texts.isEmpty else { return ("\(domain) has no TXT record yet.", false) }
            let seen = texts.prefix(5).map { "\"\($0.prefix(100))\"" }.joined(separator: ", ")
            return ("\(domain) has \(texts.count) TXT record(s), but not the code. Seen: \(seen)", false)
        } catch {
            return ("\(domain) could not be looked up: \(error.words)", false)
        }
    }
}

// The changes.
extension ConsoleAccessWorkflow {
    private func apply(
        _ act: ConsoleAccessAct, to device: SecurityDevice, input: String?, by actor: ID<Actor>, at time: Timestamp,
        in tx: any Transaction
    ) throws -> SecurityDevice {
        let (old, before) = (device, device.consoleAccess)
        var device = device
        device.consoleAccess = try act.applied(to: before)
        device.updatedAt = time
        var record =
            try tx.setups.consoleAccess(of: device.id) ?? ConsoleAccessRecord(deviceID: device.id, since: time)
        try change(&record, act, device, input, in: tx)
        record.since = time
        try tx.setups.save(record)
        try context.update(device, since: old, by: actor, at: time, in: tx)
        let why = act == .cancel || act == .revoke ? input.flatMap { $0.isEmpty ? nil : ": \($0.prefix(300))" } : nil
        try tx.setups.insert(
            SetupEvent(
                .consoleAccess, of: device.id, by: actor,
                words: "\(before.words) → \(device.consoleAccess.words)\(why ?? "")", at: time))
        return device
    }

    private func change(
        _ record: inout ConsoleAccessRecord, _ act: ConsoleAccessAct, _ device: SecurityDevice, _ input: String?,
        in tx: any Transaction
    ) throws {
        switch act {
        case .enterCode:
            record.verificationCode = try ConsoleAccessWorkflow.checkedCode(input)
            guard let domain else {
                throw WorkbenchError.conflict(
                    "The provider has not set its domain yet (the setting provider_domain). Ask the provider to.")
            }
            record.domain = domain
            record.email = try record.email ?? email(for: device, domain: domain, in: tx)
            (record.lookedUpAt, record.lookupWords) = (nil, nil)
        case .enrolTwoFactor:
            guard let input, !input.isEmpty else {
                throw WorkbenchError.invalid("Enter the secret that the console shows.", field: "input")
            }
            record.sealedOTPSecret = try context.vault.seal(input)
        case .cancel, .revoke:
            record.verificationCode = nil
            record.sealedOTPSecret = nil
        case .request, .validate, .acceptDomain, .inviteUser, .acceptInvite, .activate, .restart: break
        }
    }

    private static func checkedCode(_ input: String?) throws(WorkbenchError) -> String {
        let code = input ?? ""
        guard !code.isEmpty, code.utf8.count <= longestCode, code.utf8.allSatisfy({ (0x20..<0x7F).contains($0) })
        else {
            throw .invalid(
                "Paste the code as the console shows it: up to \(longestCode) plain characters on one line.",
                field: "input")
        }
        return code
    }

    private func email(for device: SecurityDevice, domain: String, in tx: any Transaction) throws -> String {
        let organization = try tx.organizations.find(device.organizationID, scope: .everything)
        for number in 1...1000 {
            let email = ConsoleAccessRecord.email(
                organization: organization?.name ?? "customer", domain: domain, number: number)
            if try tx.setups.consoleAccess(email: email) == nil { return email }
        }
        throw WorkbenchError.conflict("There are too many tenants of organizations with this name.")
    }
}

import GraphQL

/// Something that goes wrong on purpose.
struct Fault: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case latencyMs
        case rateLimit429
        case rateLimitIn200
        case serverError5xx
        case htmlBody
        case partialData
        case expiredTokens
        case unauthenticatedIn200
        case missingScopes
        case missingLicense
        case forbiddenIP
        case missingExpiresIn
        case dropBefore
        case dropAfterMutation
        case repeatedCursor
        case shortTokens
    }

    let kind: Kind
    /// How many calls it still hits; nil until it is cleared.
    var calls: Int?
    /// The root field that it is meant for, or `token`; nil for every GraphQL call.
    var operation: String?
    /// `latencyMs`: milliseconds. `serverError5xx`, `htmlBody`: the status. `shortTokens`: seconds.
    /// `rateLimit429`: seconds of `Retry-After`, nil for none.
    var number: Int?
    /// `missingScopes`: scopes. `missingLicense`: features.
    var scopes: [String] = []
}

extension Fault {
    /// What a fault must look like, for error messages.
    struct Malformed: Error {
        let message: String
    }

    /// Reads one entry of the faults object.
    ///
    /// `true` is until cleared; a number is the milliseconds, the seconds or the number of calls, whichever the kind
    /// has; a list of texts is scopes; an object has `calls`, `operation` and the kind's own `ms`, `status`,
    /// `seconds`, `retryAfter` or `scopes`; a list of such stands for several faults of one kind.
    static func read(_ kind: Kind, _ value: GraphQLValue) throws(Malformed) -> [Fault] {
        switch value {
        case .null, .bool(false): return []
        case .bool(true): return [Fault(kind: kind)]
        case .int(let number): return [try Fault(kind: kind, number: number)]
        case .object(let object): return [try Fault(kind: kind, object)]
        case .list(let items):
            if kind == .missingScopes || kind == .missingLicense, items.allSatisfy({ $0.stringValue != nil }) {
                return items.isEmpty ? [] : [Fault(kind: kind, scopes: items.compactMap(\.stringValue))]
            }
            var faults: [Fault] = []
            for item in items { faults += try read(kind, item) }
            return faults
        default: throw Malformed(message: "\(kind.rawValue) must be true, false, a number, a list or an object")
        }
    }

    private init(kind: Kind, number: Int64) throws(Malformed) {
        guard (0...86_400_000).contains(number) else {
            throw Malformed(message: "\(kind.rawValue): \(number) is out of range")
        }
        switch kind {
        case .latencyMs, .shortTokens: self.init(kind: kind, number: Int(number))
        case .serverError5xx where (500...599).contains(number), .htmlBody where (200...599).contains(number):
            self.init(kind: kind, number: Int(number))
        default: self.init(kind: kind, calls: Int(number))
        }
    }

    private init(kind: Kind, _ object: GraphQLObject) throws(Malformed) {
        self.init(kind: kind)
        for (key, value) in object {
            switch key {
            case "calls": calls = try Self.number(kind, key, value)
            case "operation": operation = value.stringValue
            case "ms", "milliseconds", "status", "seconds", "retryAfter": number = try Self.number(kind, key, value)
            case "scopes", "features": scopes = (value.listValue ?? [value]).compactMap(\.stringValue)
            default:
                throw Malformed(
                    message: "\(kind.rawValue): unknown key \"\(key)\"; known are calls, operation, ms, status, "
                        + "seconds, retryAfter, scopes, features")
            }
        }
    }

    private static func number(_ kind: Kind, _ key: String, _ value: GraphQLValue) throws(Malformed) -> Int? {
        if value.isNull { return nil }
        guard let number = value.intValue, (0...86_400_000).contains(number) else {
            throw Malformed(message: "\(kind.rawValue): \(key) must be a whole number that is not negative")
        }
        return Int(number)
    }

    var value: GraphQLValue {
        var object: GraphQLObject = ["kind": .string(kind.rawValue)]
        if let calls { object["calls"] = .count(calls) }
        if let operation { object["operation"] = .string(operation) }
        if let number { object["number"] = .count(number) }
        if !scopes.isEmpty { object["scopes"] = .texts(scopes) }
        return .object(object)
    }
}

/// Why the tenant does not do what it was asked, in Wiz's words where they are known.
enum Refusal: Error, Sendable, Hashable {
    /// BAD_USER_INPUT.
    case badInput(String)
    /// NOT_FOUND.
    case notFound
    /// UNAUTHORIZED: one of the first is needed, the second is what there is.
    case unauthorized(required: [String], effective: [String])
    /// UNAUTHORIZED for a reason that scopes do not explain.
    case forbidden(String)
    /// For the control side: what is to be made is there already.
    case conflict(String)

    var message: String {
        switch self {
        case .badInput(let message), .forbidden(let message), .conflict(let message): message
        case .notFound: "Resource not found"
        case .unauthorized(let required, let effective):
            "access denied, at least one of the following is required: [\(required.joined(separator: " "))], "
                + "your permissions: [\(effective.joined(separator: " "))]"
        }
    }
}

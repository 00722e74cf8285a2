/// Checks a document against a schema by all the rules of the GraphQL specification §5.
///
/// The tree is walked once, types in hand; the rules are in the extensions of this class, a file for each group.
/// What concerns whole definitions (who spreads whom, which variables are used) is collected on the way and judged
/// afterwards. Messages are in the words that clients know from other implementations.
final class Validation {
    let schema: Schema
    let document: Document
    let limits: GraphQLLimits
    let fragments: [String: FragmentDefinition]
    private(set) var errors: [GraphQLError] = []
    /// What the operations and fragments walked so far refer to.
    var operationScopes: [DefinitionScope] = []
    var fragmentScopes: [String: DefinitionScope] = [:]
    /// Of the definition being walked.
    var scope = DefinitionScope()
    /// Steps left for the rules that are not linear in the size of the document.
    private var budget = 400_000

    private static let maxErrors = 100

    init(schema: Schema, document: Document, limits: GraphQLLimits) {
        self.schema = schema
        self.document = document
        self.limits = limits
        fragments = document.fragmentsByName
    }

    static func errors(in document: Document, schema: Schema, limits: GraphQLLimits) -> [GraphQLError] {
        let validation = Validation(schema: schema, document: document, limits: limits)
        validation.checkDocument()
        return validation.errors
    }

    private func checkDocument() {
        checkExecutable()
        checkDefinitionNames()
        for operation in document.operations { walk(operation) }
        for fragment in document.fragments { walk(fragment) }
        checkVariableUse()
        checkUnusedFragments()
        let order = checkFragmentCycles()
        guard let order else { return }
        // From here on fragments are followed recursively: only without cycles, and only so deep.
        guard checkDepth(fragmentOrder: order) else { return }
        checkSubscriptions()
        checkIntrospectionDepth(fragmentOrder: order)
        checkOverlappingFields()
    }

    func report(_ message: String, at locations: SourceLocation...) {
        report(message, at: locations)
    }

    func report(_ message: String, at locations: [SourceLocation]) {
        guard errors.count < Self.maxErrors else {
            if errors.count == Self.maxErrors {
                errors.append(
                    GraphQLError(
                        "Too many validation errors, error limit reached. Validation aborted.",
                        code: ErrorCode.validationFailed))
            }
            return
        }
        errors.append(GraphQLError(message.clipped, code: ErrorCode.validationFailed, at: Array(locations.prefix(50))))
    }

    var isFull: Bool { errors.count > Self.maxErrors }

    /// Takes steps off the budget; false when it is used up, which is reported once.
    func spend(_ steps: Int) -> Bool {
        guard budget > 0 else { return false }
        budget -= steps
        if budget <= 0 { report("Document is too complex to validate.", at: []) }
        return budget > 0
    }
}

/// What a definition refers to.
struct DefinitionScope {
    var operation: OperationDefinition?
    var spreads: [FragmentSpread] = []
    var variables: [VariableUse] = []
}

struct VariableUse {
    let name: String
    let location: SourceLocation
    /// The type the position expects; nil where it is unknown or anything goes.
    let type: TypeReference?
    /// Whether the position has a default value.
    let hasDefault: Bool
}

extension String {
    /// Bounds what one message can carry of a hostile document.
    fileprivate var clipped: String {
        utf8.count <= 2000 ? self : String(unicodeScalars.prefix(2000)) + "…"
    }
}

/// A recursive descent parser of the GraphQL grammar (GraphQL specification, appendix B).
///
/// It keeps one token ahead and counts how deep it is: a document that nests deeper than allowed is refused before
/// it could exhaust the stack, here or in anything that later walks the tree.
struct Parser {
    private var lexer: Lexer
    private(set) var token: Token
    private var depth = 0
    private let maxDepth: Int

    static func parse(_ text: String, limits: GraphQLLimits) throws(GraphQLError) -> Document {
        guard text.utf8.count <= limits.maxDocumentBytes else {
            throw GraphQLError(
                "Document is larger than the limit of \(limits.maxDocumentBytes) bytes.", code: ErrorCode.parseFailed)
        }
        var parser = try Parser(text, limits: limits)
        return try parser.document()
    }

    private init(_ text: String, limits: GraphQLLimits) throws(GraphQLError) {
        lexer = Lexer(text, maxTokens: limits.maxTokens)
        maxDepth = limits.maxDepth
        token = try lexer.next()
    }

    // MARK: Definitions

    private mutating func document() throws(GraphQLError) -> Document {
        var document = Document()
        repeat {
            try definition(into: &document)
        } while token.kind != .endOfFile
        return document
    }

    private mutating func definition(into document: inout Document) throws(GraphQLError) {
        if token.kind == .leftBrace {
            document.operations.append(try anonymousQuery())
            return
        }
        let start = token
        let description = try optionalDescription()
        guard token.kind == .name else { throw unexpected() }
        if let kind = TypeSystemDefinition.Kind(rawValue: token.text) {
            document.typeSystem.append(
                try typeSystemDefinition(kind, description: description, start: start.location))
            return
        }
        guard description == nil else {
            throw .syntax(
                "Unexpected description, descriptions are supported only on definitions.", at: start.location)
        }
        if token.text == "fragment" {
            document.fragments.append(try fragmentDefinition())
        } else if let kind = OperationKind(rawValue: token.text) {
            document.operations.append(try operation(kind))
        } else {
            throw unexpected()
        }
    }

    private mutating func anonymousQuery() throws(GraphQLError) -> OperationDefinition {
        let location = token.location
        return OperationDefinition(
            kind: .query, name: nil, variables: [], directives: [], selectionSet: try selectionSet(),
            location: location)
    }

    private mutating func operation(_ kind: OperationKind) throws(GraphQLError) -> OperationDefinition {
        let location = token.location
        try advance()
        return OperationDefinition(
            kind: kind, name: token.kind == .name ? try name() : nil, variables: try variableDefinitions(),
            directives: try directives(constant: false), selectionSet: try selectionSet(), location: location)
    }

    private mutating func variableDefinitions() throws(GraphQLError) -> [VariableDefinition] {
        guard try take(.leftParenthesis) else { return [] }
        var definitions: [VariableDefinition] = []
        repeat {
            let location = token.location
            try expect(.dollar)
            let name = try name()
            try expect(.colon)
            definitions.append(
                VariableDefinition(
                    name: name, type: try type(),
                    defaultValue: try take(.equals) ? try value(constant: true) : nil,
                    directives: try directives(constant: true), location: location))
        } while try !take(.rightParenthesis)
        return definitions
    }

    private mutating func fragmentDefinition() throws(GraphQLError) -> FragmentDefinition {
        let location = token.location
        try advance()
        guard !isKeyword("on") else { throw unexpected() }
        let name = try name()
        try expectKeyword("on")
        return FragmentDefinition(
            name: name, typeCondition: try self.name(), directives: try directives(constant: false),
            selectionSet: try selectionSet(), location: location)
    }

    // MARK: Selections

    private mutating func selectionSet() throws(GraphQLError) -> SelectionSet {
        let location = token.location
        try enter()
        defer { depth -= 1 }
        try expect(.leftBrace)
        var selections: [Selection] = []
        repeat {
            selections.append(token.kind == .spread ? try fragment() : .field(try field()))
        } while try !take(.rightBrace)
        return SelectionSet(selections, location: location)
    }

    private mutating func field() throws(GraphQLError) -> FieldSelection {
        let first = try name()
        let second = try take(.colon) ? try name() : nil
        return FieldSelection(
            alias: second == nil ? nil : first, name: second ?? first, arguments: try arguments(constant: false),
            directives: try directives(constant: false),
            selectionSet: token.kind == .leftBrace ? try selectionSet() : nil)
    }

    private mutating func fragment() throws(GraphQLError) -> Selection {
        let location = token.location
        try advance()
        if token.kind == .name, token.text != "on" {
            return .spread(
                FragmentSpread(name: try name(), directives: try directives(constant: false), location: location))
        }
        return .inline(
            InlineFragment(
                typeCondition: try takeKeyword("on") ? try name() : nil, directives: try directives(constant: false),
                selectionSet: try selectionSet(), location: location))
    }

    private mutating func arguments(constant: Bool) throws(GraphQLError) -> [Argument] {
        guard try take(.leftParenthesis) else { return [] }
        var arguments: [Argument] = []
        repeat {
            arguments.append(try argument(constant: constant))
        } while try !take(.rightParenthesis)
        return arguments
    }

    private mutating func argument(constant: Bool) throws(GraphQLError) -> Argument {
        let name = try name()
        try expect(.colon)
        return Argument(name: name, value: try value(constant: constant))
    }

    mutating func directives(constant: Bool) throws(GraphQLError) -> [Directive] {
        guard token.kind == .at else { return [] }
        var directives: [Directive] = []
        while token.kind == .at {
            let location = token.location
            try advance()
            directives.append(
                Directive(name: try name(), arguments: try arguments(constant: constant), location: location))
        }
        return directives
    }

    // MARK: Types and values

    mutating func type() throws(GraphQLError) -> TypeNode {
        let type: TypeNode
        if token.kind == .leftBracket {
            let location = token.location
            try enter()
            defer { depth -= 1 }
            try advance()
            let item = try self.type()
            try expect(.rightBracket)
            type = .list(item, location)
        } else {
            type = .named(try name())
        }
        return try take(.bang) ? .nonNull(type) : type
    }

    /// - Parameter constant: whether variables are refused.
    mutating func value(constant: Bool) throws(GraphQLError) -> ValueLiteral {
        let start = token
        switch start.kind {
        case .leftBracket: return try list(constant: constant)
        case .leftBrace: return try object(constant: constant)
        case .dollar: return try variable(constant: constant)
        case .int: return try literal(.int(start.text))
        case .float: return try literal(.float(start.text))
        case .string, .blockString: return try literal(.string(start.text))
        case .name:
            switch start.text {
            case "true": return try literal(.boolean(true))
            case "false": return try literal(.boolean(false))
            case "null": return try literal(.null)
            default: return try literal(.enumeration(start.text))
            }
        default: throw unexpected()
        }
    }

    private mutating func literal(_ content: ValueLiteral.Content) throws(GraphQLError) -> ValueLiteral {
        let location = token.location
        try advance()
        return ValueLiteral(content: content, location: location)
    }

    private mutating func variable(constant: Bool) throws(GraphQLError) -> ValueLiteral {
        let location = token.location
        try advance()
        guard constant else { return ValueLiteral(content: .variable(try name().text), location: location) }
        guard token.kind == .name else { throw .syntax("Unexpected \"$\".", at: location) }
        throw .syntax("Unexpected variable \"$\(token.text.shortened)\" in constant value.", at: location)
    }

    private mutating func list(constant: Bool) throws(GraphQLError) -> ValueLiteral {
        let location = token.location
        try enter()
        defer { depth -= 1 }
        try advance()
        var items: [ValueLiteral] = []
        while try !take(.rightBracket) { items.append(try value(constant: constant)) }
        return ValueLiteral(content: .list(items), location: location)
    }

    private mutating func object(constant: Bool) throws(GraphQLError) -> ValueLiteral {
        let location = token.location
        try enter()
        defer { depth -= 1 }
        try advance()
        var fields: [Argument] = []
        while try !take(.rightBrace) { fields.append(try argument(constant: constant)) }
        return ValueLiteral(content: .object(fields), location: location)
    }

    // MARK: Tokens

    private mutating func enter() throws(GraphQLError) {
        guard depth < maxDepth else {
            throw .syntax("Document nests deeper than the limit of \(maxDepth) levels.", at: token.location)
        }
        depth += 1
    }

    mutating func advance() throws(GraphQLError) {
        token = try lexer.next()
    }

    mutating func name() throws(GraphQLError) -> Name {
        let token = token
        try expect(.name)
        return Name(text: token.text, location: token.location)
    }

    mutating func take(_ kind: TokenKind) throws(GraphQLError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: TokenKind) throws(GraphQLError) {
        guard try take(kind) else {
            throw .syntax("Expected \(kind.words), found \(token.words).", at: token.location)
        }
    }

    func isKeyword(_ keyword: String) -> Bool {
        token.kind == .name && token.text == keyword
    }

    mutating func takeKeyword(_ keyword: String) throws(GraphQLError) -> Bool {
        guard isKeyword(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expectKeyword(_ keyword: String) throws(GraphQLError) {
        guard try takeKeyword(keyword) else {
            throw .syntax("Expected \"\(keyword)\", found \(token.words).", at: token.location)
        }
    }

    func unexpected() -> GraphQLError {
        .syntax("Unexpected \(token.words).", at: token.location)
    }
}

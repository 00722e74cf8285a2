import GraphQL

/// A small schema with every kind of type, and an executor over it.
enum PetSchema {
    static let sdl = """
        "A moment."
        scalar Moment
        directive @trace(level: Int = 1) on FIELD | QUERY
        directive @tag(name: String!) repeatable on FIELD
        enum Color { RED GREEN BLUE @deprecated(reason: "Faded.") }
        interface Being { id: ID! name: String }
        type Dog implements Being { id: ID! name: String barks: Boolean mother: Dog friends(first: Int): [Being!] }
        type Human implements Being { id: ID! name: String born: Moment pets: [Dog] must: String! }
        union Occupant = Dog | Human
        input Filter { text: String color: Color = RED inner: Filter numbers: [Int!] }
        type Query {
          dog: Dog
          human: Human
          being: Being
          occupants: [Occupant!]
          color: Color
          number: Int
          fails: String
          crashes: String
          list: [Int]
          strict: [Int!]
          echo(text: String = "x", number: Int, filter: Filter, list: [Int]): String
          dogs(first: Int, last: Int): [Dog]
        }
        type Mutation { set(value: Int!): Int get: Int }
        """

    static func executor(limits: GraphQLLimits = .standard) throws -> GraphQLExecutor {
        GraphQLExecutor(schema: try Schema(sdl: sdl), limits: limits)
    }

    /// The response to a query on the sample data.
    static func run(
        _ query: String, _ variables: GraphQLObject = [:], operation: String? = nil,
        limits: GraphQLLimits = .standard
    ) throws -> GraphQLResponse {
        try executor(limits: limits).execute(
            GraphQLRequest(query: query, operationName: operation, variables: variables), query: SampleRoot(),
            mutation: nil)
    }

    /// The messages that validation gives.
    static func complaints(_ query: String) throws -> [String] {
        try executor().validate(query).map(\.message)
    }
}

struct SampleRoot: GraphQLNode {
    let typename = "Query"

    struct Crash: Error {}

    func resolve(_ field: FieldCall) throws -> Resolved {
        switch field.name {
        case "dog": return .node(DogNode(depth: 0))
        case "being": return .node(DogNode(depth: 0))
        case "human":
            return .value(["id": "h1", "name": "Ann", "born": 12, "pets": [.null, ["id": "d1"]], "must": .null])
        case "occupants":
            return .list([
                .node(DogNode(depth: 0)), .value(["__typename": "Human", "id": 5, "name": "Bob", "must": "m"]),
            ])
        case "color": return .value("GREEN")
        case "number": return .value(3)
        case "fails": throw GraphQLError("broken on purpose", code: "SOME_CODE")
        case "crashes": throw Crash()
        case "list", "strict": return .value([1, .null, "three"])
        case "echo":
            return .value(.string(String(decoding: GraphQLValue.object(field.arguments).json(), as: UTF8.self)))
        case "dogs": return .nodes((0..<3).map { DogNode(depth: $0) })
        default: return .null
        }
    }
}

/// A dog whose line of mothers never ends.
struct DogNode: GraphQLNode {
    let depth: Int
    let typename = "Dog"

    func resolve(_ field: FieldCall) throws -> Resolved {
        switch field.name {
        case "id": .value(.string("d\(depth)"))
        case "name": .value("Rex")
        case "barks": .value(true)
        case "mother": .node(DogNode(depth: depth + 1))
        case "friends": .nodes((0..<Int(field.arguments["first"]?.intValue ?? 2)).map { DogNode(depth: $0) })
        default: .null
        }
    }
}

extension GraphQLResponse {
    /// The data as a client reads it: names of enum values are strings.
    var received: GraphQLValue? {
        get throws { try data.map { try GraphQLValue(json: $0.json()) } }
    }
}

import GraphQL

/// Answers GraphQL requests over any schema, one JSON object a line, so that another implementation can be held
/// against this one.
///
/// A line in: `{"sdl", "data", "query", "operationName"?, "variables"?}`. A line out: the response. `data` is the value
/// of the root; a field whose name starts with `echo` answers with its arguments as JSON, and an object
/// `{"__error": "words"}` stands for a resolver that fails.
///
/// With the arguments `fuzz SECONDS SEED` it takes the lines for a corpus instead and feeds mutations of them to the
/// parser, the validator, the executor and the schema builder. That it ends at all, with exit code 0, is the result.
@main
struct Probe {
    static func main() {
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == "fuzz", let seconds = Int(arguments[2]),
            let seed = UInt64(arguments[3])
        {
            var lines: [[UInt8]] = []
            while let line = readLine() { lines.append(Array(line.utf8)) }
            var fuzzer = Fuzzer(corpus: lines, seed: seed)
            print(fuzzer.run(for: .seconds(seconds)))
        } else {
            answerLines()
        }
    }

    private static func answerLines() {
        var executors: [String: GraphQLExecutor] = [:]
        while let line = readLine() {
            let response = answer(Array(line.utf8), &executors)
            print(String(decoding: response.json(), as: UTF8.self))
        }
    }

    private static func answer(_ line: [UInt8], _ executors: inout [String: GraphQLExecutor]) -> GraphQLResponse {
        do throws(GraphQLError) {
            let input = try GraphQLValue(json: line)
            let sdl = input["sdl"]?.stringValue ?? ""
            let executor: GraphQLExecutor
            if let known = executors[sdl] {
                executor = known
            } else {
                executor = GraphQLExecutor(schema: try Schema(sdl: sdl))
                executors[sdl] = executor
            }
            let request = try GraphQLRequest(json: line)
            let root = TreeNode(object: input["data"]?.objectValue ?? [:])
            return executor.execute(request, query: root, mutation: root)
        } catch {
            return GraphQLResponse(data: nil, errors: [error])
        }
    }
}

/// An object of the root's value.
struct TreeNode: GraphQLNode {
    let object: GraphQLObject

    var typename: String { object["__typename"]?.stringValue ?? "" }

    func resolve(_ field: FieldCall) throws -> Resolved {
        if field.name.hasPrefix("echo") {
            return .value(.string(String(decoding: GraphQLValue.object(field.arguments).json(), as: UTF8.self)))
        }
        return try Self.resolved(object[field.name] ?? .null)
    }

    private static func resolved(_ value: GraphQLValue) throws -> Resolved {
        switch value {
        case .object(let object):
            if let words = object["__error"]?.stringValue { throw GraphQLError(words) }
            return object["__typename"] == nil ? .value(value) : .node(TreeNode(object: object))
        case .list(let items): return .list(try items.map(resolved))
        default: return .value(value)
        }
    }
}

/// What one request may ask for. Exceeding a limit is an error of the response, never a crash.
public struct GraphQLLimits: Sendable, Hashable {
    /// UTF-8 bytes of the document's text.
    public var maxDocumentBytes: Int
    /// Lexical tokens of the document, comments not counted.
    public var maxTokens: Int
    /// How deep brackets may nest in the text, and fields in the selections once fragments are followed.
    public var maxDepth: Int
    /// The highest cost of an operation: the number of fields, those below a field with a list size argument
    /// (`first` or `last`) counted that many times.
    public var maxComplexity: Int
    /// The largest number of values in a response, lists and objects included.
    public var maxResponseValues: Int

    public init(
        maxDocumentBytes: Int = 256 * 1024, maxTokens: Int = 20_000, maxDepth: Int = 50,
        maxComplexity: Int = 1_000_000, maxResponseValues: Int = 2_000_000
    ) {
        self.maxDocumentBytes = maxDocumentBytes
        self.maxTokens = maxTokens
        self.maxDepth = min(max(maxDepth, 1), Self.deepest)
        self.maxComplexity = maxComplexity
        self.maxResponseValues = maxResponseValues
    }

    public static let standard = GraphQLLimits()

    /// Depth is bounded by the stack of the thread that executes, whatever is asked for.
    static let deepest = 100
}

/// A file that belongs to actions and investigations: a memory image, a log, a screenshot. Its bytes are kept apart.
public struct File: Hashable, Sendable {
    public var id: ID<File>
    public var organizationID: ID<Organization>
    public var name: String
    /// What kind of file the caller calls it (`files.expel_file_type`).
    public var kind: String?
    /// Whatever the caller keeps with it: an object.
    public var meta: JSON?
    /// In bytes; nil until its bytes have come.
    public var size: Int64?
    /// SHA-256 of its bytes, in hexadecimal.
    public var digest: String?
    public var createdAt: Timestamp
    public var createdBy: ID<Actor>
    public var updatedAt: Timestamp
    public var updatedBy: ID<Actor>

    public init(
        id: ID<File>, organizationID: ID<Organization>, name: String, kind: String? = nil, meta: JSON? = nil,
        size: Int64? = nil, digest: String? = nil, createdAt: Timestamp, createdBy: ID<Actor>, updatedAt: Timestamp,
        updatedBy: ID<Actor>
    ) {
        self.id = id
        self.organizationID = organizationID
        self.name = name
        self.kind = kind
        self.meta = meta
        self.size = size
        self.digest = digest
        self.createdAt = createdAt
        self.createdBy = createdBy
        self.updatedAt = updatedAt
        self.updatedBy = updatedBy
    }

    /// The longest name, in characters.
    public static let nameLimit = 255
    /// The most bytes of one file.
    public static let sizeLimit = 32 * 1024 * 1024

    /// - Throws: `invalid` for an empty or overlong name, or one with control characters or slashes.
    public static func checkedName(_ name: String) throws(WorkbenchError) -> String {
        let words = name.trimmed
        guard !words.isEmpty, words.count <= nameLimit else {
            throw .invalid("A file's name has 1 to \(nameLimit) characters.", field: "filename")
        }
        guard words.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "/" && $0 != "\\" })
        else { throw .invalid("A file's name holds no slashes and no control characters.", field: "filename") }
        return words
    }
}

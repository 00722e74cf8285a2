import Workbench

/// Files, their bytes, and what they belong to.
public protocol FileStore {
    func insert(_ file: File) throws
    func update(_ file: File) throws
    func find(_ id: ID<File>, scope: AccessScope) throws -> File?
    func list(_ query: ResourceQuery) throws -> Page<File>

    /// Puts its bytes in place of any that were there.
    func save(_ bytes: [UInt8], of file: ID<File>) throws
    /// Nil until they have come.
    func bytes(of file: ID<File>) throws -> [UInt8]?

    func attach(_ file: ID<File>, to action: ID<InvestigativeAction>) throws
    func attach(_ file: ID<File>, to investigation: ID<Investigation>) throws
    func actions(of file: ID<File>) throws -> [ID<InvestigativeAction>]
    /// Oldest first.
    func files(of action: ID<InvestigativeAction>) throws -> [File]
    /// How many each action has; those without any are left out.
    func counts(of actions: [ID<InvestigativeAction>]) throws -> [ID<InvestigativeAction>: Int]
    func sizes(of files: [ID<File>]) throws -> [ID<File>: Int64]
}

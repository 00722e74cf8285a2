import Workbench

// Files, most of which an action brings.
extension ActionWorkflow {
    /// A file that is to come.
    public struct NewFile: Sendable {
        /// Nil for that of its actions or investigations, or the caller's own.
        public var organizationID: ID<Organization>?
        public var name: String
        public var kind: String?
        public var meta: JSON?
        public var actions: [ID<InvestigativeAction>]
        public var investigations: [ID<Investigation>]

        public init(
            organizationID: ID<Organization>? = nil, name: String, kind: String? = nil, meta: JSON? = nil,
            actions: [ID<InvestigativeAction>] = [], investigations: [ID<Investigation>] = []
        ) {
            self.organizationID = organizationID
            self.name = name
            self.kind = kind
            self.meta = meta
            self.actions = actions
            self.investigations = investigations
        }
    }

    /// Makes room for a file; its bytes are uploaded afterwards.
    ///
    /// - Parameter alongside: done in the same transaction.
    /// - Throws: `invalid`.
    public func addFile(
        _ new: NewFile, by principal: Principal,
        alongside: @escaping @Sendable (File, any Transaction) throws -> Void = { _, _ in }
    ) async throws -> File {
        try principal.requireWriter()
        let time = alerts.clock()
        let file = try await store.write { tx in
            let actions = try new.actions.map { id in
                guard let action = try tx.actions.investigativeAction(id, scope: principal.scope),
                    action.deletedAt == nil
                else {
                    throw WorkbenchError.invalid("There is no such action.", field: "investigative_actions")
                }
                return action
            }
            let investigations = try new.investigations.map { id in
                guard let investigation = try tx.investigations.find(id, scope: principal.scope) else {
                    throw WorkbenchError.invalid("There is no such investigation.", field: "investigations")
                }
                return investigation
            }
            let owners = actions.map(\.organizationID) + investigations.map(\.organizationID)
            let owner = new.organizationID ?? owners.first ?? principal.organizationID
            guard try tx.organizations.find(owner, scope: principal.scope) != nil,
                owners.allSatisfy({ $0 == owner })
            else {
                throw WorkbenchError.invalid(
                    "The file and what it belongs to are of one organization.", field: "organization")
            }
            let file = File(
                id: .make(at: time), organizationID: owner, name: try File.checkedName(new.name),
                kind: new.kind, meta: try ActionWorkflow.checked(new.meta), createdAt: time,
                createdBy: principal.actorID, updatedAt: time, updatedBy: principal.actorID)
            try tx.files.insert(file)
            let cases = Set(actions.compactMap(\.investigationID) + investigations.map(\.id))
            for action in actions { try tx.files.attach(file.id, to: action.id) }
            for investigation in cases { try tx.files.attach(file.id, to: investigation) }
            try alongside(file, tx)
            return file
        }
        return file
    }

    /// Renames a file, or changes what is kept with it. Nil leaves a part as it is; an inner nil takes it away.
    public func changeFile(
        _ id: ID<File>, name: String?, kind: String??, meta: JSON??, by principal: Principal
    ) async throws -> File {
        try principal.requireWriter()
        let time = alerts.clock()
        return try await store.write { tx in
            var file = try ActionWorkflow.file(id, for: principal, in: tx)
            let before = file
            if let name { file.name = try File.checkedName(name) }
            if let kind { file.kind = kind }
            if let meta { file.meta = try ActionWorkflow.checked(meta) }
            guard file != before else { return before }
            file.updatedAt = max(time, before.updatedAt)
            file.updatedBy = principal.actorID
            try tx.files.update(file)
            return file
        }
    }

    /// Keeps a file's bytes. They are given once; each action that waits for an outcome has it now.
    ///
    /// - Parameter digest: SHA-256 of the bytes, in hexadecimal.
    /// - Throws: `notFound`, `tooLarge`, `conflict` when other bytes are there already.
    public func upload(_ bytes: [UInt8], digest: String, to id: ID<File>, by principal: Principal) async throws -> File
    {
        try principal.requireWriter()
        guard bytes.count <= File.sizeLimit else {
            throw WorkbenchError(.tooLarge, "A file has at most \(File.sizeLimit / 1_048_576) MB.")
        }
        let time = alerts.clock()
        let (file, actions) = try await store.write { tx -> (File, [InvestigativeAction]) in
            var file = try ActionWorkflow.file(id, for: principal, in: tx)
            if let present = file.digest {
                guard present == digest else {
                    throw WorkbenchError.conflict("This file has its bytes already. Make another file for others.")
                }
                return (file, [])
            }
            file.size = Int64(bytes.count)
            file.digest = digest
            file.updatedAt = max(time, file.updatedAt)
            file.updatedBy = principal.actorID
            try tx.files.update(file)
            try tx.files.save(bytes, of: id)
            var actions: [InvestigativeAction] = []
            for actionID in try tx.files.actions(of: id) {
                guard let action = try tx.actions.investigativeAction(actionID, scope: principal.scope),
                    action.deletedAt == nil, action.resultFileID == nil
                else { continue }
                actions.append(try apply([.attachResult(id)], to: action, by: principal, at: time, in: tx))
            }
            return (file, actions)
        }
        for action in actions { await announce(action) }
        return file
    }

    /// A file and its bytes.
    ///
    /// - Throws: `notFound` also while the bytes have not come.
    public func download(_ id: ID<File>, by principal: Principal) async throws -> (file: File, bytes: [UInt8]) {
        try await store.read { tx in
            let file = try ActionWorkflow.file(id, for: principal, in: tx)
            guard let bytes = try tx.files.bytes(of: id) else {
                throw WorkbenchError(.notFound, "This file's bytes have not been uploaded yet.")
            }
            return (file, bytes)
        }
    }

    private static func file(_ id: ID<File>, for principal: Principal, in tx: any Transaction) throws -> File {
        guard let file = try tx.files.find(id, scope: principal.scope) else { throw WorkbenchError.notFound("file") }
        return file
    }

    private static func checked(_ meta: JSON?) throws(WorkbenchError) -> JSON? {
        guard (meta?.text.utf8.count ?? 0) <= InvestigativeAction.structureLimit else {
            throw .invalid("This is larger than \(InvestigativeAction.structureLimit) bytes.", field: "file_meta")
        }
        return meta
    }
}

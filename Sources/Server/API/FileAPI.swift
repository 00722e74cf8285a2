import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// Files: their rows, and their bytes on the way in and out.
struct FileAPI: Sendable {
    let services: ServerServices

    /// - Parameter alongside: done in the same transaction.
    func create(
        _ body: [UInt8], by principal: Principal,
        alongside: @escaping @Sendable (File, any Transaction) throws -> Void
    ) async throws -> File {
        try principal.requireWriter()
        let document = try WriteDocument(
            body, for: File.resource.description, current: nil, settable: ["organization"],
            lists: ["investigative_actions", "investigations"])
        let new = ActionWorkflow.NewFile(
            organizationID: document.id(of: "organization"), name: document.text("filename") ?? "",
            kind: document.text("expel_file_type"), meta: document.attributes["file_meta"]?.unlessNull,
            actions: (document.lists["investigative_actions"] ?? []).map { ID($0) },
            investigations: (document.lists["investigations"] ?? []).map { ID($0) })
        return try await services.actions.addFile(new, by: principal, alongside: alongside)
    }

    func change(_ id: String, _ body: [UInt8], by principal: Principal) async throws {
        try principal.requireWriter()
        let file = try await services.store.read { tx in try tx.files.find(ID(id), scope: principal.scope) }
        guard let file else { throw WorkbenchError.notFound("file") }
        let document = try WriteDocument(
            body, for: File.resource.description, current: File.resource.object(file), settable: [])
        _ = try await services.actions.changeFile(
            file.id, name: document.attributes["filename"].map { $0.string ?? "" },
            kind: document.attributes["expel_file_type"].map(\.string),
            meta: document.attributes["file_meta"].map(\.unlessNull), by: principal)
    }

    /// Takes the bytes of a multipart form's first file, or of a plain body.
    func upload(_ request: Request, to id: String, by principal: Principal) async throws {
        try principal.requireWriter()
        let room = File.sizeLimit + 64 * 1024
        let body = Data((try await request.body.collect(upTo: room)).readableBytesView)
        let bytes: Data
        if let type = request.headers[.contentType], type.lowercased().hasPrefix("multipart/") {
            bytes = try MultipartForm.firstFile(in: body, contentType: type)
        } else {
            bytes = body
        }
        let digest = SHA256.hash(data: bytes).map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0\(text)" : text
        }.joined()
        _ = try await services.actions.upload(Array(bytes), digest: digest, to: ID(id), by: principal)
    }

    /// The bytes as they came. No browser takes them for a page of ours.
    func download(_ id: String, by principal: Principal) async throws -> Response {
        let (file, bytes) = try await services.actions.download(ID(id), by: principal)
        var headers: HTTPFields = [
            .contentType: "application/octet-stream", .cacheControl: "no-store",
            .contentDisposition: "attachment; filename*=UTF-8''\(FileAPI.encoded(file.name))",
        ]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// For a header (RFC 8187 §3.2.1).
    private static func encoded(_ name: String) -> String {
        name.addingPercentEncoding(withAllowedCharacters: .alphanumerics.intersection(.init(charactersIn: " "..."~")))
            ?? "file"
    }
}

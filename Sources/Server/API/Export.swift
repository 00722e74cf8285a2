import HTTPTypes
import Hummingbird
import NIOCore
import Pipeline
import Workbench

/// A collection as NDJSON: one resource a line, page after page, so that memory holds one page whatever the size.
struct Export: Sendable {
    static let mediaType = "application/x-ndjson"

    let store: any Store
    let collection: any ResourceCollection
    let writer: DocumentWriter

    /// Rows read at a time.
    private static var pageSize: Int { 500 }

    /// - Throws: as the collection's first page would; later the stream can only be broken off.
    func response(_ query: ResourceQuery) async throws -> Response {
        let first = try await page(query, after: nil)
        return Response(
            status: .ok, headers: [.contentType: Export.mediaType, .cacheControl: "no-store"],
            body: ResponseBody { output in
                var page = first
                while true {
                    try await output.write(lines(page.rows))
                    guard let next = page.next else { break }
                    page = try await self.page(query, after: next)
                }
                try await output.finish(nil)
            })
    }

    private func page(_ query: ResourceQuery, after cursor: String?) async throws -> Page<ResourceObject> {
        var query = query
        query.limit = Export.pageSize
        query.cursor = cursor
        query.wantsTotal = false
        let wanted = query
        let collection = collection
        return try await store.read { tx in try collection.list(wanted, in: tx) }
    }

    private func lines(_ rows: [ResourceObject]) -> ByteBuffer {
        var buffer = ByteBuffer()
        for row in rows {
            buffer.writeBytes(writer.resource(row).bytes)
            buffer.writeInteger(UInt8(ascii: "\n"))
        }
        return buffer
    }
}

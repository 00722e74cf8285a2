import Foundation
import Testing
import Workbench

@testable import Server

@Suite("Multipart forms")
struct MultipartFormTests {
    private static func form(_ parts: [(head: String, content: String)], boundary: String = "xyz") -> Data {
        var text = ""
        for part in parts { text += "--\(boundary)\r\n\(part.head)\r\n\r\n\(part.content)\r\n" }
        return Data((text + "--\(boundary)--\r\n").utf8)
    }

    static let file = "Content-Disposition: form-data; name=\"file\"; filename=\"file\""

    @Test("yield the bytes of their first file, line ends and all")
    func reading() throws {
        let form = Self.form([
            ("Content-Disposition: form-data; name=\"note\"", "not this"), (Self.file, "a\r\n--b\r\n\r\nc"),
            (Self.file, "nor this"),
        ])
        let found = try MultipartForm.firstFile(in: form, contentType: "multipart/form-data; boundary=\"xyz\"")
        #expect(String(decoding: found, as: UTF8.self) == "a\r\n--b\r\n\r\nc")
        let empty = try MultipartForm.firstFile(
            in: Self.form([(Self.file, "")]), contentType: "multipart/form-data; charset=utf-8; Boundary=xyz")
        #expect(empty.isEmpty)
    }

    @Test(
        "that are broken are refused",
        arguments: [
            "", "--xyz", "--xyz\r\n", "--xyz--\r\n", "--xyz\r\n\r\n\r\n--xyz--", "--xyz\r\n\(Self.file)\r\n\r\nabc",
            "--abc\r\n\(Self.file)\r\n\r\nabc\r\n--abc--\r\n",
        ])
    func broken(_ text: String) {
        #expect(throws: WorkbenchError.self) {
            try MultipartForm.firstFile(in: Data(text.utf8), contentType: "multipart/form-data; boundary=xyz")
        }
    }

    @Test("without a boundary are refused", arguments: ["multipart/form-data", "multipart/form-data; boundary="])
    func noBoundary(_ type: String) {
        #expect(throws: WorkbenchError.self) {
            try MultipartForm.firstFile(in: Self.form([(Self.file, "abc")]), contentType: type)
        }
    }
}

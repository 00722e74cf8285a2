import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

/// A static file: part of the binary, served under an address that changes with its content.
struct Asset: Hashable, Sendable {
    var name: String
    var contentType: String
    var bytes: [UInt8]
    /// The first 16 hexadecimal digits of the content's SHA-256.
    var digest: String

    init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
        let digits = Array("0123456789abcdef")
        digest = SHA256.hash(data: bytes).prefix(8).reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])  // safe: four bits
            text.append(digits[Int(byte & 15)])  // safe: four bits
        }
    }

    var address: String { "/assets/\(digest)/\(name)" }
    var entityTag: String { "\"\(digest)\"" }
}

enum Assets {
    static let styleSheet = Asset(
        name: "watchfloor.css", contentType: "text/css; charset=utf-8", bytes: PackageResources.watchfloor_css)
    static let script = Asset(
        name: "watchfloor.js", contentType: "text/javascript; charset=utf-8", bytes: PackageResources.watchfloor_js)
    static let icon = Asset(name: "icon.svg", contentType: "image/svg+xml", bytes: PackageResources.icon_svg)

    static let all = [styleSheet, script, icon]

    static func add(to router: Router<AppRequestContext>) {
        for asset in all {
            router.get(RouterPath(asset.address)) { request, _ in response(asset, to: request) }
        }
    }

    /// The content never changes under its address, so browsers may keep it for good.
    static func response(_ asset: Asset, to request: Request) -> Response {
        var headers: HTTPFields = [
            .eTag: asset.entityTag, .cacheControl: "public, max-age=31536000, immutable",
        ]
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map {
            $0.trimmingPrefix(while: \.isWhitespace)
        }
        if known?.contains(where: { $0 == asset.entityTag[...] || $0 == "*" }) == true {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = asset.contentType
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: asset.bytes)))
    }
}

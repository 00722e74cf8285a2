import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import Pipeline

/// `HTTPTransport` over async-http-client, with connections of its own.
final class AsyncTransport: HTTPTransport {
    private let client: HTTPClient

    /// - Parameter trustedCertificates: the path of a PEM file with authorities that are trusted beside the system's.
    /// - Throws: `client` when that file cannot be read.
    init(trustedCertificates: String? = nil) throws(IntegrationError) {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10), read: .seconds(60)))
        configuration.httpVersion = .http1Only
        if let trustedCertificates {
            configuration.tlsConfiguration = try AsyncTransport.tls(trusting: trustedCertificates)
        }
        // A host that refuses connections is known at once; when to try again is the pipeline's to decide.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        // The client insists on being shut down before it goes; that it was already does no harm.
        client.shutdown { _ in }
    }

    func send(_ call: HTTPCall) async throws(HTTPFailure) -> HTTPAnswer {
        var request = HTTPClientRequest(url: call.url)
        request.method = .POST
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(bytes: call.body))
        do {
            let response = try await client.execute(request, timeout: .seconds(call.timeout))
            let body = try await response.body.collect(upTo: call.answerLimit)
            var headers: [String: String] = [:]
            for (name, value) in response.headers { headers[name.lowercased()] = value }
            return HTTPAnswer(
                status: Int(response.status.code), headers: headers, body: Array(body.readableBytesView))
        } catch {
            throw AsyncTransport.failure(error, url: call.url)
        }
    }

    func close() async {
        try? await client.shutdown()
    }

    private static func tls(trusting path: String) throws(IntegrationError) -> TLSConfiguration {
        do {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(path))]
            return tls
        } catch {
            throw IntegrationError(.client, "The trusted certificates in \(path) cannot be read: \(words(error))")
        }
    }

    private static func failure(_ error: any Error, url: String) -> HTTPFailure {
        let host = url.split(separator: "/").dropFirst().first.map(String.init) ?? "Wiz"
        if error is NIOTooManyBytesError {
            return HTTPFailure(
                error: IntegrationError(.decoding, "\(host) sent a longer answer than is accepted."),
                mayHaveArrived: true)
        }
        if error is CancellationError || error as? HTTPClientError == .cancelled {
            return HTTPFailure(error: IntegrationError(.network, "The request was stopped."), mayHaveArrived: true)
        }
        guard let known = error as? HTTPClientError else {
            // Errors of connecting are types of NIO that this module does not import; they come before any byte is sent.
            let name = String(describing: type(of: error))
            let isConnecting = name.contains("NIOConnectionError") || name.contains("SSL")
            return HTTPFailure(
                error: IntegrationError(.network, "\(host) cannot be reached: \(words(error))"),
                mayHaveArrived: !isConnecting)
        }
        switch known {
        case .connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout:
            return HTTPFailure(
                error: IntegrationError(.timeout, "\(host) did not accept a connection in time."), mayHaveArrived: false
            )
        case .deadlineExceeded, .readTimeout, .writeTimeout:
            return HTTPFailure(
                error: IntegrationError(.timeout, "\(host) did not answer in time."), mayHaveArrived: true)
        case .alreadyShutdown, .invalidURL, .emptyHost, .emptyScheme:
            return HTTPFailure(
                error: IntegrationError(.network, "The connection to \(host) is closed."), mayHaveArrived: false)
        default:
            return HTTPFailure(
                error: IntegrationError(.network, "The connection to \(host) broke: \(words(known))"),
                mayHaveArrived: true)
        }
    }

    private static func words(_ error: any Error) -> String {
        String(String(describing: error).prefix(200))
    }
}

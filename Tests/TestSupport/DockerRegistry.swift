import Foundation
import SystemPackage

/// Debian's docker-registry on a free port, with a directory of its own; it ends with the test.
package final class DockerRegistry: Sendable {
    package let port: Int
    private let directory = Result { try TemporaryDirectory() }
    private let process: ChildProcess

    package static let program = "/usr/bin/docker-registry"
    package static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// What is not plain about a registry.
    package enum Kind {
        case open
        /// One line of user and bcrypt hash.
        case password(htpasswd: String)
        /// Takes tokens of `Tests/Fixtures/token_server.py`, whose certificate this is.
        case token(realm: String, certificate: FilePath)
        /// With a prefix before all its paths, which begins and ends with a slash.
        case prefixed(String)
        /// Says its own places without a host.
        case relative
        /// With a certificate for 127.0.0.1 and its key; and asking for certificates of clients, when their authority is given.
        case encrypted(certificate: FilePath, key: FilePath, clients: FilePath? = nil)
        /// Both.
        case guarded(htpasswd: String, certificate: FilePath, key: FilePath)
    }

    /// One line of htpasswd for the user "user" with the password "secret": crypt(3)'s bcrypt.
    package static let user = "user:$2a$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a"

    package init(_ kind: Kind = .open) throws {
        let directory = try directory.get()
        var text = """
            version: 0.1
            validation: {manifests: {urls: {allow: ["^https://"]}}}
            storage: {filesystem: {rootdirectory: \(directory.path)/data}, delete: {enabled: true}}
            http:
              addr: "127.0.0.1:0"

            """
        text += kind.server
        if case .token(let realm, let certificate) = kind {
            text += "auth: {token: {realm: \"\(realm)\", service: registry.test, issuer: token.test, rootcertbundle: \(certificate)}}\n"
        }
        if let htpasswd = kind.htpasswd {
            try directory.write("htpasswd", htpasswd + "\n")
            text += "auth: {htpasswd: {realm: test, path: \(directory.path)/htpasswd}}\n"
        }
        let configuration = try directory.write("config.yml", text)
        let (errors, childErrors) = try ChildProcess.pipe()
        let null = try FileDescriptor.open("/dev/null", .readOnly, options: [.closeOnExec])
        let log = try FileDescriptor.open(try directory.write("access.log", ""), .writeOnly, options: [.append, .closeOnExec])
        defer { for descriptor in [null, log] { try? descriptor.close() } }
        process = try ChildProcess(
            [Self.program, "serve", configuration.string], environment: ["OTEL_TRACES_EXPORTER": "none"], input: null, output: log,
            error: childErrors)
        try childErrors.close()
        port = try Self.port(in: errors)
        // Its log must not fill the pipe, or the registry waits for ever.
        Thread.detachNewThread {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while let count = try? buffer.withUnsafeMutableBytes({ try errors.read(into: $0) }), count > 0 {}
            try? errors.close()
        }
    }

    deinit { process.stop() }

    /// Ends the registry; its port then refuses connections.
    package func stop() { process.stop() }

    /// Every request so far, one a line, as in `"GET /v2/app/manifests/1 HTTP/1.1" 200`.
    package var accessLog: String {
        get throws { String(decoding: try directory.get().read("access.log"), as: UTF8.self) }
    }

    /// Where the registry keeps the bytes of a blob or a manifest.
    /// - Parameter hex: of its sha256.
    package func path(ofBlob hex: String) throws -> FilePath {
        try directory.get().path.appending("data/docker/registry/v2/blobs/sha256/\(hex.prefix(2))/\(hex)/data")
    }

    package var domain: String { "127.0.0.1:\(port)" }

    private static func port(in log: FileDescriptor) throws -> Int {
        while case let line = try log.line(), !line.isEmpty {
            if let found = line.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/), let port = Int(found.1) { return port }
        }
        throw CocoaError(.executableNotLoadable)
    }
}

extension DockerRegistry.Kind {
    fileprivate var htpasswd: String? {
        switch self {
        case .password(let htpasswd), .guarded(let htpasswd, _, _): htpasswd
        default: nil
        }
    }

    /// What belongs below `http:` in the registry's configuration.
    fileprivate var server: String {
        switch self {
        case .open, .password, .token: ""
        case .prefixed(let prefix): "  prefix: \(prefix)\n"
        case .relative: "  relativeurls: true\n"
        case .encrypted(let certificate, let key, let clients):
            "  tls: {certificate: \(certificate), key: \(key)\(clients.map { ", clientcas: [\($0)]" } ?? "")}\n"
        case .guarded(_, let certificate, let key): "  tls: {certificate: \(certificate), key: \(key)}\n"
        }
    }
}

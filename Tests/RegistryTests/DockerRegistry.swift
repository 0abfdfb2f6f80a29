import Foundation
import SystemPackage
import TestSupport

/// Debian's docker-registry on a free port, with a directory of its own; it ends with the test.
final class DockerRegistry: Sendable {
    let port: Int
    private let directory = Result { try TemporaryDirectory() }
    private let process: ChildProcess

    static let program = "/usr/bin/docker-registry"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

    /// What is not plain about a registry.
    enum Kind {
        case open
        /// One line of user and bcrypt hash.
        case password(htpasswd: String)
        /// Takes tokens of a ``TokenServer``.
        case token(realm: String, certificate: FilePath)
        /// With a certificate for 127.0.0.1 and its key; and asking for certificates of clients, when an authority for them is given.
        case encrypted(certificate: FilePath, key: FilePath, clients: FilePath? = nil)
        /// With a prefix before all its paths, which ends with a slash.
        case prefixed(String)
        /// Says its own places without a host.
        case relative
    }

    init(_ kind: Kind = .open) throws {
        let directory = try directory.get()
        var text = """
            version: 0.1
            storage: {filesystem: {rootdirectory: \(directory.path)/data}, delete: {enabled: true}}
            http:
              addr: "127.0.0.1:0"

            """
        switch kind {
        case .open: break
        case .password(let htpasswd):
            try directory.write("htpasswd", htpasswd + "\n")
            text += "auth: {htpasswd: {realm: test, path: \(directory.path)/htpasswd}}\n"
        case .token(let realm, let certificate):
            text += "auth: {token: {realm: \"\(realm)\", service: registry.test, issuer: token.test, rootcertbundle: \(certificate)}}\n"
        case .encrypted(let certificate, let key, let clients):
            let asked = clients.map { ", clientcas: [\($0)]" } ?? ""
            text += "  tls: {certificate: \(certificate), key: \(key)\(asked)}\n"
        case .prefixed(let prefix): text += "  prefix: \(prefix)\n"
        case .relative: text += "  relativeurls: true\n"
        }
        let configuration = try directory.write("config.yml", text)
        let (errors, childErrors) = try ChildProcess.pipe()
        let null = try FileDescriptor.open("/dev/null", .readWrite, options: [.closeOnExec])
        defer { try? null.close() }
        process = try ChildProcess(
            [Self.program, "serve", configuration.string], environment: ["OTEL_TRACES_EXPORTER": "none"], input: null, output: null,
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

    /// Ends it; its port then refuses connections.
    func stop() { process.stop() }

    var domain: String { "127.0.0.1:\(port)" }

    private static func port(in log: FileDescriptor) throws -> Int {
        while case let line = try log.line(), !line.isEmpty {
            if let found = line.firstMatch(of: /listening on 127\.0\.0\.1:(\d+)/), let port = Int(found.1) { return port }
        }
        throw CocoaError(.executableNotLoadable)
    }
}

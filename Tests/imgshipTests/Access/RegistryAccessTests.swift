import TestSupport
import Testing

@testable import Registry
@testable import imgship

@Suite struct `Access to a registry` {
    @Test(.enabled(if: DockerRegistry.isInstalled, "needs docker-registry"))
    func `is had by nobody before it is known whether it is encrypted`() async throws {
        let directory = try TemporaryDirectory()
        let (certificate, key) = (directory.path.appending("cert.pem"), directory.path.appending("key.pem"))
        try Program.output([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key.string, "-out", certificate.string,
        ])
        let registry = try DockerRegistry(.encrypted(certificate: certificate, key: key))
        let context = Context(try CommonOptions.parse(["--file", directory.path.appending("imgship.yaml").string]))
        let access = try RegistryAccess(context, registry: nil)
        let name = "127.0.0.1:\(registry.port)"
        let areSecure = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { try await access.client(for: name).base.isSecure } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(areSecure == Array(repeating: true, count: 8))
    }
}

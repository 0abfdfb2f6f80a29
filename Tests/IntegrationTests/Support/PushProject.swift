import Foundation
import TestSupport

/// A project of two built images, of which one stands on the other, that is pushed below `team` of a registry.
final class PushProject: Sendable {
    let project: SampleProject
    /// `HOST:PORT`
    let registry: String

    /// - Parameter path: in the registry, as `/team`.
    init(_ registry: String, path: String = "/team") throws {
        self.registry = registry
        project = try SampleProject(Self.file("\(registry)\(path)"))
        try project.directory.write("web/page", String(repeating: "<p>hello</p>\n", count: 100))
        try project.output(["build", "--quiet"])
    }

    private static func file(_ registry: String) -> String {
        """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        registry: \(registry)
        images:
          base:
            base: scratch
            copy: [{from: app, to: /app}]
            config: {entrypoint: [/app/run]}
          web:
            base: base
            copy: [{from: web, to: /web}]

        """
    }

    /// Runs `imgship push`, which must succeed, and returns its document.
    func push(_ arguments: [String], _ variables: [String: String] = [:]) throws -> PushDocument {
        let text = try project.output(["push", "--json"] + arguments, variables)
        return try JSONDecoder().decode(PushDocument.self, from: Data(text.utf8))
    }

    func run(_ arguments: [String], _ variables: [String: String] = [:], input: String = "") throws -> Program.Output {
        try Program.run(
            Binary.command(arguments, project.variables.merging(variables) { $1 }), input: Array(input.utf8), directory: project.root)
    }

    /// What was printed, without what differs from run to run.
    func anonymous(_ output: Program.Output) -> String {
        let text = output.standardError.replacingOccurrences(of: project.root, with: "PROJECT")
            .replacingOccurrences(of: registry, with: "REGISTRY").replacing(/sha256:[0-9a-f]{64}/, with: "sha256:DIGEST")
        // Steps (a word and two spaces) carry times; errors do not.
        return text.split(separator: "\n", omittingEmptySubsequences: false).filter { $0.prefixMatch(of: /[a-z]+ {2}/) == nil }
            .joined(separator: "\n")
    }
}

/// What `imgship push --json` is promised to print.
struct PushDocument: Decodable {
    struct Image: Decodable {
        let name: String
        let digest: String
        let reference: String
        let tags: [String]
        let sent: Amount
        let mounted: Amount
        let present: Amount
        let elapsed: Double
        let platforms: [BuildDocument.PlatformImage]
    }
    struct Amount: Decodable, Equatable {
        let count: Int
        let bytes: Int
    }
    let schema: Int
    let images: [Image]
}

/// A certificate for hosts of a test's own, which is its own authority; made by openssl(1).
struct TestCertificate {
    let directory: TemporaryDirectory

    /// - Parameter names: as openssl has them: `IP:127.0.0.1`, `DNS:registry.example`.
    init(_ names: String) throws {
        directory = try TemporaryDirectory()
        let arguments =
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=Test -addext subjectAltName=\(names) -keyout key.pem -out cert.pem"
        try Program.output(["openssl"] + arguments.split(separator: " ").map(String.init), directory: directory.path.string)
    }

    var certificate: String { directory.path.appending("cert.pem").string }
    var key: String { directory.path.appending("key.pem").string }
}

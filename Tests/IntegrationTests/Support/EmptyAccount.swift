import Foundation
import SystemPackage
import TestSupport

/// An account in which nothing is yet, a registry of that account in which nothing is, and the chat application's services to bring there.
///
/// The services are those of the repository's own file; their images are small ones, so that nothing asks the network.
final class EmptyAccount: Sendable {
    private static let host = "123456789012.dkr.ecr.\(MotoWorld.region).amazonaws.com"
    /// User and password are those that moto gives; the hash is crypt(3)'s bcrypt.
    private static let htpasswd = "AWS:$2a$05$abcdefghijklmnopqrstuu/4ofrUS75HrKu6f.iuRo0I/XlrmpqlC"

    let world: MotoWorld
    let project: SampleProject
    private let registry: DockerRegistry
    private let proxy: FixtureServer
    private let variables: [String: String]

    /// - Parameters:
    ///   - isNew: whether AWS's own services have no roles there yet.
    ///   - denied: calls that nobody may make there.
    ///   - edit: what becomes of the text of the file.
    init(isNew: Bool = false, denying denied: [String] = [], edit: (String) -> String = { $0 }) throws {
        let certificate = try TestCertificate("DNS:\(Self.host)")
        registry = try DockerRegistry(
            .guarded(htpasswd: Self.htpasswd, certificate: FilePath(certificate.certificate), key: FilePath(certificate.key)))
        proxy = try FixtureServer("python3", "connect_proxy.py", ["\(registry.port)"])
        world = try MotoWorld(isNew: isNew, denying: denied)
        project = try SampleProject(edit(Self.file()))
        let trusted = try project.directory.write("authority.pem", String(contentsOfFile: certificate.certificate, encoding: .utf8))
        variables = world.variables.merging([
            "HTTPS_PROXY": proxy.address, "NO_PROXY": "127.0.0.1", "SSL_CERT_FILE": trusted.string,
        ]) { $1 }
    }

    private static func file() throws -> String {
        let chat = try String(contentsOf: Checkout.root.appendingPathComponent("imgship.yaml"), encoding: .utf8)
        let services = chat.components(separatedBy: "\nservices:\n")[1]
        return """
            version: 1
            project: llm-chat
            platforms: [linux/amd64, linux/arm64]
            registry: \(host)/llm-chat
            images:
              frontend:
                base: scratch
                copy: [{from: app, to: /app}]
                config: {entrypoint: [/app/run], expose: [7860]}
              backend:
                base: scratch
                copy: [{from: app, to: /srv}]
                config: {entrypoint: [/srv/run], expose: [8000]}
            services:
            \(services)
            """
    }

    /// Runs imgship in the account, where nobody is there to be asked.
    func run(_ arguments: [String], input: String = "") throws -> Program.Output {
        try Program.run(command(arguments, ["CI": "true"]), input: Array(input.utf8), directory: project.root)
    }

    /// Runs imgship at a terminal.
    /// - Parameter answers: a question, what is typed then, and so on.
    func run(_ arguments: [String], answering answers: [String]) throws -> Program.Output {
        let script = PythonTools.fixtures.appendingPathComponent("terminal.py").path
        return try Program.run(["python3", script] + command(arguments, ["TERM": "xterm"]) + ["--"] + answers, directory: project.root)
    }

    private func command(_ arguments: [String], _ more: [String: String]) -> [String] {
        Binary.command(arguments, project.variables.merging(variables) { $1 }.merging(more) { $1 })
    }

    /// What the registry was sent so far: bytes, manifests and tags; that an upload can be begun is tried at every push.
    var sent: [String] {
        get throws {
            try registry.accessLog.split(separator: "\n").map(String.init).filter { line in
                ["\"PUT ", "\"PATCH "].contains { line.contains($0) }
            }
        }
    }
}

import Foundation
import OCI
import TestSupport

/// A registry with base images that imgship built and skopeo pushed, and a project that stands on one of them.
final class BaseProject: Sendable {
    let registry: DockerRegistry
    let project: SampleProject

    /// What the registry must be able to do to be a test's.
    static let canRun = DockerRegistry.isInstalled && Ability.hasSkopeo

    /// The tag that the project stands on, `base:1`, holds an index for both platforms.
    init() throws {
        registry = try DockerRegistry()
        project = try SampleProject(Self.yaml(base: "\(registry.domain)/base:1"))
        try push("base:1", "one")
    }

    static func yaml(base: String) -> String {
        """
        version: 1
        project: sample
        platforms: [linux/amd64, linux/arm64]
        images:
          app:
            base: \(base)
            copy: [{from: app, to: /app}]
            config: {entrypoint: [/app/run]}

        """
    }

    /// The reference of an image in the registry.
    func reference(_ name: String) -> String { "\(registry.domain)/\(name)" }

    /// Builds an image with two layers that hold `text`, and lets skopeo push it for all platforms.
    /// - Parameter format: skopeo's: `v2s2` is Docker's, for linux/amd64 alone.
    func push(_ name: String, _ text: String, format: String = "oci") throws {
        let source = try SampleProject(
            """
            version: 1
            project: base
            platforms: [linux/amd64, linux/arm64]
            compression: gzip
            images:
              below: {base: scratch, copy: [{from: app, to: /below}], config: {env: {BELOW: "yes"}, user: "7:7"}}
              base: {base: below, copy: [{from: text, to: /text}]}

            """)
        try source.directory.write("text", text + "\n")
        try source.output(["build", "base"])
        let choice = format == "oci" ? ["--all", "--preserve-digests"] : ["--format", format]
        try Program.output(
            ["skopeo", "--override-arch", "amd64", "copy", "--quiet", "--dest-tls-verify=false"] + choice
                + ["oci:\(source.store.path):base", "docker://\(reference(name))"])
    }

    /// What the registry says of an image: its manifest for one platform.
    func manifest(_ name: String, _ architecture: String = "amd64") throws -> [String: Any] {
        let digest = try inspect(name, architecture, ["--format", "{{.Digest}}"])
        let repository = name.split(separator: ":")[0]
        let text = try inspect("\(repository)@\(try child(digest, name, architecture) ?? digest)", architecture, ["--raw"])
        return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    }

    /// The digests of an image's layers for one platform, as skopeo sees them.
    func layers(_ name: String, _ architecture: String = "amd64") throws -> [String] {
        (try manifest(name, architecture)["layers"] as? [[String: Any]] ?? []).compactMap { $0["digest"] as? String }
    }

    /// The digest that a tag stands for.
    func digest(_ name: String) throws -> String { try inspect(name, "amd64", ["--format", "{{.Digest}}"]) }

    /// The blobs that were asked for since the registry started, as the registry says.
    func fetched(_ digest: String) throws -> Bool {
        try registry.accessLog.split(separator: "\n").contains { $0.contains("GET ") && $0.contains("/blobs/\(digest)") }
    }

    private func child(_ digest: String, _ name: String, _ architecture: String) throws -> String? {
        let root = try JSONSerialization.jsonObject(with: Data(try inspect(name, architecture, ["--raw"]).utf8)) as? [String: Any]
        return (root?["manifests"] as? [[String: Any]])?.first {
            ($0["platform"] as? [String: Any])?["architecture"] as? String == architecture
        }?["digest"] as? String
    }

    private func inspect(_ name: String, _ architecture: String, _ options: [String]) throws -> String {
        let text = try Program.output(
            ["skopeo", "--override-arch", architecture, "inspect", "--tls-verify=false"] + options + ["docker://\(reference(name))"])
        return text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}

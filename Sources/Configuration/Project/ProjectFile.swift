import Bytes
import OCI

/// What `imgship.yaml` says, with one environment's changes laid over it.
package struct ProjectFile: Sendable, Equatable {
    /// The file as the user named it; paths in it are relative to its directory.
    package let file: String
    /// Always 1.
    package let version: Int
    package var project: String
    /// What is built unless an image says otherwise: sorted, never empty.
    package var platforms: [Platform]
    /// Where images are pushed: `HOST[:PORT]/PATH`, without scheme or tag.
    package var registry: String?
    package var compression: Compression
    /// By host, as it stands in references.
    package var registries: [String: RegistrySpec]
    /// By name; a name that is missing here is found in the machine's own configuration.
    package var sources: [String: SourceSpec]
    package var bases: [String: BaseSpec]
    package var images: [String: ImageSpec]
    package var services: [String: ServiceSpec]
    /// What the services stand on.
    package var infra: InfraSpec
    /// The names under `environments:`, sorted.
    package let environments: [String]
    /// The one whose changes are in the values.
    package let environment: String?
    /// Variables of services without a value: a release must refuse them.
    package let unsetVariables: [UnsetVariable]

    package static let keys = Keys(
        "this file", definition: "",
        [
            "version", "project", "platforms", "registry", "compression", "registries", "sources", "bases", "images", "services", "infra",
            "environments",
        ])

    /// Every table of keys there is: the JSON Schema is compared with them.
    package static let allKeys: [Keys] =
        [
            ProjectFile.keys, EnvironmentOverlay.keys, RegistrySpec.keys, RegistrySpec.ClientCertificate.keys, SourceSpec.keys,
            BaseSpec.keys, UserSpec.keys, ImageSpec.keys, PythonSpec.keys,
            CopySpec.keys, RunSpec.keys, HealthcheckSpec.keys,
        ] + ServiceSpec.allKeys + InfraSpec.allKeys

    /// Reads the root of the file, reporting every mistake; nil only if it is no map.
    init?(
        _ root: Node, environment: String?, environments: [String], variables: Variables, whenUnset: Variables.WhenUnset, _ reading: Reading
    ) {
        guard let fields = Fields(root.withoutExtensions, Self.keys, reading) else { return nil }
        let expand = { (node: Node) in variables.expand(node, whenUnset: whenUnset == .keep ? .keep : .report, reading) }
        file = reading.file
        self.environment = environment
        self.environments = environments
        version = fields.require("version", "write 'version: 1'", reading.version) ?? 1
        project = fields.require("project", "give the project a name", reading.name) ?? ""
        platforms = fields.read("platforms", reading.platforms) ?? [.linuxAMD64]
        registry = fields.read("registry") { reading.registry(expand($0)) }
        compression = fields.read("compression", reading.compression) ?? .defaultZstd
        registries = fields.read("registries") { reading.registries(expand($0)) } ?? [:]
        sources =
            fields.read("sources") { node in
                reading.named(expand(node), "a map of sources by name") { SourceSpec($0.value, reading) }
            } ?? [:]
        bases =
            fields.read("bases") { node in
                reading.named(node, "a map of bases by name") { BaseSpec($0.value, reading) }
            } ?? [:]
        let baseNames = fields["bases"]?.keyNames ?? []
        let imageNames = fields["images"]?.keyNames ?? []
        images =
            fields.read("images") { node in
                reading.named(node, "a map of images by name") { ImageSpec($0.value, bases: baseNames, images: imageNames, reading) }
            } ?? [:]
        services =
            fields.read("services") { node in
                let expanded = variables.expand(
                    node, whenUnset: whenUnset == .keep ? .keep : .collect, except: ServiceSpec.literalKeys, reading)
                return reading.named(expanded, "a map of services by name") { ServiceSpec($0.key, $0.value, images: imageNames, reading) }
            } ?? [:]
        infra = fields.read("infra") { InfraSpec(expand($0), reading) } ?? InfraSpec()
        unsetVariables = reading.unsetVariables
        check(fields, baseNames: baseNames, reading)
    }
}

extension Node {
    /// The keys of a map; empty for anything else.
    var keyNames: [String] {
        guard case .map(let entries) = content else { return [] }
        return entries.map(\.key)
    }

    /// The map without its `x-...` keys, which hold anchors and notes.
    fileprivate var withoutExtensions: Node {
        guard case .map(let entries) = content else { return self }
        return Node(content: .map(entries.filter { !$0.key.hasPrefix("x-") }), place: place)
    }
}

extension Reading {
    func name(_ node: Node) -> String? {
        guard let text = word(node, "a name") else { return nil }
        guard Names.isName(text) else {
            report(node, "'\(text.shortened)' is not a name: \(Names.rule)")
            return nil
        }
        return text
    }

    fileprivate func version(_ node: Node) -> Int? {
        if case .scalar(let text, _) = node.content, let number = Int(text), number > 1 {
            report(node, "this file has version \(number): update imgship, which reads version 1")
            return nil
        }
        guard case .scalar("1", isPlain: true) = node.content else {
            expected("version 1", node)
            return nil
        }
        return 1
    }

    fileprivate func registry(_ node: Node) -> String? {
        guard let text = word(node, "a registry such as ghcr.io/organisation/project") else { return nil }
        if let scheme = ["https://", "http://"].first(where: text.hasPrefix) {
            report(node, "write the registry without '\(scheme)'")
            return nil
        }
        let path = text.split(separator: "/", omittingEmptySubsequences: false)
        let isRight = text.contains("${") || BaseReference.isReference(text + "/x") && !path.contains("") && !text.contains("@")
        guard isRight, path.count == 1 || path.last?.contains(":") == false else {
            report(node, "'\(text.shortened)' is not a registry: write HOST[:PORT]/PATH, without a tag, as in ghcr.io/organisation/project")
            return nil
        }
        return text
    }
}

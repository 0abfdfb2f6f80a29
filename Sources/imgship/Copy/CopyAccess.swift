import Bytes
import FoundationEssentials
import Registry
import SystemPackage

/// Registries as the two sides of a copy may use them: one and the same, unless a side has credentials of its own, as for a copy between two
/// accounts of one registry.
struct CopyAccess: Sendable {
    let source: RegistryAccess
    let target: RegistryAccess

    /// One side, as it was typed.
    struct Side {
        let name: String
        /// `docker login`'s or podman's; nil when none is named.
        let file: String?
        /// What its variables begin with.
        let prefix: String
        /// The option that names the file.
        let option: String

        static func source(_ name: String, _ file: String?) -> Side {
            Side(name: name, file: file, prefix: "IMGSHIP_SOURCE_", option: "--source-authfile")
        }

        static func target(_ name: String, _ file: String?) -> Side {
            Side(name: name, file: file, prefix: "IMGSHIP_TARGET_", option: "--target-authfile")
        }
    }

    /// - Throws: ``UsageError`` for a file that is not there, or that is for no registry.
    init(_ context: Context, from source: Side, to target: Side, insecure: Bool) throws {
        let sides = [source, target]
        let names = [target.name, source.name]
        guard sides.contains(where: { $0.hasOwn(in: context) }) else {
            let shared = try context.registryAccess(for: names, insecure: insecure)
            (self.source, self.target) = (shared, shared)
            return
        }
        let made = try sides.map { side in
            try context.registryAccess(for: names, insecure: insecure) { try side.credentials(in: context, $0.runHelper) }
        }
        (self.source, self.target) = (made[0], made[1])
    }
}

extension CopyAccess.Side {
    /// Whether anything is given for this side alone.
    fileprivate func hasOwn(in context: Context) -> Bool {
        file != nil || ["USER", "PASSWORD", "TOKEN"].contains { context.variable(prefix + $0) != nil }
    }

    /// What is asked first, for the registry of this side and no other.
    fileprivate func credentials(in context: Context, _ runHelper: @escaping CredentialHelperRunner) throws -> [OrderedCredentials.Source] {
        guard let registry = context.registry(of: name) else {
            guard file == nil else { throw UsageError("\(option) is for registries, and '\(name)' is in none") }
            return []
        }
        let variables = OrderedCredentials.Source(
            "the variables \(prefix)*", EnvironmentCredentials(context.environment, prefix: prefix, for: registry))
        guard let file else { return [variables] }
        let path = context.absolute(file)
        guard FileManager.default.fileExists(atPath: path.string) else {
            throw UsageError("there is no file '\(file)', which \(option) names")
        }
        return [.init("'\(file)'", DockerCredentials(files: [path], runHelper: runHelper)), variables]
    }
}

import Configuration

/// A secret of Secrets Manager, and who reads it.
package struct NamedSecret: Sendable, Hashable {
    /// A name or an ARN, as the file has it.
    package let name: String
    /// Services of the file, in the order of their names.
    package var services: [String] = []
    /// Keys of its JSON that they read; empty where they read it as a whole.
    package var keys: Set<String> = []

    package init(_ name: String) { self.name = name }

    /// The secrets that a file names, by their names; those of `${...}` are not known before a release.
    package static func all(in project: ProjectFile) -> [NamedSecret] {
        var found: [String: NamedSecret] = [:]
        for (service, spec) in project.services.sorted(by: { $0.key < $1.key }) {
            guard case .containers(let containers) = spec.task else { continue }
            for reference in containers.values.flatMap(\.secrets.values) {
                guard case .secret(let name, let key, let stage, let version) = reference, !name.contains("${") else { continue }
                var secret = found[name] ?? NamedSecret(name)
                if !secret.services.contains(service) { secret.services.append(service) }
                // Another version is not what is set.
                if let key, version == nil, stage ?? "AWSCURRENT" == "AWSCURRENT" { secret.keys.insert(key) }
                found[name] = secret
            }
        }
        return found.values.sorted { $0.name < $1.name }
    }
}

import Configuration
import Diagnostics
import JSON

/// Turns services of the file, and what was looked up for them, into the definitions that AWS takes.
package struct ReleaseComposer {
    let project: ProjectFile
    let destination: Destination
    let facts: ReleaseFacts
    let provenance: Provenance
    let connect: ConnectGraph
    /// Gives the bytes of a file that the project names.
    let read: (String) throws -> [UInt8]

    /// - Parameter read: gives the bytes of a JSON definition, by its path as the file has it.
    package init(
        _ project: ProjectFile, to destination: Destination, facts: ReleaseFacts, provenance: Provenance = Provenance(),
        read: @escaping (String) throws -> [UInt8]
    ) {
        self.project = project
        self.destination = destination
        self.facts = facts
        self.provenance = provenance
        self.read = read
        connect = ConnectGraph(project.services)
    }

    /// The services, in the order given.
    ///
    /// What could not be looked up is a finding of the service; only a definition that cannot be read is thrown.
    /// - Throws: ``DefinitionError``, `JSONError`, or what `read` throws.
    package func compose(_ names: [String]) throws -> [ComposedService] {
        try names.map { name in
            guard let spec = project.services[name] else {
                throw DefinitionError(.unknownService(name, among: project.services.keys.sorted()), project.file)
            }
            var draft = ServiceDraft(name: name, spec: spec, composer: self)
            return try draft.compose()
        }
    }

    /// A service that is not in any file, with other images in its running task definition.
    /// - Parameter images: by container.
    /// - Throws: ``DefinitionError`` `.unknownContainer`.
    package static func compose(
        running: RunningService, cluster: String, images: [String: ResolvedImage]
    ) throws(DefinitionError) -> ComposedService {
        let name = running.service.name ?? "service"
        let task = try running.task.replacingImages(images.mapValues(\.reference.description))
        return ComposedService(name: name, cluster: cluster, serviceName: name, task: task, running: running, images: images)
    }

    /// The images that services name, each once: what is to be looked up before ``compose(_:)``.
    package static func images(of services: [ServiceSpec]) -> Set<ImageSelection> {
        Set(
            services.flatMap { service -> [ImageSelection] in
                switch service.task {
                case .containers(let containers): containers.values.compactMap(\.image)
                case .definition(_, let images): Array(images.values)
                }
            })
    }

    /// The names of secrets whose full ARN is to be looked up before ``compose(_:)``.
    package static func secrets(of services: [ServiceSpec]) -> Set<String> {
        Set(
            services.flatMap { service -> [String] in
                guard case .containers(let containers) = service.task else { return [] }
                return containers.values.flatMap(\.secrets.values).compactMap { reference in
                    if case .secret(let name, _, _, _) = reference, !SecretARN.isFull(name) { name } else { nil }
                }
            })
    }
}

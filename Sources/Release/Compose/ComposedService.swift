import Configuration
import Diagnostics
import OCI

/// All that a release of one service wants, before anything is compared with what runs.
package struct ComposedService: Sendable {
    /// As in the file; without a file, the service's own name.
    package let name: String
    /// A name or an ARN.
    package var cluster: String
    /// What the service is called in its cluster.
    package var serviceName: String
    package var task: TaskDefinition
    /// What is said of the service: for a new one all that it needs, else only what the file says. Nil: it stays as it is.
    package var service: ServiceDefinition?
    /// What runs now; nil for a service to be made.
    package var running: RunningService?
    /// What is known of the images, by container.
    package var images: [String: ResolvedImage] = [:]
    /// Services before it, as in the file.
    package var after: [String] = []
    package var scaling: ScalingSpec?
    /// Where its requests are counted, for scaling by them: `app/NAME/ID/targetgroup/NAME/ID`.
    package var requestLabel: String?
    /// When it was composed, for what comes but once. Seconds since 1970.
    package var now: Int?
    package var beforeRelease: ReleaseTaskSpec?
    /// Found on the way: what could not be looked up.
    package var findings: [ReleaseFinding] = []
    var places = Places()

    /// Where in the file things are written.
    struct Places: Sendable {
        var service: SourceLocation?
        var containers: [String: SourceLocation] = [:]
    }

    /// What the service will be: what is said of it over what it is.
    package var effective: ServiceDefinition {
        var fields = running?.isActive == true ? running?.service.fields ?? [:] : [:]
        for (key, value) in service?.fields ?? [:] where value != .null {
            fields[key] = ServiceDifference.merged(key, fields[key], value)
        }
        return ServiceDefinition(fields)
    }

    /// How many tasks are to run.
    package var desired: Int {
        if let running, running.isActive, running.isScaled || service?.desired == nil { return running.desired }
        return service?.desired ?? 1
    }

    /// Images that are not pinned to a digest yet, by container: those of AWS's own files.
    package var unpinnedImages: [String: ImageReference] {
        task.containers.reduce(into: [:]) { unpinned, container in
            guard let name = container.name, let image = container.image.flatMap({ try? ImageReference($0) }) else { return }
            if image.digest == nil { unpinned[name] = image }
        }
    }

    /// The same with images as they were found in their registries, by container.
    /// - Throws: ``DefinitionError`` `.unknownContainer`.
    package func pinned(_ found: [String: ResolvedImage]) throws(DefinitionError) -> ComposedService {
        var copy = self
        copy.task = try task.replacingImages(found.mapValues(\.reference.description))
        copy.images.merge(found) { _, new in new }
        return copy
    }
}

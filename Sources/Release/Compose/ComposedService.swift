import Configuration
import Diagnostics

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
        for (key, value) in service?.fields ?? [:] where value != .null { fields[key] = value }
        return ServiceDefinition(fields)
    }

    /// How many tasks are to run.
    package var desired: Int {
        if let running, running.isActive, running.isScaled || service?.desired == nil { return running.desired }
        return service?.desired ?? 1
    }
}

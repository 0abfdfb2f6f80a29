import AWS
import JSON

/// A new service whose first release failed: it was left without tasks, and the next release starts them again.
enum RestartedService {
    /// Holds the number of tasks that were wanted.
    static let tag = "imgship:wanted-tasks"

    /// With its number of tasks, if it is such a service and the file does not give one.
    static func resumed(_ composed: ComposedService) -> ComposedService {
        guard let running = composed.running, !running.isScaled, running.desired == 0,
            let count = running.service.tags[tag].flatMap({ Int($0) }), composed.service?.desired == nil
        else { return composed }
        var copy = composed
        copy.service = copy.service ?? ServiceDefinition([:])
        copy.service?.fields["desiredCount"] = JSONValue(count)
        return copy
    }
}

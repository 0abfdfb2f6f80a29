import Diagnostics
import JSON

/// A JSON file of AWS's own, as its command line takes or prints it.
package enum DefinitionFile {
    /// Reads a task definition: the input of `RegisterTaskDefinition`, or what `describe-task-definition` printed.
    /// - Parameters:
    ///   - path: what to call the file.
    ///   - read: gives the bytes of the file.
    /// - Throws: ``DefinitionError``, or `JSONError` for what is no JSON.
    package static func task(_ path: String, _ read: (String) throws -> [UInt8]) throws -> TaskDefinition {
        var fields = try object(path, read)
        let tags = fields["tags"]
        if let inner = fields["taskDefinition"]?.object {
            fields = inner
            // They are printed beside it, and registered within it.
            if fields["tags"] == nil, let tags { fields["tags"] = tags }
        }
        guard fields["containerDefinitions"]?.array != nil else {
            throw DefinitionError(.notAnObject, path, reason: "it has no list 'containerDefinitions'")
        }
        return TaskDefinition(described: fields)
    }

    /// Reads a service definition: the input of `CreateService`, or one of what `describe-services` printed.
    /// - Throws: ``DefinitionError``, or `JSONError` for what is no JSON.
    package static func service(_ path: String, _ read: (String) throws -> [UInt8]) throws -> ServiceDefinition {
        var fields = try object(path, read)
        if let services = fields["services"]?.array {
            guard services.count == 1, let only = services[0].object else {
                throw DefinitionError(.notAnObject, path, reason: "it holds \(services.count) services, not one")
            }
            let running = RunningService(description: only, task: [:])
            fields = running.service.fields
            for key in describedOnly { fields[key] = nil }
            fields["cluster"] = only["clusterArn"]
        }
        return ServiceDefinition(fields)
    }

    /// What only `DescribeServices` answers.
    /// - Source: ECS's API model, `Service` without the members of `CreateServiceRequest`.
    static let describedOnly = [
        "clusterArn", "createdAt", "createdBy", "currentServiceDeployment", "currentServiceRevisions", "deployments", "events",
        "pendingCount", "platformFamily", "resourceManagementType", "roleArn", "runningCount", "serviceArn", "status", "taskSets",
    ]

    private static func object(_ path: String, _ read: (String) throws -> [UInt8]) throws -> JSONObject {
        guard let object = try JSONValue(parsing: read(path), name: "the definition '\(path)'").object else {
            throw DefinitionError(.notAnObject, path, reason: "it is not an object")
        }
        return object
    }
}

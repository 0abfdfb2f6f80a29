import AWS
import Configuration
import JSON
import Release

/// A log group for each service that names none itself.
struct LogResources {
    let plan: StackPlan

    func add(to template: inout StackTemplate) throws(InfrastructureError) {
        for (name, service) in plan.services where Self.hasOwnGroup(service) {
            let days = service.containers.compactMap { $0.spec.logs?.retention }.max() ?? MissingLogGroup.standardRetention
            try template.add(
                plan.id(name, "LogGroup"),
                StackResource(
                    "AWS::Logs::LogGroup",
                    JSONValue.fields([
                        "LogGroupName": .string(plan.destination.logGroup(of: name)), "RetentionInDays": JSONValue(days),
                        "KmsKeyId": plan.infra.encryptionKeys.logs.map { .string($0) },
                    ])
                ).ending(.delete))
        }
    }

    static func hasOwnGroup(_ service: ServiceSpec) -> Bool {
        service.containers.contains { $0.spec.logs == nil || $0.spec.logs?.driver == .awslogs && $0.spec.logs?.group == nil }
    }

    /// Groups that the file names: they are there already, or made by a release.
    static func namedGroups(_ service: ServiceSpec) -> [String] {
        Set(service.containers.compactMap { $0.spec.logs?.driver == .awslogs ? $0.spec.logs?.group : nil }).sorted()
    }
}

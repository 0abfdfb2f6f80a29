import JSON

/// What a task definition must have at all, and how large it may be.
enum ShapeRules {
    static let containerLimit = 10
    /// In bytes, of the JSON.
    static let sizeLimit = 65_536

    static let all: [ReleaseRule] = [
        .service("containers") { service, subject in
            let containers = service.task.containers
            let given = service.task.fields["containerDefinitions"]?.array?.count ?? 0
            if given == 0 { return [subject.error("its task definition has no containers")] }
            if given != containers.count { return [subject.error("one of its 'containerDefinitions' is not an object")] }
            if containers.count > containerLimit {
                return [subject.error("its task has \(containers.count) containers, at most \(containerLimit) are possible")]
            }
            return containers.contains(where: \.isEssential) ? [] : [subject.error("at least one of its containers must be essential")]
        },
        .service("task-definition-size") { service, subject in
            let size = JSONValue.object(service.task.fields).bytes().count
            guard size > sizeLimit else { return [] }
            return [
                subject.error(
                    "its task definition has \(size) bytes, at most \(sizeLimit) are possible",
                    remedy: "move long values to the parameter store or into the image")
            ]
        },
    ]
}

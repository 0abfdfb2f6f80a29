import JSON

/// What a task is started with.
struct TaskStart {
    let definition: DefinitionState
    let script: TaskScript
    let clusterARN: String
    /// All of its ARN but its name.
    let arnPrefix: String
    let group: String
    var deployment: DeploymentState?
    var startedBy: String?
    var request: JSONObject = [:]
}

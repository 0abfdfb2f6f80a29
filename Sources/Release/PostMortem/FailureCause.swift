/// Why a deployment failed, as far as ECS's words tell.
package enum FailureCause: String, Sendable, CaseIterable {
    case imagePull = "image-pull"
    case secret
    /// A role may not do what starting the task needs.
    case permission
    /// The task reaches neither the registry nor AWS.
    case noRoute = "no-route"
    case outOfMemory = "out-of-memory"
    case exitCode = "exit-code"
    case containerHealth = "container-health"
    case targetHealth = "target-health"
    case architecture
    /// The log group is missing, or cannot be written to.
    case logs
    case noCapacity = "no-capacity"
    case circuitBreaker = "circuit-breaker"
    case alarm
    /// A function said no, or nobody continued a pause.
    case hook
    case timeout
    case superseded
    case unknown

    /// What happened, after the service's name.
    package var headline: String {
        switch self {
        case .imagePull: "its image cannot be pulled"
        case .secret: "a secret cannot be read"
        case .permission: "a role lacks a permission"
        case .noRoute: "its tasks reach neither the registry nor AWS"
        case .outOfMemory: "its container needs more memory than it has"
        case .exitCode: "its container does not stay up"
        case .containerHealth: "its container's health check fails"
        case .targetHealth: "the load balancer's health check fails"
        case .architecture: "its image is made for another processor"
        case .logs: "its container's log cannot be written"
        case .noCapacity: "there is no room for its tasks"
        case .circuitBreaker: "too many of its tasks failed, and ECS gave up"
        case .alarm: "an alarm went off"
        case .hook: "a hook of its deployment stopped it"
        case .timeout: "it was not ready in time"
        case .superseded: "another deployment took its place"
        case .unknown: "its deployment failed"
        }
    }
}

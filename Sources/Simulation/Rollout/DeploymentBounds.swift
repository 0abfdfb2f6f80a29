import JSON

/// How many tasks there may and must be during a deployment, and how many may fail.
/// - Source: the ECS API's `DeploymentConfiguration` and `DeploymentCircuitBreaker`.
struct DeploymentBounds: Hashable {
    /// Healthy tasks that must stay: rounded up.
    let minimum: Int
    /// Tasks that may be there: rounded down.
    let maximum: Int
    /// Failures in a row that end the deployment.
    let threshold: Int
    let hasBreaker: Bool
    let rollsBack: Bool

    init(desired: Int, _ settings: JSONValue?) {
        minimum = (desired * (settings?["minimumHealthyPercent"]?.integer ?? 100) + 99) / 100
        maximum = desired * (settings?["maximumPercent"]?.integer ?? 200) / 100
        let breaker = settings?["deploymentCircuitBreaker"]
        hasBreaker = breaker?["enable"]?.bool ?? false
        rollsBack = breaker?["rollback"]?.bool ?? false
        let wanted = breaker?["thresholdConfiguration"]
        let value = wanted?["value"]?.integer ?? 50
        let share = (desired * value + 99) / 100
        threshold =
            switch wanted?["type"]?.string {
            case "COUNT": max(value, 1)
            case "UNBOUNDED_PERCENT": max(share, 1)
            default: min(max(share, 3), 200)
            }
    }
}

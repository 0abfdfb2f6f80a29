/// Where in a deployment something can happen.
package enum DeploymentMoment: String, Sendable, CaseIterable {
    case beforeStart = "before-start"
    case afterStart = "after-start"
    /// While requests to the test listener move.
    case testTraffic = "test-traffic"
    case afterTestTraffic = "after-test-traffic"
    /// Of linear and canary deployments: before each step.
    case beforeTraffic = "before-traffic"
    case traffic
    case afterTraffic = "after-traffic"

    /// While traffic moves there is no stopping.
    /// - Source: ECS, `DeploymentLifecycleHook.lifecycleStages`: no pause at `TEST_TRAFFIC_SHIFT`, `PRODUCTION_TRAFFIC_SHIFT`.
    static let pauses: [DeploymentMoment] = [.beforeStart, .afterStart, .afterTestTraffic, .beforeTraffic, .afterTraffic]
}

extension Reading {
    /// One of the moments at which there can be a pause.
    func pauseMoment(_ node: Node) -> DeploymentMoment? {
        let names = DeploymentMoment.pauses.map(\.rawValue)
        guard case .scalar(let text, _) = node.content, names.contains(text) else {
            expected("one of \(names.joined(separator: ", "))", node)
            return nil
        }
        return DeploymentMoment(rawValue: text)
    }
}

import AWS

/// How far the deployment is that brings what a service wants at the moment.
package enum RunningRollout: Sendable, Hashable {
    /// It is over: what is wanted runs.
    case settled
    case underWay
    /// ECS is going back to what is wanted now.
    case goingBack
    /// It has ended without a success, and is wanted all the same; in ECS's words where it has some.
    case failed(String?)

    /// - Parameters:
    ///   - service: as `DescribeServices` has it.
    ///   - deployment: its current service deployment; nil when that is not known.
    init(_ service: ECSService, _ deployment: ServiceDeployment?) {
        switch deployment?.status {
        case .pending, .inProgress: self = .underWay
        case .rollbackRequested, .rollbackInProgress: self = .goingBack
        case .successful, .rollbackSuccessful: self = .settled
        case .stopRequested, .stopped, .rollbackFailed: self = .failed(deployment?.statusReason)
        case nil:
            switch service.primary?.rolloutState {
            case "IN_PROGRESS": self = .underWay
            case "FAILED": self = .failed(service.primary?.rolloutStateReason)
            default: self = .settled
            }
        }
    }
}

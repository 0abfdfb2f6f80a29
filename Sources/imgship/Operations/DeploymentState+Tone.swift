import Release
import Terminal

extension DeploymentState {
    var tone: Tone {
        switch standing {
        case .wellOver: .good
        case .underWay: .doubtful
        case .badlyOver: .bad
        }
    }
}

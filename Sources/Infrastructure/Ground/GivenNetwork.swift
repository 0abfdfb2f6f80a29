import AWS
import Configuration

/// What is said of the network before AWS is asked.
struct GivenNetwork: Equatable {
    /// Nil for the account's default VPC.
    let vpc: String?
    /// None when they are to be found.
    let subnets: [String]
    /// Of tasks, where they are others.
    let taskSubnets: [String]

    /// By the file, else by the stack as it is: tasks do not move because a subnet was added to the default VPC.
    init(_ choice: InfraSpec.VPC, stack: Stack?) {
        if case .existing(let spec?) = choice {
            taskSubnets = spec.taskSubnets
            let isSame = stack?.parameters["VpcId"] == spec.id
            (vpc, subnets) = (spec.id, spec.subnets.isEmpty && isSame ? Self.subnets(of: stack) : spec.subnets)
        } else {
            taskSubnets = []
            (vpc, subnets) = (stack?.parameters["VpcId"], Self.subnets(of: stack))
        }
    }

    private static func subnets(of stack: Stack?) -> [String] {
        (stack?.parameters["SubnetIds"] ?? "").split { $0 == "," || $0 == " " }.map(String.init)
    }
}

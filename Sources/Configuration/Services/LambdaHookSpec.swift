/// A function of Lambda that is asked whether a deployment may go on.
package struct LambdaHookSpec: Sendable, Equatable {
    package var at: [DeploymentMoment]
    /// ARN of the function.
    package var function: String
    /// Name or ARN of the role with which ECS calls it.
    package var role: String

    static let keys = Keys("a hook", definition: "lambdaHook", ["at", "lambda", "role"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        let moments = DeploymentMoment.allCases.map(\.rawValue).joined(separator: ", ")
        let at = fields.require("at", "one or more of \(moments)") {
            reading.oneOrMore($0, "a list of moments") { reading.choice($0, DeploymentMoment.self) }
        }
        let function = fields.require("lambda", "the function's ARN", reading.arn)
        let role = fields.require("role", "the role with which ECS calls it") { reading.word($0, "a role's name or ARN") }
        guard let at, let function, let role else { return nil }
        (self.at, self.function, self.role) = (at, function, role)
    }
}

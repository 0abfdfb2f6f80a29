import JSON

/// CloudFormation: an account without stacks.
extension World {
    func stacks(_ action: String, _ input: FormInput) throws(SimulatedFault) -> JSONObject {
        guard action == "DescribeStacks" else { throw .unknown(action) }
        throw SimulatedFault(code: "ValidationError", message: "Stack with id \(input["StackName"] ?? "") does not exist")
    }
}

import JSON

/// CloudFormation: stacks that have been made, and their outputs.
extension World {
    func stacks(_ action: String, _ input: FormInput) throws(SimulatedFault) -> JSONObject {
        guard action == "DescribeStacks" else { throw .unknown(action) }
        let asked = input["StackName"]
        let found = account.stacks.filter { asked == nil || $0.key == asked }.sorted { $0.key < $1.key }
        if let asked, found.isEmpty {
            throw SimulatedFault(code: "ValidationError", message: "Stack with id \(asked) does not exist")
        }
        return ["Stacks": .array(found.map { describeStack($0.key, $0.value) })]
    }

    private func describeStack(_ name: String, _ outputs: [String: String]) -> JSONValue {
        [
            "StackId": .string(account.arn("cloudformation", "stack/\(name)/0a1b2c3d-0000-4000-8000-000000000001")),
            "StackName": .string(name), "StackStatus": "CREATE_COMPLETE", "CreationTime": "2026-01-01T00:00:00Z",
            "Outputs": .array(
                outputs.sorted { $0.key < $1.key }.map { ["OutputKey": .string($0.key), "OutputValue": .string($0.value)] }),
        ]
    }
}

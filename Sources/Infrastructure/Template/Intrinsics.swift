import JSON

/// What CloudFormation puts in when it makes the stack.
extension JSONValue {
    static let region = reference("AWS::Region")
    static let account = reference("AWS::AccountId")

    static func reference(_ id: String) -> JSONValue { ["Ref": .string(id)] }
    static func attribute(_ id: String, _ name: String) -> JSONValue { ["Fn::GetAtt": [.string(id), .string(name)]] }
    /// A text in which `${...}` stands for parameters, resources and the like.
    static func substituted(_ text: String) -> JSONValue { ["Fn::Sub": .string(text)] }
    static func joined(_ values: JSONValue) -> JSONValue { ["Fn::Join": [",", values]] }

    /// The ARN of something in the account and region of the stack.
    static func arn(_ service: String, _ resource: String) -> JSONValue {
        substituted("arn:${AWS::Partition}:\(service):${AWS::Region}:${AWS::AccountId}:\(resource)")
    }
}

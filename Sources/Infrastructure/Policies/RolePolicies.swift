import AWS
import JSON

/// How much the policies of a stack's roles say, as IAM will count it.
struct RolePolicies {
    let template: StackTemplate
    /// What the stack is called: its roles are named after it.
    let stack: String

    /// Looks at every role, before IAM does half-way through the making of the stack.
    /// - Parameter region: where the stack is to be.
    /// - Throws: ``PolicyError`` `.tooLong`, `.tooMany`.
    func check(in region: Region) throws(PolicyError) {
        for (id, resource) in template.resources.sorted(by: { $0.key < $1.key }) where resource["Type"] == "AWS::IAM::Role" {
            let inline = resource["Properties"]?["Policies"]?.array ?? []
            let size = inline.reduce(0) { $0 + filledIn($1["PolicyDocument"] ?? .null, region).text().count }
            if size > PolicyError.sizeLimit {
                let isOurs = inline.allSatisfy { $0["PolicyName"]?.string?.hasSuffix(".json") != true }
                throw PolicyError(.tooLong(size, role: id, isOurs: isOurs), nil)
            }
            let managed = resource["Properties"]?["ManagedPolicyArns"]?.array?.count ?? 0
            if managed > PolicyError.managedLimit { throw PolicyError(.tooMany(managed, role: id), nil) }
        }
    }

    /// A document with what CloudFormation will put in, or something as long.
    private func filledIn(_ value: JSONValue, _ region: Region) -> JSONValue {
        if let items = value.array { return .array(items.map { filledIn($0, region) }) }
        guard let fields = value.object else { return value }
        let pseudo = [
            "AWS::Partition": region.partition.name, "AWS::Region": region.name, "AWS::AccountId": Self.account,
            "AWS::URLSuffix": region.partition.domain,
        ]
        if let name = fields["Ref"]?.string { return .string(pseudo[name] ?? name) }
        if let text = fields["Fn::Sub"]?.string { return .string(pseudo.reduce(text) { $0.replacing("${\($1.key)}", with: $1.value) }) }
        if let id = fields["Fn::GetAtt"]?.array?.first?.string { return .string(arn(of: id, region)) }
        return .object(fields.mapValues { filledIn($0, region) })
    }

    private func arn(of id: String, _ region: Region) -> String {
        let head = "arn:\(region.partition.name)"
        if let group = template.resources[id]?["Properties"]?["LogGroupName"]?.string {
            return "\(head):logs:\(region.name):\(Self.account):log-group:\(group):*"
        }
        // A role: CloudFormation adds up to 13 characters of its own, and IAM takes 64.
        return "\(head):iam::\(Self.account):role/" + "\(stack)-\(id)-1A2B3C4D5E6F7".prefix(64)
    }

    private static let account = "123456789012"
}

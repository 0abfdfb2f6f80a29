import Foundation
import TestSupport
import Testing

/// Judged by boto3, which asks the same world as imgship: moto with its gaps filled, and docker-registry.
@Suite(
    .serialized,
    .enabled(if: PythonTools.moto != nil && DockerRegistry.isInstalled, "moto[server] and docker-registry are needed: Scripts/setup test"))
struct `From an empty account` {
    private let account: EmptyAccount

    init() throws { account = try EmptyAccount() }

    @Test func `the chat application comes up, and the second time nothing changes`() throws {
        try makeStack()
        #expect(try account.run(["secret", "set", "llm-chat/openai"], input: "sk-test").status == 0)
        let shipped = try account.run(["ship", "--tag", "1"])
        print(shipped.standardError, shipped.text)
        #expect(shipped.status == 0, "\(shipped.standardError)")
        let status = try account.run(["status"])
        print(status.text, status.standardError)
        print(try account.world.calls.joined(separator: " "))
        let before = try account.world.changes
        let again = try account.run(["ship", "--tag", "1"])
        print(again.standardError, again.text)
        #expect(try account.world.changes.dropFirst(before.count) == [])
    }

    private func makeStack() throws {
        let template = try account.run(["infra", "template"]).text
        try account.project.directory.write("template", template)
        let script = """
            vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
            subnets = ",".join(s["SubnetId"] for s in ec2.describe_subnets()["Subnets"][:2])
            cloudformation.create_stack(StackName="llm-chat", TemplateBody=open("\(account.project.root)/template").read(),
                Capabilities=["CAPABILITY_IAM"], Tags=[{"Key": "imgship:project", "Value": "llm-chat"}], Parameters=[
                {"ParameterKey": "VpcId", "ParameterValue": vpc}, {"ParameterKey": "SubnetIds", "ParameterValue": subnets}])
            cloudformation.get_waiter("stack_create_complete").wait(StackName="llm-chat", WaiterConfig={"Delay": 1})
            """
        _ = try account.world.boto3(script, clients: ["ec2", "cloudformation"])
    }
}

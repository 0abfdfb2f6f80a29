import Foundation
import TestSupport
import Testing

/// moto plays AWS over real HTTP. It knows no drift: CloudFormation's own shapes are given by a server of ours.
@Suite(.serialized, .enabled(if: PythonTools.moto != nil, "no Python with moto[server]: run Scripts/setup test"))
struct `What exists beside a stack` {
    private let project: SampleProject

    init() throws {
        project = try SampleProject()
        try project.directory.write(
            "imgship.yaml", SampleProject.files + "services: {web: {image: files, cpu: 256, memory: 512, port: 80}}\n")
    }

    private func variables(_ address: String) -> [String: String] {
        [
            "AWS_ENDPOINT_URL": address, "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "s3cret-key",
            "AWS_REGION": "us-east-1", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1",
        ]
    }

    private func python(_ script: String, _ variables: [String: String]) throws {
        _ = try Program.output([PythonTools.moto ?? "", "-c", "import boto3\n" + script], environment: variables)
    }

    @Test func `is found, and imported with the files that are written`() throws {
        let moto = try MotoServer()
        let variables = variables(moto.address)
        let nothing = try project.run(["infra", "import"], variables)
        #expect(nothing.status == 0 && nothing.text.isEmpty)
        #expect(nothing.standardError.contains("`imgship infra apply` makes all of it"))
        try python(
            """
            boto3.client('logs').create_log_group(logGroupName='/imgship/sample/web')
            boto3.client('ecs').create_cluster(clusterName='sample', tags=[{'key': 'imgship:project', 'value': 'other'}])
            """, variables)
        let output = try project.run(["infra", "import", "--output", "adopt"], variables)
        #expect(output.status == 0)
        #expect(output.standardError.contains("the cluster 'sample' exists already, outside of the stack, and cannot be imported"))
        #expect(output.text.contains("--resources-to-import file://adopt/resources-to-import.json"))
        #expect(output.text.hasSuffix("\nimgship infra apply\n"))
        let file = project.directory.path.appending("adopt/resources-to-import.json")
        let resources = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: file.string))) as? [[String: Any]]
        #expect(resources?.map { $0["LogicalResourceId"] as? String } == ["WebLogGroup"])
        let document = try project.run(["infra", "import", "--json"], variables)
        let json = try #require(try JSONSerialization.jsonObject(with: Data(document.text.utf8)) as? [String: Any])
        #expect(json.keys.sorted() == ["commands", "left", "resources", "schema", "stack", "template", "warnings"])
    }

    /// moto's default VPC has no internet gateway until somebody makes one.
    @Test func `stands in the way of a plan, or does not`() throws {
        let moto = try MotoServer()
        let variables = variables(moto.address)
        let closed = try project.run(["infra", "plan"], variables)
        #expect(closed.status == 5)
        #expect(closed.standardError.contains("have no route to the internet\n"))
        #expect(closed.standardError.contains(", the main one of the VPC, has no route for 0.0.0.0/0\n"))
        try python(
            """
            ec2 = boto3.client('ec2')
            vpc = ec2.describe_vpcs()['Vpcs'][0]['VpcId']
            gateway = ec2.create_internet_gateway()['InternetGateway']['InternetGatewayId']
            ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
            table = ec2.describe_route_tables(Filters=[{'Name': 'vpc-id', 'Values': [vpc]}])['RouteTables'][0]['RouteTableId']
            ec2.create_route(RouteTableId=table, DestinationCidrBlock='0.0.0.0/0', GatewayId=gateway)
            boto3.client('logs').create_log_group(logGroupName='/imgship/sample/web')
            """, variables)
        let taken = try project.run(["infra", "plan"], variables)
        #expect(taken.status == 5)
        #expect(taken.standardError.hasPrefix("error: the stack 'sample' is refused for a reason; nothing was changed\n"))
        #expect(taken.standardError.contains("the log group '/imgship/sample/web' exists already, outside of the stack\n"))
    }

    @Test func `is used as it is by lines of the file`() throws {
        let moto = try MotoServer()
        let variables = variables(moto.address)
        let script = PythonTools.fixtures.appendingPathComponent("moto_service.py").path
        _ = try Program.output([PythonTools.moto ?? "", script], environment: variables)
        let output = try project.run(["infra", "import", "--cluster", "demo", "--service", "web"], variables)
        #expect(output.status == 0 && output.text.contains("    cluster: demo\n"))
        try project.directory.write("imgship.yaml", "version: 1\nproject: sample\n" + output.text)
        #expect(try project.run(["infra", "template"], variables).status == 0)
        let missing = try project.run(["infra", "import", "--cluster", "demo", "--service", "wbe"], variables)
        #expect(missing.status == 2)
        #expect(missing.standardError.hasPrefix("error: there is no service 'wbe' in cluster 'demo'\n"))
    }

    @Test func `is told as drift, with an exit code of its own`() throws {
        let stack = "<StackName>sample</StackName><StackId>arn:s</StackId><StackStatus>CREATE_COMPLETE</StackStatus>"
        let tags = "<Tags><member><Key>imgship:project</Key><Value>sample</Value></member></Tags>"
        let difference = """
            <member><PropertyPath>/RetentionInDays</PropertyPath><DifferenceType>NOT_EQUAL</DifferenceType>
            <ExpectedValue>30</ExpectedValue><ActualValue>7</ActualValue></member>
            """
        let drift = """
            <member><LogicalResourceId>WebLogGroup</LogicalResourceId><ResourceType>AWS::Logs::LogGroup</ResourceType>
            <StackResourceDriftStatus>MODIFIED</StackResourceDriftStatus><PropertyDifferences>\(difference)</PropertyDifferences></member>
            """
        let bodies = [
            "<A><DescribeStacksResult><Stacks><member>\(stack)\(tags)</member></Stacks></DescribeStacksResult></A>",
            "<A><DetectStackDriftResult><StackDriftDetectionId>d-1</StackDriftDetectionId></DetectStackDriftResult></A>",
            "<A><DescribeStackDriftDetectionStatusResult><DetectionStatus>DETECTION_COMPLETE</DetectionStatus></DescribeStackDriftDetectionStatusResult></A>",
            "<A><DescribeStackResourceDriftsResult><StackResourceDrifts>\(drift)</StackResourceDrifts></DescribeStackResourceDriftsResult></A>",
        ]
        func run(_ bodies: [String], _ more: [String] = []) throws -> Program.Output {
            let answers = String(decoding: try JSONEncoder().encode(["POST /": bodies.map { ["body": $0] }]), as: UTF8.self)
            let server = try FixtureServer("python3", "canned_server.py", [answers])
            return try withExtendedLifetime(server) { try project.run(["infra", "drift"] + more, variables(server.address)) }
        }
        let output = try run(bodies)
        #expect(output.status == 5)
        #expect(output.text == "RESOURCE     PROPERTY          TEMPLATE  NOW\nWebLogGroup  /RetentionInDays  30        7\n")
        #expect(try run(bodies, ["--json"]).text.contains(#""state":"drifted""#))
        let same = try run(bodies.dropLast() + ["<A/>"])
        #expect(same.status == 0 && same.text == "sample is as its template says\n")
    }
}

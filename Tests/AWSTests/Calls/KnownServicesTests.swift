import AWS
import Foundation
import TestSupport
import Testing

/// botocore's models and endpoint rules know all of it.
@Suite(.enabled(if: PythonTools.botocore != nil, "no Python with botocore: run Scripts/setup test"))
struct `The services that are called` {
    private struct Row: Decodable {
        var service: String
        var region: String
        var hosts: [String]
        var signing: String
        var signingName: String
        var version: String
        var target: String?
        var json: String?
        var variable: String
    }

    private static let services: [AWSService] = [
        .acm, .applicationAutoScaling, .cloudFormation, .cloudWatch, .cloudWatchLogs, .ec2, .ecr, .ecs, .elbv2, .iam, .secretsManager,
        .serviceDiscovery, .serviceQuotas, .ssm, .sts, .sso, .ssoOIDC, .signIn,
    ]

    private func rows() throws -> [(Row, AWSService)] {
        let script = PythonTools.fixtures.appendingPathComponent("botocore_endpoints.py").path
        let output = try Program.output([PythonTools.botocore ?? "", script])
        let rows = try JSONDecoder().decode([Row].self, from: Data(output.utf8))
        #expect(rows.count == 18 * 10)
        return try rows.map { row in (row, try #require(Self.services.first { $0.policyName == row.service })) }
    }

    @Test func `are asked where botocore asks them, and signed for the same region`() throws {
        for (row, service) in try rows() {
            let region = try Region(row.region)
            for (index, host) in row.hosts.enumerated() {
                // FIPS hosts in China, which has none: the rules give this service a dual-stack name that they do not give it otherwise.
                if service == .secretsManager, row.region == "cn-north-1", index == 3 { continue }
                let endpoints = Endpoints(usesFIPS: index > 1, usesDualStack: index % 2 == 1)
                #expect(try endpoints.address(of: service, in: region).text == "https://\(host)/")
                #expect(endpoints.signingRegion(of: service, in: region) == row.signing)
            }
        }
    }

    @Test func `are named as botocore names them`() throws {
        for (row, service) in try rows() {
            #expect(service.signingName == row.signingName)
            #expect(service.variable == row.variable)
            switch service.wire {
            case .json(let target, let version): #expect([target, version] == [row.target, row.json])
            case .query(let version): #expect(version == row.version)
            case .rest: #expect([AWSService.sso, .ssoOIDC, .signIn].contains(service))
            }
        }
    }
}

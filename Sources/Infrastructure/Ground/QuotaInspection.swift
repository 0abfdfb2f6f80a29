import AWS
import Release

/// Looks whether the account may have as much as the stack would add.
struct QuotaInspection {
    private let client: AWSClient

    init(_ client: AWSClient) { self.client = client }

    /// Something of which an account may have so many in a region.
    private struct Limit {
        let type: String
        let word: String
        let service: String
        let code: String
    }

    /// - Source: Service Quotas of Amazon VPC, EC2 and Elastic Load Balancing.
    private static let limits = [
        Limit(type: "AWS::EC2::VPC", word: "VPCs", service: "vpc", code: "L-F678F1CE"),
        Limit(type: "AWS::EC2::EIP", word: "Elastic IP addresses", service: "ec2", code: "L-0263D0A3"),
        Limit(
            type: "AWS::ElasticLoadBalancingV2::LoadBalancer", word: "Application Load Balancers", service: "elasticloadbalancing",
            code: "L-53DA6B97"),
    ]

    func findings(_ template: StackTemplate, _ own: OwnResources) async throws -> [ReleaseFinding] {
        var findings: [ReleaseFinding] = []
        for limit in Self.limits {
            let wanted = template.count(of: limit.type) - own.count(of: limit.type)
            guard wanted > 0 else { continue }
            findings += try await StackGround.warnIfDenied("the quota of \(limit.word) is not checked") {
                guard let quota = try await ServiceQuotasClient(client).quota(limit.code, of: limit.service)?.value else { return [] }
                let used = try await count(of: limit.type)
                return Self.judge(limit.word, limit.service, limit.code, used: used, wanted: wanted, quota: Int(quota), client.region)
            }
        }
        return findings
    }

    private func count(of type: String) async throws -> Int {
        switch type {
        case "AWS::EC2::VPC": try await EC2Client(client).describeVPCs().count
        case "AWS::EC2::EIP": try await EC2Client(client).describeAddresses().count
        default: try await LoadBalancingClient(client).describeLoadBalancers().count { $0.type == "application" }
        }
    }

    private static func judge(
        _ word: String, _ service: String, _ code: String, used: Int, wanted: Int, quota: Int, _ region: Region
    ) -> [ReleaseFinding] {
        guard used + wanted > quota else { return [] }
        let command = "aws service-quotas request-service-quota-increase --service-code \(service) --quota-code \(code) --desired-value"
        return [
            ReleaseFinding(
                .error, "quota", "the stack needs \(wanted) more of the \(word) in \(region), and \(used) of \(quota) are in use",
                remedy: "delete one that is not needed, or ask for more: `\(command) \(used + wanted)`")
        ]
    }
}

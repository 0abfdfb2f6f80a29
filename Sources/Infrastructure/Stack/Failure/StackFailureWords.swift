import AWS

/// Reads the words with which CloudFormation passes on what a service said.
///
///     Resource handler returned message: "Repository with name 'chat/app' already exists" (RequestToken: ..., HandlerErrorCode: AlreadyExists)
///
/// - Source: CloudFormation Command Line Interface User Guide, "Handler error codes"; error lists of the services' API references.
struct StackFailureWords {
    let cause: StackFailureCause
    let hint: String?

    /// - Parameter type: of the resource.
    init(_ words: String, type: String) {
        if words.contains("is not authorized to perform") || words.contains("HandlerErrorCode: AccessDenied")
            || words.contains("UnauthorizedOperation")
        {
            cause = .denied
            hint = Self.denial(words)
            return
        }
        let plain = words.lowercased()
        let row = Self.rows.first { row in
            (row.type.isEmpty || type.hasPrefix(row.type)) && row.words.contains { plain.contains($0) }
        }
        cause = row?.cause ?? .other
        hint = row?.hint
    }

    private static func denial(_ words: String) -> String {
        let doctor = "`imgship doctor --iam` prints what imgship itself needs"
        guard words.contains("is not authorized to perform:") else {
            return "whoever runs this must be allowed to make such a resource; \(doctor)"
        }
        return Denial(words, action: "?").hint + "; \(doctor)"
    }

    private struct Row {
        let cause: StackFailureCause
        /// The beginning of a type's name; all types when empty.
        let type: String
        /// In lower case; any of them.
        let words: [String]
        let hint: String

        init(_ cause: StackFailureCause, _ type: String = "", _ words: [String], _ hint: String) {
            self.cause = cause
            self.type = type
            self.words = words
            self.hint = hint
        }
    }

    private static let rows = networks + quotas + names + uses + others

    private static let networks = [
        Row(
            .network, "AWS::ElasticLoadBalancingV2", ["has no internet gateway"],
            "the subnets of a load balancer that users reach need a route to an internet gateway: name others below 'infra: vpc', "
                + "or write 'internal: true' for the load balancer"),
        Row(
            .network, "AWS::ElasticLoadBalancingV2", ["two availability zones", "at least two subnets"],
            "a load balancer needs subnets in two zones: name them below 'infra: vpc'"),
        Row(
            .network, "AWS::EC2::Subnet", ["conflicts with another subnet", "cidr"],
            "another subnet of the VPC has these addresses: give the stack a VPC of its own ('vpc: own')"),
        Row(
            .certificate, "AWS::ElasticLoadBalancingV2", ["certificate"],
            "the certificate must be issued, and in the region of the load balancer: `aws acm list-certificates` shows them"),
    ]

    private static let quotas = [
        Row(
            .quota, "AWS::EC2::VPC", ["maximum number of vpcs", "vpclimitexceeded"],
            "ask for more of the quota 'VPCs per Region' (L-F678F1CE), or use a VPC that is there ('vpc: default')"),
        Row(
            .quota, "AWS::EC2::EIP", ["maximum number of addresses", "addresslimitexceeded"],
            "ask for more of the quota 'EC2-VPC Elastic IPs' (L-0263D0A3), or do without the NAT gateway ('nat: endpoints')"),
        Row(
            .quota, "AWS::ElasticLoadBalancingV2", ["toomany", "too many", "limit"],
            "ask for more of the quota 'Application Load Balancers per Region' (L-53DA6B97)"),
        Row(
            .quota, "",
            [
                "servicelimitexceeded", "limitexceeded", "limit exceeded", "quota", "maximum number of", "has been reached",
            ], "a quota of the account is used up: ask for more in Service Quotas, or delete what is not needed"),
    ]

    private static let names = [
        Row(
            .nameTaken, "AWS::ECR::Repository", ["already exists", "alreadyexists"],
            "a repository of that name is there: `imgship infra import` says how to take it into the stack, "
                + "'repositories: {create: false}' below 'infra' uses it as it is"),
        Row(
            .nameTaken, "AWS::IAM::OIDCProvider", ["already exists", "alreadyexists"],
            "an account has the provider of GitHub once: write 'provider: existing' below 'infra: github'"),
        Row(
            .nameTaken, "", ["already exists", "alreadyexists", "already exist in stack"],
            "something of that name exists outside of the stack: `imgship infra plan` says whose it is"),
    ]

    private static let uses = [
        Row(
            .inUse, "AWS::ECS::Cluster", ["while services are active", "containsservices", "containstasks", "containscontainerinstances"],
            "services or tasks are in the cluster: `imgship infra destroy --with-services` deletes those of the project first"),
        Row(
            .notEmpty, "AWS::ECR::Repository", ["not empty", "repositorynotempty", "still contains images"],
            "images are in the repository: `imgship infra destroy --with-images` deletes them"),
        Row(
            .inUse, "AWS::IAM::Role",
            ["must detach all policies", "must remove roles from instance profile", "deleteconflict", "cannot delete entity"],
            "somebody has attached policies to the role: detach them, and run it again"),
        Row(
            .inUse, "AWS::EC2::SecurityGroup", ["dependent object", "dependencyviolation"],
            "something still has the security group, commonly tasks that are ending: run it again in some minutes"),
        Row(
            .inUse, "AWS::ServiceDiscovery", ["resourceinuse", "in use", "associated services"],
            "services are still known in the namespace: it is free some minutes after they are gone, then run it again"),
        Row(
            .inUse, "",
            [
                "dependencyviolation", "dependent object", "resource is in use", "currently in use", "has dependencies",
                "mapped public address",
            ],
            "something that is not in the stack still uses it: delete that, and run it again"),
    ]

    private static let others = [
        Row(
            .missingLinkedRole, "", ["service linked role", "service-linked role"],
            "AWS makes that role the first time a service is used, and it takes a moment: run it again; "
                + "if it does not help, `aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com`"),
        Row(
            .throttled, "", ["rate exceeded", "throttling", "handlererrorcode: throttling"],
            "AWS limits how often it may be called: run it again"),
        Row(
            .tooSlow, "", ["notstabilized", "did not stabilize", "timed out", "exceeded attempts to wait"],
            "it was not ready in time: run it again"),
        Row(
            .invalid, "", ["invalidrequest", "invalidparameter", "validation", "malformed", "unsupported property"],
            "the service does not take these properties; `imgship infra template` shows them"),
    ]
}

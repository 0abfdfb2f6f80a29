/// What can be done about refusals that people meet: by AWS's error code, and words of its message where one code says many things.
///
/// - Source: error lists of the API references, messages as AWS's users report them.
enum KnownRefusals {
    /// The first row that fits.
    static func hint(code: String, message: String) -> String? {
        rows.first { code.hasPrefix($0.code) && ($0.words.isEmpty || message.lowercased().contains($0.words)) }?.hint
    }

    private struct Row {
        let code: String
        /// In lower case; a part of the message.
        let words: String
        let hint: String

        init(_ code: String, _ words: String = "", _ hint: String) {
            self.code = code
            self.words = words
            self.hint = hint
        }
    }

    private static let rows = ecs + taskDefinitions + quotas + others

    private static let ecs = [
        Row("ClusterNotFound", "", "check the cluster's name, the region and the account: clusters are found in one region alone"),
        Row("ServiceNotFound", "", "check the service's name and its cluster: services are found in their own cluster alone"),
        Row("ServiceNotActive", "", "the service has been deleted, or is about to be: create it anew once it is gone"),
        Row("ServiceDeploymentNotFound", "", "the deployment is older than 90 days, or its service was deleted"),
        Row("NamespaceNotFound", "", "create the namespace of Service Connect first, or leave Service Connect out"),
        Row("PlatformTaskDefinitionIncompatibility", "", "the platform version lacks what the task definition asks for: use LATEST"),
        Row("PlatformUnknown", "", "use the platform version LATEST, or 1.4.0"),
        Row("UnsupportedFeature", "", "this region does not have what is asked for: leave it out, or use another region"),
        Row("Blocked", "", "AWS has blocked the account: ask AWS Support"),
        Row("InvalidParameter", "was not idempotent", "there is a service of that name already: update it instead of creating it"),
        Row("InvalidParameter", "does not have an associated load balancer", "attach the target group to a listener first"),
        Row("InvalidParameter", "still draining", "the service is being deleted: wait until it is gone, or use another name"),
        Row("InvalidParameter", "target type instance", "tasks with a network of their own need a target group of type 'ip'"),
        Row(
            "InvalidParameter", "did not have a container port", "the load balancer must name a container and a port of the task definition"
        ),
        Row("InvalidParameter", "does not exist in the task definition", "the load balancer must name a container of the task definition"),
        Row(
            "InvalidParameter", "network configuration must be provided", "name subnets and security groups: every Fargate task needs them"),
        Row("InvalidParameter", "subnet", "all subnets and security groups must exist in this region and be of one VPC"),
        Row("InvalidParameter", "security group", "all subnets and security groups must exist in this region and be of one VPC"),
        Row(
            "InvalidParameter", "service linked role",
            "create it once: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com"),
        Row("InvalidParameter", "capacity provider", "the cluster must be associated with every capacity provider that is named"),
        Row("InvalidParameter", "no container instances were found", "the cluster has no EC2 instances: add some, or use Fargate"),
        Row("InvalidParameter", "taskdefinition is inactive", "the revision has been deregistered: register the task definition anew"),
        Row("InvalidParameter", "unable to assume", "the role must exist, and trust the service of AWS that the message names"),
    ]

    private static let taskDefinitions = [
        Row(
            "ClientException", "unable to describe task definition", "there is no such task definition: check its name, region and account"),
        Row("ClientException", "taskdefinition is inactive", "the revision has been deregistered: register the task definition anew"),
        Row("ClientException", "execution role", "give the task definition an execution role: pulling images and writing logs need it"),
        Row("ClientException", "role is not valid", "the role must exist, and its trust policy must name 'ecs-tasks.amazonaws.com'"),
        Row("ClientException", "unable to assume", "the role must exist, and its trust policy must name 'ecs-tasks.amazonaws.com'"),
        Row("ClientException", "passrole", "the caller must be allowed 'iam:PassRole' for the roles of the task definition"),
        Row(
            "ClientException", "no fargate configuration exists",
            "Fargate has certain pairs of cpu and memory alone: 256/512, 512/1024, 1024/2048, ..."),
        Row("ClientException", "invalid 'cpu'", "Fargate has certain pairs of cpu and memory alone: 256/512, 512/1024, 1024/2048, ..."),
        Row("ClientException", "awsvpc", "Fargate needs the network mode 'awsvpc'"),
        Row("ClientException", "invalid arn", "write the whole ARN; one of a secret ends with '-' and six characters AWS added"),
    ]

    private static let quotas = [
        Row(
            "", "number of vcpus you can run concurrently",
            "ask for more of the quota 'Fargate On-Demand vCPU resource count' (L-3032A538), or 'Fargate Spot vCPU resource count' (L-36FBB829)"
        ),
        Row("", "limit on the number of tasks", "stop tasks that are not needed, or ask for more of the Fargate quotas"),
        Row("AttributeLimitExceeded", "", "a resource can have ten custom attributes"),
        Row("LimitExceeded", "repositories", "ask for more of ECR's quota 'Registered repositories' (L-CFEB8E8D)"),
        Row("LimitExceeded", "service", "ask for more of the ECS quota 'Services per cluster' (L-9EF96962)"),
        Row("LimitExceeded", "cluster", "ask for more of the ECS quota 'Clusters per account' (L-21C621EB)"),
        Row("LimitExceeded", "", "a quota of the account is used up: see Service Quotas in the console"),
        Row("ServiceQuotaExceeded", "", "a quota of the account is used up: see Service Quotas in the console"),
    ]

    private static let others = [
        Row("RepositoryNotFound", "", "create the repository, and check region and account: they are in its address"),
        Row("ImageNotFound", "", "push the image first"),
        Row("InvalidRequestException", "scheduled for deletion", "the secret is about to be deleted: restore it, or use another name"),
        Row("InvalidRequestException", "marked for deletion", "the secret is about to be deleted: restore it, or use another name"),
        Row("ResourceExists", "", "there is a secret of that name already: give it a new value instead"),
        Row("InsufficientCapabilities", "", "the template makes roles: the change set must say CAPABILITY_NAMED_IAM"),
        Row("ObjectNotFound", "", "the service has no scalable target: set its bounds first"),
        Row("TargetGroupNotFound", "", "check the target group's ARN, region and account"),
    ]
}

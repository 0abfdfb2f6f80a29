extension PermissionCatalog {
    static let registry: [Permission] =
        row(.any, [.push, .release, .rollback, .doctor], "ecr:GetAuthorizationToken")
        // What runs is marked by a tag.
        + row(.repository, [.rollback], "ecr:BatchGetImage")
        + row(.repository, [.release, .rollback], "ecr:PutImage")
        + row(
            .repository, [.push, .release], "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:DescribeRepositories",
            "ecr:GetDownloadUrlForLayer")
        + row(
            .repository, [.push], "ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:CreateRepository",
            "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart")

    static let ecs: [Permission] =
        row(.cluster, [.release, .rollback, .status, .taskRun, .doctor], "ecs:DescribeClusters")
        + row(.cluster, [.release], "ecs:ListContainerInstances")
        + row(.containerInstance, [.release], "ecs:DescribeContainerInstances")
        + row(.cluster, [.infra], "ecs:CreateCluster")
        + row(.service, [.release, .rollback, .status, .logs, .scale, .taskRun, .prune], "ecs:DescribeServices")
        + row(.service, [.release], "ecs:CreateService", "ecs:UpdateService")
        + row(.service, [.rollback, .scale], "ecs:UpdateService")
        + row(.service, [.infra], "ecs:DeleteService")
        + row(.service, [.release, .rollback, .status, .prune], "ecs:ListServiceDeployments")
        + row(.serviceDeployment, [.release, .rollback, .status], "ecs:DescribeServiceDeployments")
        + row(.serviceDeployment, [.release, .rollback], "ecs:ContinueServiceDeployment", "ecs:StopServiceDeployment")
        + row(.serviceRevision, [.release, .rollback, .status, .prune], "ecs:DescribeServiceRevisions")
        + row(.task, [.release, .rollback, .status, .logs, .taskRun, .prune], "ecs:DescribeTasks")
        + row(.task, [.release, .taskRun], "ecs:StopTask")
        + row(.taskDefinition, [.release, .taskRun], "ecs:RegisterTaskDefinition", "ecs:RunTask")
        + row(.taskDefinition, [.prune], "ecs:DeleteTaskDefinitions")
        + row(.any, [.prune], "ecs:DeregisterTaskDefinition")
        + row(.any, [.release, .rollback, .status, .logs, .taskRun, .prune], "ecs:DescribeTaskDefinition")
        + row(.any, [.release, .rollback, .prune], "ecs:ListTaskDefinitions")
        + row(.any, [.release, .rollback, .status, .logs, .taskRun, .prune], "ecs:ListTasks")
        + row(.any, [.status, .prune, .infra], "ecs:ListServices")
        + row(.tagged, [.release, .taskRun], "ecs:ListTagsForResource", "ecs:TagResource", "ecs:UntagResource")

    static let around: [Permission] =
        row(.logGroup, [.release, .logs, .taskRun], "logs:FilterLogEvents", "logs:GetLogEvents")
        // Groups that the file names, or that no stack has made.
        + row(.logGroup, [.release], "logs:CreateLogGroup", "logs:PutRetentionPolicy")
        + row(.any, [.release, .infra], "logs:DescribeLogGroups")
        + row(.secret, [.release, .secret], "secretsmanager:DescribeSecret")
        + row(
            .secret, [.secret], "secretsmanager:CreateSecret", "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue",
            "secretsmanager:TagResource")
        + row(.secretKey, [.secret], "kms:Decrypt", "kms:GenerateDataKey")
        + row(.any, [.secret], "secretsmanager:ListSecrets")
        + row(.parameter, [.release], "ssm:GetParameters")
        + row(
            .any, [.release, .scale, .status], "application-autoscaling:DescribeScalableTargets",
            "application-autoscaling:DescribeScalingPolicies", "application-autoscaling:DescribeScheduledActions")
        + row(
            .scalableTarget, [.release, .scale], "application-autoscaling:DeleteScalingPolicy",
            "application-autoscaling:DeleteScheduledAction", "application-autoscaling:DeregisterScalableTarget",
            "application-autoscaling:PutScalingPolicy", "application-autoscaling:PutScheduledAction",
            "application-autoscaling:RegisterScalableTarget")
        // Done in the caller's name: alarms with which targets are kept, and what the account's first scaled service needs.
        // - Source: ECS Developer Guide, "IAM permissions required for Amazon ECS service auto scaling".
        + row(.scalingAlarm, [.release], "cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm")
        + row(.scalingRole, [.release], "iam:CreateServiceLinkedRole")
        + row(.alarm, [.release, .status], "cloudwatch:DescribeAlarms")
        + row(.visibleRole, [.release, .doctor], "iam:GetRole")
        + row(.role, [.release, .taskRun], "iam:PassRole")
        + row(.ecsRole, [.release], "iam:GetRole", "iam:PassRole")
        + row(.any, [.doctor], "iam:SimulatePrincipalPolicy")
        + row(.any, Set(Permission.User.allCases), "sts:GetCallerIdentity")

    static let network: [Permission] =
        row(
            .any, [.release, .status, .infra], "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth")
        + row(.any, [.release, .status, .taskRun], "ec2:DescribeNetworkInterfaces")
        + row(.any, [.doctor], "ec2:DescribeVpcs")
        + row(
            .any, [.release, .infra], "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
            "ec2:DescribeVpcEndpoints", "ec2:DescribeVpcs")

    static let stacks: [Permission] =
        row(.stack, [.release, .rollback, .status, .infra, .doctor], "cloudformation:DescribeStacks")
        + row(
            .stack, [.infra], "cloudformation:ContinueUpdateRollback", "cloudformation:CreateChangeSet", "cloudformation:DeleteChangeSet",
            "cloudformation:DeleteStack",
            "cloudformation:DescribeChangeSet", "cloudformation:DescribeStackEvents", "cloudformation:DescribeStackResourceDrifts",
            "cloudformation:DetectStackDrift", "cloudformation:ExecuteChangeSet", "cloudformation:GetTemplate",
            "cloudformation:ListChangeSets", "cloudformation:ListStackResources")
        + row(.any, [.infra], "cloudformation:DescribeStackDriftDetectionStatus")
        // What goes with a stack when it is told to.
        + row(.service, [.infra], "ecs:DescribeServices")
        + row(.repository, [.infra], "ecr:DeleteRepository", "ecr:DescribeImages")
        + row(.secret, [.infra], "secretsmanager:DeleteSecret", "secretsmanager:DescribeSecret")
        + row(.any, [.infra], "application-autoscaling:DescribeScalableTargets")
        + row(.scalableTarget, [.infra], "application-autoscaling:DeregisterScalableTarget")
        + row(.scalingAlarm, [.infra], "cloudwatch:DeleteAlarms")

    /// What a stack meets before it is made.
    static let ground: [Permission] =
        row(.repository, [.infra], "ecr:DescribeRepositories", "ecr:ListTagsForResource")
        + row(.cluster, [.infra], "ecs:DescribeClusters")
        + row(.logGroup, [.infra], "logs:ListTagsForResource")
        + row(.certificate, [.infra], "acm:DescribeCertificate")
        + row(.quota, [.infra, .doctor], "servicequotas:GetServiceQuota")
        + row(.any, [.infra, .doctor], "servicequotas:ListServiceQuotas")
        + row(.identityProvider, [.infra], "iam:GetOpenIDConnectProvider")
        + row(.linkedRole, [.infra], "iam:CreateServiceLinkedRole")
        + row(.linkedRole, [.infra, .doctor], "iam:GetRole")
        + row(
            .any, [.infra], "ec2:DescribeAddresses", "servicediscovery:ListNamespaces",
            "servicediscovery:ListTagsForResource")
}

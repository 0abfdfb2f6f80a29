/// What is lost with a resource of a stack, beside the resource itself.
enum ResourceLoss {
    static let words = [
        "AWS::ECR::Repository": "all its images",
        "AWS::Logs::LogGroup": "all its log lines",
        "AWS::ECS::Cluster": "it cannot go while services are in it",
        "AWS::ElasticLoadBalancingV2::LoadBalancer": "its DNS name: the URL becomes another one",
        "AWS::ElasticLoadBalancingV2::TargetGroup": "its targets: services must be released anew before it can go",
        "AWS::ElasticLoadBalancingV2::Listener": "the port is closed for a while",
        "AWS::ServiceDiscovery::HttpNamespace": "the names under which services reach each other, until they are released anew",
        "AWS::EC2::EIP": "its public address",
        "AWS::EC2::NatGateway": "the way out of private subnets, for some minutes",
        "AWS::EC2::VPC": "the network, with everything in it",
        "AWS::EC2::Subnet": "tasks in it must be gone first",
        "AWS::EC2::SecurityGroup": "tasks that have it must be gone first",
        "AWS::IAM::Role": "tasks that have it must be released anew",
    ]
}

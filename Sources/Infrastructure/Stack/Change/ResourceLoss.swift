/// What is lost with a resource of a stack, beside the resource itself.
enum ResourceLoss {
    /// What is gone for good.
    static let forGood = [
        "AWS::ECR::Repository": "all its images",
        "AWS::Logs::LogGroup": "all its log lines",
        "AWS::ElasticLoadBalancingV2::LoadBalancer": "its DNS name: the URL never comes back",
        "AWS::EC2::EIP": "its public address",
    ]

    /// What it means that a resource is made anew, or taken out of a stack that goes on.
    static let whileInUse = forGood.merging([
        "AWS::ECS::Cluster": "nothing, but it cannot go while services are in it",
        "AWS::ElasticLoadBalancingV2::TargetGroup": "its targets: nobody gets an answer until the service is released anew",
        "AWS::ElasticLoadBalancingV2::Listener": "its port is closed for a moment",
        "AWS::ElasticLoadBalancingV2::ListenerRule":
            "which of two target groups has the traffic: until the next release it is the first",
        "AWS::ServiceDiscovery::HttpNamespace": "the names of services in it, until they are released anew",
        "AWS::EC2::NatGateway": "the way out of private subnets, for some minutes",
        "AWS::EC2::VPC": "the network: whatever is in it must be gone first",
        "AWS::EC2::Subnet": "addresses in it: tasks must be gone from it first",
        "AWS::EC2::SecurityGroup": "nothing, but it cannot go while tasks have it",
        "AWS::IAM::Role": "the rights of tasks that have it, until they are released anew",
    ]) { own, _ in own }
}

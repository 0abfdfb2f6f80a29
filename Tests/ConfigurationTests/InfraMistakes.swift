import Testing

/// Mistakes in `infra:`.
extension Mistake {
    static let infra = [
        Mistake("unknown key of infra", "infra: {vcp: own}", "3:9: unknown key 'vcp', did you mean 'vpc'?"),
        Mistake(
            "network of another word", "infra: {vpc: mine}",
            "3:14: expected default, own or a map with 'id' and 'subnets', found the text 'mine'"),
        Mistake(
            "network without its id", "infra: {vpc: {subnets: [subnet-1, subnet-2]}}", "3:14: 'id' is missing: give the id of the VPC"),
        Mistake(
            "network of one subnet", "infra: {vpc: {id: vpc-1, subnets: [subnet-1]}}",
            "3:35: between 2 and 16 subnets are possible, found 1"),
        Mistake(
            "subnet twice", "infra: {vpc: {id: vpc-1, subnets: [subnet-1, subnet-1]}}", "3:46: subnet 'subnet-1' is listed twice"),
        Mistake(
            "network by its name", "infra: {vpc: {id: main, subnets: [subnet-1, subnet-2]}}",
            "3:19: expected an id such as vpc-0123456789abcdef0, found the text 'main'"),
        Mistake(
            "public subnets alone", "infra: {vpc: {id: vpc-1, public: [subnet-1, subnet-2]}}",
            "3:26: 'public' needs 'private' beside it: load balancers are in the public subnets, and tasks in the private ones"),
        Mistake(
            "subnets of two kinds",
            "infra: {vpc: {id: vpc-1, subnets: [subnet-1, subnet-2], public: [subnet-3, subnet-4], private: [subnet-5]}}",
            "3:57: 'subnets' and 'public' exclude each other: keep one of them",
            "3:87: 'subnets' and 'private' exclude each other: keep one of them"),
        Mistake(
            "subnet of both kinds", "infra: {vpc: {id: vpc-1, public: [subnet-1, subnet-2], private: [subnet-2]}}",
            "3:66: 'subnet-2' is 'public' already", semantic: true),
        Mistake("way out without a network", "infra: {nat: true}", "3:9: 'nat' needs 'vpc: own' beside it"),
        Mistake(
            "way out of another's network", "infra: {vpc: default, nat: endpoints}",
            "3:23: 'nat' belongs to 'vpc: own': the way out of an existing network is not the stack's"),
        Mistake(
            "unknown way out", "infra: {vpc: own, nat: maybe}",
            "3:24: expected one of true, false, endpoints, found the text 'maybe'"),
        Mistake(
            "nothing kept", "infra: {repositories: {keep: 0}}", "3:30: expected a number of images from 1 to 10000, found the number 0"),
        Mistake(
            "unknown encryption", "infra: {repositories: {encryption: none}}",
            "3:36: expected one of aes256, kms, or a key's ARN or alias, found the text 'none'"),
        Mistake("workflows of nobody", "infra: {github: {branch: main}}", "3:17: 'repository' is missing: name it, OWNER/NAME"),
        Mistake(
            "repository by its address", "infra: {github: {repository: 'https://github.com/a/b'}}",
            "3:30: expected a repository such as organisation/project, found the text 'https://github.com/a/b'"),
        Mistake(
            "branch by a pattern", "infra: {github: {repository: a/b, branch: 'release-*'}}",
            "3:43: expected the name of one branch, found the text 'release-*'"),
    ]
}

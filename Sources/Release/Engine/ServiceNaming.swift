/// How commands that are proposed name the same services again.
package struct ServiceNaming: Sendable, Hashable {
    /// Options without which other services would be meant: `--env production`.
    package var options: [String]
    /// Whether services are named as they are called in their cluster, and not as in the file.
    package var isDirect: Bool

    /// - Parameter isDirect: whether the project file is not read.
    package init(options: [String] = [], isDirect: Bool = false) {
        self.options = options
        self.isDirect = isDirect
    }

    /// `imgship release --continue --env production frontend`
    func command(_ verb: String, _ deployments: [FollowedDeployment]) -> String {
        let names = deployments.flatMap { isDirect ? ["--cluster", $0.cluster, "--service", $0.serviceName] : [$0.name] }
        return (["imgship", verb] + options + names).joined(separator: " ")
    }

    /// As ``command(_:_:)``, for services of the file.
    func command(_ verb: String, _ names: [String]) -> String { (["imgship", verb] + options + names).joined(separator: " ") }
}

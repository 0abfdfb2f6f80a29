/// What a request is made for: what may be asked, and what an error says.
struct RegistryTask: Sendable {
    /// As it follows "cannot".
    let action: String
    /// In the registry.
    let repository: String
    let scope: Scope
}

extension RegistryClient {
    /// - Parameter what: "the manifest 'latest'".
    func pulling(_ what: String, from repository: String) -> RegistryTask {
        RegistryTask(action: "get \(what) of '\(name(of: repository))'", repository: repository, scope: .pull(repository))
    }

    func pushing(_ what: String, to repository: String, mountingFrom sources: [String] = []) -> RegistryTask {
        RegistryTask(
            action: "push \(what) to '\(name(of: repository))'", repository: repository,
            scope: .push(repository, mountingFrom: sources))
    }
}

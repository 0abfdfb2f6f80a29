import HTTP

/// What all sources of one search share: one look at files and variables.
struct CredentialSearch: Sendable {
    let surroundings: Surroundings
    let files: ProfileFiles
    let http: HTTPClient
    let retry: RetryPolicy
    let endpoints: Endpoints
    let region: Region
    /// The chosen one.
    private let profile: Profile?

    init(_ surroundings: Surroundings, _ http: HTTPClient, _ retry: RetryPolicy) throws {
        self.surroundings = surroundings
        self.http = http
        self.retry = retry
        files = try ProfileFiles(surroundings)
        profile = files.profiles[ProfileFiles.chosenName(surroundings)]
        endpoints = Endpoints(environment: surroundings.environment, profile: profile, profiles: files)
        region = try Region.chosen(surroundings, profile) ?? .global
    }

    /// What a variable says or, without it, a key of the chosen profile.
    func setting(_ variable: String, _ key: String) -> String? { surroundings.environment.nonEmpty(variable) ?? profile?[key] }

    var now: Int64 { retry.clock.secondsSince1970() }

    /// The order of AWS's own programs, with GitHub's tokens where those have a token in a file. A profile the user names for this command
    /// is the only source.
    /// - Source: botocore, `create_credential_resolver`: a profile that takes a role counts for more than a token.
    var sources: [any CredentialSource] {
        let profile = ProfileSource(search: self)
        if surroundings.profile != nil { return [profile] }
        var identities: [any CredentialSource] = [WebIdentitySource(search: self)]
        if GitHubActionsSource.isJob(surroundings.environment) { identities.append(GitHubActionsSource(search: self)) }
        let profileAndIdentities = profile.takesRole ? [profile] + identities : identities + [profile]
        return [EnvironmentSource(environment: surroundings.environment)] + profileAndIdentities + [
            ContainerSource(search: self), InstanceSource(search: self),
        ]
    }

    func tokenService(signedBy credentials: Credentials?) -> TokenService {
        TokenService(
            AWSClient(http, region: region, credentials: credentials.map(FixedCredentials.init), endpoints: endpoints, retry: retry))
    }

    /// The name a session gets in AWS's logs.
    /// - Parameter given: by the profile.
    func sessionName(_ given: String?) -> String {
        given ?? surroundings.environment.nonEmpty("AWS_ROLE_SESSION_NAME") ?? "imgship-\(now)"
    }
}

import HTTP

/// What all sources of one search share: one look at files and variables.
struct CredentialSearch: Sendable {
    let surroundings: Surroundings
    let files: ProfileFiles
    let http: HTTPClient
    let retry: RetryPolicy
    let endpoints: Endpoints
    let region: Region

    init(_ surroundings: Surroundings, _ http: HTTPClient, _ retry: RetryPolicy) throws {
        self.surroundings = surroundings
        self.http = http
        self.retry = retry
        files = try ProfileFiles(surroundings)
        let profile = files.profiles[ProfileFiles.chosenName(surroundings)]
        endpoints = Endpoints(environment: surroundings.environment, profile: profile, profiles: files)
        region = try Region.chosen(surroundings, profile) ?? .global
    }

    var now: Int64 { retry.clock.secondsSince1970() }

    /// The order of AWS's own programs. A profile the user names for this command is the only source.
    var sources: [any CredentialSource] {
        let profile = ProfileSource(search: self)
        if surroundings.profile != nil { return [profile] }
        return [
            EnvironmentSource(environment: surroundings.environment), WebIdentitySource(search: self), profile,
            ContainerSource(search: self), InstanceSource(search: self),
        ]
    }

    func tokenService(signedBy credentials: Credentials?, in region: Region? = nil) -> TokenService {
        TokenService(
            AWSClient(
                http, region: region ?? self.region, credentials: credentials.map(FixedCredentials.init), endpoints: endpoints, retry: retry
            ))
    }

    /// The name a session gets in AWS's logs.
    /// - Parameter given: by the profile.
    func sessionName(_ given: String?) -> String {
        given ?? surroundings.environment.nonEmpty("AWS_ROLE_SESSION_NAME") ?? "imgship-\(now)"
    }
}

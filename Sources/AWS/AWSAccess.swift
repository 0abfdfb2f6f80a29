import Diagnostics
import HTTP

/// Everything a command needs to call AWS, from one look at what surrounds it.
package struct AWSAccess: Sendable {
    package let credentials: CredentialChain
    package let endpoints: Endpoints
    /// The region the user means; nil when nothing names one.
    package let region: Region?
    private let http: HTTPClient
    private let retry: RetryPolicy
    private let pacer: CallPacer
    private let reporter: any Reporter

    /// Reads the profile files for region and endpoints; credentials are looked for when they are first needed.
    /// - Parameters:
    ///   - retry: with an hour of patience for AWS asking for fewer calls, unless it has another.
    ///   - reporter: gets a line for each call of the clients.
    /// - Throws: ``AWSError`` `.invalidConfiguration` for a line of those files, or a region, that is not one.
    package init(
        _ surroundings: Surroundings, http: HTTPClient, retry: RetryPolicy = RetryPolicy(), reporter: any Reporter = SilentReporter()
    ) throws(AWSError) {
        let files = try ProfileFiles(surroundings)
        let profile = files.profiles[ProfileFiles.chosenName(surroundings)]
        endpoints = Endpoints(environment: surroundings.environment, profile: profile, profiles: files)
        region = try Region.chosen(surroundings, profile)
        var retry = retry
        // One attempt means one, whatever the answer.
        if retry.attempts > 1 { retry.attempts = try Self.attempts(surroundings, profile) ?? retry.attempts }
        credentials = CredentialChain(surroundings, http: http, retry: retry)
        self.http = http
        var patient = retry
        if retry.attempts > 1 { patient.patience = retry.patience ?? .seconds(3600) }
        self.retry = patient
        self.reporter = reporter
        pacer = CallPacer(clock: retry.clock)
    }

    /// The bundle of authorities that is trusted for AWS instead of the machine's: `AWS_CA_BUNDLE`, or `ca_bundle` of the chosen profile.
    /// - Throws: ``AWSError`` as for `init`.
    package static func bundle(_ surroundings: Surroundings) throws(AWSError) -> String? {
        if let path = surroundings.environment.nonEmpty("AWS_CA_BUNDLE") { return path }
        return try ProfileFiles(surroundings).profiles[ProfileFiles.chosenName(surroundings)]?["ca_bundle"].map(surroundings.expanded)
    }

    /// How often a call is made at most, the first time included: `AWS_MAX_ATTEMPTS`, or `max_attempts` of the profile; nil when neither says.
    private static func attempts(_ surroundings: Surroundings, _ profile: Profile?) throws(AWSError) -> Int? {
        guard let text = surroundings.environment.nonEmpty("AWS_MAX_ATTEMPTS") ?? profile?["max_attempts"] else { return nil }
        guard let number = Int(text), number > 0 else {
            throw AWSError(
                .invalidConfiguration, "AWS_MAX_ATTEMPTS, or 'max_attempts' of the profile, is '\(text)'", reason: "it can be 1 and more")
        }
        return number
    }

    /// A client for one region.
    /// - Parameter named: by what the call is about; the user's own when nil.
    /// - Throws: ``AWSError`` `.invalidConfiguration` when there is neither.
    package func client(in named: Region? = nil) throws(AWSError) -> AWSClient {
        guard let region = named ?? region else {
            throw AWSError(.invalidConfiguration, "no AWS region is named", hint: "set AWS_REGION, or 'region' in the profile")
        }
        return AWSClient(
            http, region: region, credentials: credentials, endpoints: endpoints, retry: retry, pacer: pacer, reporter: reporter)
    }

    /// A client for the API that belongs to a registry: same region, FIPS and IPv6 as its host says.
    package func client(for registry: ECRRegistry) -> AWSClient {
        AWSClient(
            http, region: registry.region, credentials: credentials, endpoints: endpoints.matching(registry), retry: retry, pacer: pacer,
            reporter: reporter)
    }

    /// User and password for a private registry of ECR.
    /// - Throws: as ``ECRToken/fetch(for:credentials:http:endpoints:retry:)``.
    package func token(for registry: ECRRegistry) async throws -> ECRToken {
        try await ECRToken.fetch(for: registry, credentials: credentials, http: http, endpoints: endpoints, retry: retry)
    }
}

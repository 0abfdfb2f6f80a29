/// A profile of `~/.aws/config` and `~/.aws/credentials`, and the profiles it builds upon.
struct ProfileSource: CredentialSource {
    let search: CredentialSearch
    var name: String { "profile '\(ProfileFiles.chosenName(search.surroundings))'" }

    /// Whether the profile takes a role with the credentials of another profile or source.
    var takesRole: Bool {
        let profile = search.files.profiles[ProfileFiles.chosenName(search.surroundings)]
        return profile?["role_arn"] != nil && profile?["web_identity_token_file"] == nil
    }

    func find() async throws -> Finding {
        let name = ProfileFiles.chosenName(search.surroundings)
        guard let profile = search.files.profiles[name] else {
            if name != "default" { throw Self.unknown(name, search.files) }
            let places = search.files.lookedFor.map { "'\($0)'" }.joined(separator: " and ")
            return .nothing(search.files.found.isEmpty ? "no files \(places)" : "no section of that name in \(places)")
        }
        guard let credentials = try await credentials(of: profile, behind: []) else {
            return .nothing("it has no keys, role, SSO session, login session or process")
        }
        return .credentials(credentials)
    }

    /// - Parameter behind: the profiles that led here, so that a circle ends.
    /// - Returns: nil when the profile says nothing about credentials.
    /// - Source: botocore: keys of a profile that is a source count for more than its role; of several ways in one profile, this order.
    private func credentials(of profile: Profile, behind: [String]) async throws -> Credentials? {
        let isSource = !behind.isEmpty
        if let role = profile["role_arn"], !(isSource && profile.hasKeys && profile["web_identity_token_file"] == nil) {
            if behind.contains(profile.name) {
                let path = (behind + [profile.name]).map { "'\($0)'" }.joined(separator: " -> ")
                throw AWSError(.invalidConfiguration, "the AWS profiles go round in a circle by 'source_profile'", reason: path)
            }
            return try await assume(role, profile, behind: behind + [profile.name])
        }
        if profile["sso_account_id"] != nil || profile["sso_role_name"] != nil {
            return try await SSOCredentials(search: search, profile: profile).find()
        }
        if profile.hasKeysOfCredentialsFile, let keys = try profile.keys() { return keys }
        if let session = profile["login_session"] {
            return try await LoginCredentials(search: search, profileName: profile.name, session: session).find()
        }
        if let command = profile["credential_process"] {
            return try await ProcessCredentials(surroundings: search.surroundings, profile: profile.name, command: command).find()
        }
        return try profile.keys()
    }

    private func assume(_ arn: String, _ profile: Profile, behind: [String]) async throws -> Credentials {
        let role = TokenService.Role(
            arn: arn, sessionName: search.sessionName(profile["role_session_name"]), externalID: profile["external_id"],
            duration: try Self.duration(profile))
        if let file = profile["web_identity_token_file"] {
            let setting = "'web_identity_token_file' of the profile '\(profile.name)'"
            return try await WebIdentitySource.assume(role, tokenFile: file, namedBy: setting, search)
        }
        if profile["mfa_serial"] != nil {
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' needs a code of an MFA device, which cannot be asked for here",
                hint: "put the session's credentials into the AWS_* variables, or use an SSO profile")
        }
        return try await search.tokenService(signedBy: source(of: profile, behind: behind)).assume(role)
    }

    private static func duration(_ profile: Profile) throws(AWSError) -> Int? {
        guard let text = profile["duration_seconds"] else { return nil }
        // The limits of STS.
        guard let seconds = Int(text), (900...43_200).contains(seconds) else {
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' has 'duration_seconds' '\(text)'",
                reason: "it can be 900 to 43200")
        }
        return seconds
    }

    /// The credentials a role is asked for with.
    private func source(of profile: Profile, behind: [String]) async throws -> Credentials {
        if profile["source_profile"] != nil, profile["credential_source"] != nil {
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' has both 'source_profile' and 'credential_source'",
                hint: "leave one of them out")
        }
        if let name = profile["source_profile"] {
            guard let next = search.files.profiles[name] else { throw Self.unknown(name, search.files) }
            if let found = try await credentials(of: next, behind: behind) { return found }
            throw AWSError(.credentialSource, "the AWS profile '\(name)', the source of '\(profile.name)', has no credentials")
        }
        guard let kind = profile["credential_source"] else {
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' has 'role_arn' but no 'source_profile' or 'credential_source'",
                hint: "name the profile whose credentials may take the role")
        }
        let source: any CredentialSource
        switch kind {
        case "Environment": source = EnvironmentSource(environment: search.surroundings.environment)
        case "EcsContainer": source = ContainerSource(search: search)
        case "Ec2InstanceMetadata": source = InstanceSource(search: search)
        default:
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' has the unknown 'credential_source' '\(kind)'",
                hint: "it can be Environment, EcsContainer or Ec2InstanceMetadata")
        }
        switch try await source.find() {
        case .credentials(let found): return found
        case .nothing(let reason):
            throw AWSError(
                .credentialSource, "the 'credential_source' '\(kind)' of the AWS profile '\(profile.name)' has no credentials",
                reason: reason)
        }
    }

    private static func unknown(_ name: String, _ files: ProfileFiles) -> AWSError {
        let known = files.profiles.keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
        return AWSError(
            .invalidConfiguration, "there is no AWS profile '\(name)'",
            reason: known.isEmpty ? "there are no profiles in \(files.lookedFor.joined(separator: ", "))" : "there are \(known)")
    }
}

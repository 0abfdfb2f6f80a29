/// What `~/.aws/config` and `~/.aws/credentials` say together.
/// - Source: AWS SDKs and Tools Reference Guide, "Shared config and credentials files".
package struct ProfileFiles: Hashable, Sendable {
    package private(set) var profiles: [String: Profile] = [:]
    /// The sections `[sso-session NAME]`.
    package private(set) var sessions: [String: Profile] = [:]
    /// The sections `[services NAME]`.
    package private(set) var services: [String: Profile] = [:]
    /// The files that were there, for messages.
    package private(set) var found: [String] = []
    /// Where they were looked for.
    package private(set) var lookedFor: [String] = []

    /// Reads both files; one that is missing counts as empty.
    /// - Throws: ``AWSError`` `.invalidConfiguration` with file and line for a line that is no setting; `.credentialSource` when a file cannot
    ///   be read.
    package init(_ surroundings: Surroundings) throws(AWSError) {
        for (variable, name) in [("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")] {
            let standard = surroundings.home.map { "\($0)/.aws/\(name)" }
            guard let path = surroundings.environment.nonEmpty(variable).map(surroundings.expanded) ?? standard else { continue }
            lookedFor.append(path)
            let bytes: [UInt8]?
            do { bytes = try surroundings.readFile(path) } catch {
                throw AWSError(.credentialSource, "cannot read '\(path)'", reason: AWSError.words(of: error))
            }
            guard let bytes else { continue }
            found.append(path)
            for section in try ProfileParser.sections(of: String(decoding: bytes, as: UTF8.self), path: path) {
                // The second file is the credentials file, whose values count for more.
                take(section, isConfig: name == "config")
            }
        }
    }

    private mutating func take(_ section: ProfileParser.Section, isConfig: Bool) {
        let words = section.title.split(separator: " ", maxSplits: 1).map(String.init)
        let name = words.count > 1 ? ProfileParser.unquoted(words[1]) : ""
        switch (isConfig, words.first, words.count) {
        case (true, "profile", 2): Self.merge(section, into: &profiles, name)
        case (true, "sso-session", 2): Self.merge(section, into: &sessions, name)
        case (true, "services", 2): Self.merge(section, into: &services, name)
        case (true, "default", 1): Self.merge(section, into: &profiles, "default")
        case (true, _, _): break
        case (false, _, _): takeCredentials(section, ProfileParser.unquoted(section.title))
        }
    }

    /// Keys are taken together: a token that the config file has beside other keys does not belong to these.
    private mutating func takeCredentials(_ section: ProfileParser.Section, _ name: String) {
        if section.values.nonEmpty("aws_access_key_id") != nil {
            for key in Self.keys { profiles[name]?.values[key] = nil }
            profiles[name, default: Profile(name: name)].hasKeysOfCredentialsFile = true
        }
        Self.merge(section, into: &profiles, name)
    }

    private static let keys = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token"]

    private static func merge(_ section: ProfileParser.Section, into all: inout [String: Profile], _ name: String) {
        all[name, default: Profile(name: name)].values.merge(section.values) { $1 }
    }

    /// The profile the user means, by `--profile`, `AWS_PROFILE`, `AWS_DEFAULT_PROFILE` or because it is `default`.
    package static func chosenName(_ surroundings: Surroundings) -> String {
        surroundings.profile ?? surroundings.environment.nonEmpty("AWS_PROFILE") ?? surroundings.environment.nonEmpty("AWS_DEFAULT_PROFILE")
            ?? "default"
    }
}

extension Region {
    /// The region the user means: `AWS_REGION`, `AWS_DEFAULT_REGION`, or the chosen profile's; nil when none of them says one.
    /// - Throws: ``AWSError`` `.invalidConfiguration` for what is not the name of a region.
    package static func chosen(_ surroundings: Surroundings, _ profile: Profile?) throws(AWSError) -> Region? {
        let environment = surroundings.environment
        guard let name = environment.nonEmpty("AWS_REGION") ?? environment.nonEmpty("AWS_DEFAULT_REGION") ?? profile?["region"] else {
            return nil
        }
        return try Region(name)
    }
}

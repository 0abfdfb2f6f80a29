import Bytes
import HTTP
import JSON

/// The sign-in of a person by `aws sso login`: what the profile says about it, and the token that it left in `~/.aws/sso/cache`.
/// - Source: botocore's `SSOTokenProvider` and `SSOProvider`.
struct SSOSession: Sendable {
    private let search: CredentialSearch
    /// Of the profile, for messages.
    private let profileName: String
    /// Of the section `[sso-session NAME]`; nil for an older profile that says all itself, whose sign-ins cannot be renewed.
    private let name: String?
    private let startURL: String
    let region: Region

    /// AWS's own programs renew a token from so many seconds before its end.
    private static let window: Int64 = 900

    /// - Throws: ``AWSError`` `.invalidConfiguration` for a setting that is missing, or said twice and differently.
    init(_ profile: Profile, _ search: CredentialSearch) throws(AWSError) {
        self.search = search
        profileName = profile.name
        name = profile["sso_session"]
        guard let name else {
            startURL = try profile.required("sso_start_url", for: "sso_account_id")
            region = try Region(profile.required("sso_region", for: "sso_start_url"))
            return
        }
        guard let session = search.files.sessions[name] else {
            throw AWSError(.invalidConfiguration, "there is no section '[sso-session \(name)]', which the profile '\(profile.name)' names")
        }
        for (key, value) in session.values.sorted(by: { $0.key < $1.key }) {
            guard let own = profile[key], own != value else { continue }
            throw AWSError(
                .invalidConfiguration, "the AWS profile '\(profile.name)' and its '[sso-session \(name)]' differ in '\(key)'",
                reason: "one says '\(own)', the other '\(value)'", hint: "leave it out of the profile")
        }
        startURL = try session.required("sso_start_url", for: "sso_region")
        region = try Region(session.required("sso_region", for: "sso_start_url"))
    }

    /// The token that IAM Identity Center takes, renewed when it is about to end.
    /// - Throws: ``AWSError`` `.credentialSource`, when a person has to sign in.
    func token() async throws -> String {
        let file = try file()
        guard let content = try file.read() else { throw signInNeeded("there is no token '\(file.path)'") }
        guard let token = Self.token(content), let end = Self.end(content) else {
            throw signInNeeded("the token '\(file.path)' is not as AWS's command line writes it")
        }
        guard name != nil else {
            guard end > search.now else { throw signInNeeded(Self.ended(content)) }
            return token
        }
        let signIn = RenewableSignIn(file: file, clock: search.retry.clock, window: Self.window) { Self.end($0) }
        return try Self.token(await signIn.current(content, renewed)) ?? token
    }

    /// What IAM Identity Center gives instead of a token that ends, as AWS's own programs keep it.
    private func renewed(_ old: JSONObject) async throws -> JSONObject {
        func value(_ key: String) throws(AWSError) -> String {
            guard let text = old[key]?.string, !text.isEmpty else {
                throw signInNeeded("\(Self.ended(old)), and has no '\(key)' to renew it with")
            }
            return text
        }
        let registration = try value("registrationExpiresAt"), client = try value("clientId"), secret = try value("clientSecret")
        guard let registrationEnd = UTCDate(rfc3339: registration), registrationEnd.secondsSince1970 > search.now else {
            throw signInNeeded("\(Self.ended(old)), and what renews it at \(registration)")
        }
        let call = SignInCall(
            service: .ssoOIDC, region: region, path: "/token",
            body: [
                "grantType": "refresh_token", "clientId": .string(client), "clientSecret": .string(secret),
                "refreshToken": .string(try value("refreshToken")),
            ])
        let answer = try await answer(to: call, old)
        guard let token = answer["accessToken"]?.string, let life = answer["expiresIn"]?.integer else {
            throw AWSError(.badAnswer, "IAM Identity Center gave no new token for the profile '\(profileName)'")
        }
        var new: JSONObject = [
            "startUrl": .string(startURL), "region": .string(region.name), "accessToken": .string(token),
            "expiresAt": .string(UTCDate(search.now + Int64(life)).extended), "clientId": .string(client), "clientSecret": .string(secret),
            "registrationExpiresAt": .string(registration),
        ]
        new["refreshToken"] = answer["refreshToken"]
        return new
    }

    private func answer(to call: SignInCall, _ old: JSONObject) async throws -> JSONObject {
        do {
            return try await call.send(search)
        } catch let refusal as SignInCall.Refusal {
            throw signInNeeded("\(Self.ended(old)), and was not renewed: \(refusal.words)")
        } catch let error as HTTPError {
            throw AWSError(
                .credentialSource, "the sign-in of the AWS profile '\(profileName)' could not be renewed",
                reason: "\(Self.ended(old)); IAM Identity Center: \(error.inShort)", hint: error.hint)
        }
    }

    private func file() throws(AWSError) -> SignInFile {
        guard let home = search.surroundings.home, let hash = SHA1.hash(Array((name ?? startURL).utf8)) else {
            throw AWSError(.credentialSource, "cannot look for the SSO token of the profile '\(profileName)'", reason: "no home directory")
        }
        return SignInFile(path: "\(home)/.aws/sso/cache/\(Hex.encode(hash)).json", surroundings: search.surroundings)
    }

    func signInNeeded(_ reason: String) -> AWSError {
        AWSError(
            .credentialSource, "nobody is signed in for the AWS profile '\(profileName)'", reason: reason,
            hint: "run `aws sso login --profile \(profileName)`")
    }

    private static func token(_ content: JSONObject) -> String? { content["accessToken"]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    private static func end(_ content: JSONObject) -> Int64? {
        content["expiresAt"]?.string.flatMap(UTCDate.init(rfc3339:))?.secondsSince1970
    }
    private static func ended(_ content: JSONObject) -> String { "the session ended at \(content["expiresAt"]?.string ?? "")" }
}

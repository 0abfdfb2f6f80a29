import Bytes
import HTTP
import JSON

/// The session of a person who has signed in with `aws login`: its credentials lie in `~/.aws/login/cache`, and are renewed there.
///
/// They are good for a quarter of an hour, the session for up to twelve.
/// - Source: botocore's `LoginProvider` and `LoginCredentialFetcher`.
struct LoginCredentials: Sendable {
    let search: CredentialSearch
    let profileName: String
    /// The value of `login_session`.
    let session: String

    /// AWS's own programs renew them from so many seconds before their end; at the last of them, too.
    private static let window: Int64 = 301

    func find() async throws -> Credentials {
        let file = try file()
        guard let content = try file.read() else { throw signInNeeded("there is no session '\(file.path)'") }
        let missing = ["accessToken", "refreshToken", "dpopKey", "clientId"].filter { content[$0] == nil }
        guard missing.isEmpty else { throw signInNeeded("the session '\(file.path)' has no '\(missing.joined(separator: "', '"))'") }
        guard Self.credentials(content) != nil else {
            throw signInNeeded("the session '\(file.path)' is not as AWS's command line writes it")
        }
        let signIn = RenewableSignIn(file: file, clock: search.retry.clock, window: Self.window) { Self.credentials($0)?.expiration }
        guard let found = Self.credentials(try await signIn.current(content, renewed)) else { throw badAnswer }
        return found
    }

    private func renewed(_ old: JSONObject) async throws -> JSONObject {
        guard let pem = old["dpopKey"]?.string, let proof = DPoPProof(pem: pem) else {
            throw signInNeeded("the session's key ('dpopKey') is not a private key on the curve P-256")
        }
        guard let client = old["clientId"], let token = old["refreshToken"] else { throw badAnswer }
        let region = try old["signInRegion"]?.string.map { (name) throws(AWSError) in try Region(name) } ?? search.region
        let call = SignInCall(
            service: .signIn, region: region, path: "/v1/token",
            body: ["clientId": client, "refreshToken": token, "grantType": "refresh_token"])
        let answer: JSONObject
        do {
            answer = try await call.send(search) { proof.field(for: $0.text, at: search.now) }
        } catch let refusal as SignInCall.Refusal {
            throw refused(refusal)
        } catch let error as HTTPError {
            throw AWSError(
                .credentialSource, "the sign-in of the AWS profile '\(profileName)' could not be renewed", reason: error.inShort,
                hint: error.hint)
        }
        guard let fresh = answer["accessToken"]?.object, let life = answer["expiresIn"]?.integer, let next = answer["refreshToken"] else {
            throw badAnswer
        }
        var access: JSONObject = ["expiresAt": .string(UTCDate(search.now + Int64(life)).extended)]
        for key in ["accessKeyId", "secretAccessKey", "sessionToken"] { access[key] = fresh[key] }
        access["accountId"] = old["accessToken"]?["accountId"]
        var new = old
        new["accessToken"] = .object(access)
        new["refreshToken"] = next
        guard Self.credentials(new) != nil else { throw badAnswer }
        return new
    }

    private func refused(_ refusal: SignInCall.Refusal) -> AWSError {
        switch refusal.word {
        case "INSUFFICIENT_PERMISSIONS":
            AWSError(
                .credentialSource, "the sign-in of the AWS profile '\(profileName)' may not be renewed", reason: refusal.words,
                hint: "the policies of the one who signed in must allow 'signin:CreateOAuth2Token'")
        default: signInNeeded("the session has ended, or the credentials it began with have changed: \(refusal.words)")
        }
    }

    private func file() throws(AWSError) -> SignInFile {
        let surroundings = search.surroundings
        guard
            let directory = surroundings.environment.nonEmpty("AWS_LOGIN_CACHE_DIRECTORY").map(surroundings.expanded)
                ?? surroundings.home.map({ "\($0)/.aws/login/cache" })
        else {
            throw AWSError(.credentialSource, "cannot look for the sign-in of the profile '\(profileName)'", reason: "no home directory")
        }
        return SignInFile(
            path: "\(directory)/\(Hex.encode(ContentHasher.hash(Array(session.utf8)))).json", surroundings: surroundings)
    }

    private func signInNeeded(_ reason: String) -> AWSError {
        AWSError(
            .credentialSource, "nobody is signed in for the AWS profile '\(profileName)'", reason: reason,
            hint: "run `aws login --profile \(profileName)`")
    }

    private var badAnswer: AWSError {
        AWSError(.badAnswer, "AWS's sign-in service gave no new credentials for the profile '\(profileName)'")
    }

    private static func credentials(_ content: JSONObject) -> Credentials? {
        guard let access = content["accessToken"], let key = access["accessKeyId"]?.string, let secret = access["secretAccessKey"]?.string,
            let token = access["sessionToken"]?.string, let end = access["expiresAt"]?.string.flatMap(UTCDate.init(rfc3339:))
        else { return nil }
        return Credentials(accessKeyID: key, secretAccessKey: secret, sessionToken: token, expiration: end.secondsSince1970)
    }
}

import Bytes
import FoundationEssentials
import HTTP
import HTTPTypes

/// The role of a person who has signed in with `aws sso login`, by the token that left in `~/.aws/sso/cache`.
struct SSOCredentials: Sendable {
    let search: CredentialSearch
    let profile: Profile

    private struct Token: Decodable {
        var accessToken: String?
        var expiresAt: String?
    }

    private struct Answer: Decodable {
        struct Role: Decodable {
            var accessKeyId: String
            var secretAccessKey: String
            var sessionToken: String
            /// Milliseconds since 1970.
            var expiration: Int64
        }
        var roleCredentials: Role
    }

    func find() async throws -> Credentials {
        let account = try profile.required("sso_account_id", for: "sso_role_name")
        let role = try profile.required("sso_role_name", for: "sso_account_id")
        let (cacheName, region) = try session()
        let token = try token(named: cacheName)
        let base = try search.endpoints.address(of: .sso, in: region)
        let query = "role_name=\(PercentEncoding.encode(role))&account_id=\(PercentEncoding.encode(account))"
        var request = Request(.get, try base.resolving("/federation/credentials?\(query)"))
        request.redirects = .handBack
        request.fields.set("x-amz-sso_bearer_token", token)
        let response = try await answer(to: request)
        guard let found = try? JSONDecoder().decode(Answer.self, from: Data(response.bytes)).roleCredentials else {
            throw AWSError(.badAnswer, "IAM Identity Center gave no credentials for the profile '\(profile.name)'")
        }
        return Credentials(
            accessKeyID: found.accessKeyId, secretAccessKey: found.secretAccessKey, sessionToken: found.sessionToken,
            expiration: found.expiration / 1000)
    }

    /// What the token's file is named after, and the region of the sign-in.
    private func session() throws(AWSError) -> (String, Region) {
        guard let name = profile["sso_session"] else {
            let start = try profile.required("sso_start_url", for: "sso_account_id")
            return (start, try Region(profile.required("sso_region", for: "sso_start_url")))
        }
        guard let session = search.files.sessions[name] else {
            throw AWSError(.invalidConfiguration, "there is no section '[sso-session \(name)]', which the profile '\(profile.name)' names")
        }
        return (name, try Region(session.required("sso_region", for: "sso_start_url")))
    }

    private func token(named name: String) throws -> String {
        guard let home = search.surroundings.home, let hash = SHA1.hash(Array(name.utf8)) else {
            throw AWSError(.credentialSource, "cannot look for the SSO token of the profile '\(profile.name)'", reason: "no home directory")
        }
        let path = "\(home)/.aws/sso/cache/\(Hex.encode(hash)).json"
        let bytes: [UInt8]?
        do { bytes = try search.surroundings.readFile(path) } catch {
            throw AWSError(.credentialSource, "cannot read the SSO token '\(path)'", reason: AWSError.words(of: error))
        }
        guard let bytes else { throw signInNeeded("there is no token '\(path)'") }
        guard let token = try? JSONDecoder().decode(Token.self, from: Data(bytes)), let text = token.accessToken, !text.isEmpty,
            let expiry = token.expiresAt.flatMap(UTCDate.init(rfc3339:))
        else { throw signInNeeded("the token '\(path)' is not as AWS's command line writes it") }
        guard expiry.secondsSince1970 > search.now else { throw signInNeeded("the session ended at \(token.expiresAt ?? "")") }
        return text
    }

    private func answer(to request: Request) async throws -> FullResponse {
        do {
            return try await search.retry.run {
                let response = try await search.http.fetch(request, limit: 1 << 20)
                if response.head.status.code == 401 { throw signInNeeded("IAM Identity Center no longer takes the token") }
                let answer = AWSAnswer(response)
                guard answer.isSuccess else { throw Fault(answer).error(answer) }
                return response
            }
        } catch let error as HTTPError {
            throw AWSError(
                .credentialSource, "IAM Identity Center gave no credentials for the profile '\(profile.name)'", reason: error.inShort,
                hint: error.code == .status(403) ? "check 'sso_account_id' and 'sso_role_name'" : error.hint)
        }
    }

    private func signInNeeded(_ reason: String) -> AWSError {
        AWSError(
            .credentialSource, "nobody is signed in for the AWS profile '\(profile.name)'", reason: reason,
            hint: "run `aws sso login --profile \(profile.name)`")
    }
}

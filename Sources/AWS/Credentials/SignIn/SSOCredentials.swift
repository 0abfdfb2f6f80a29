import FoundationEssentials
import HTTP
import HTTPTypes

/// The role of a person who has signed in with `aws sso login`.
struct SSOCredentials: Sendable {
    let search: CredentialSearch
    let profile: Profile

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
        let session = try SSOSession(profile, search)
        let query = "role_name=\(PercentEncoding.encode(role))&account_id=\(PercentEncoding.encode(account))"
        let address = try search.endpoints.address(of: .sso, in: session.region, path: "/federation/credentials?\(query)")
        var request = Request(.get, address)
        request.redirects = .handBack
        request.fields.set("x-amz-sso_bearer_token", try await session.token())
        let response = try await answer(to: request, session)
        guard let found = try? JSONDecoder().decode(Answer.self, from: Data(response.bytes)).roleCredentials else {
            throw AWSError(.badAnswer, "IAM Identity Center gave no credentials for the profile '\(profile.name)'")
        }
        return Credentials(
            accessKeyID: found.accessKeyId, secretAccessKey: found.secretAccessKey, sessionToken: found.sessionToken,
            expiration: found.expiration / 1000)
    }

    private func answer(to request: Request, _ session: SSOSession) async throws -> FullResponse {
        do {
            return try await search.retry.run {
                let response = try await search.http.fetch(request, limit: 1 << 20)
                if response.head.status.code == 401 { throw session.signInNeeded("IAM Identity Center no longer takes the token") }
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
}

import Diagnostics
import FoundationEssentials
import HTTP
import HTTPTypes

/// A job of GitHub Actions that may prove who it is: the role of `AWS_ROLE_ARN`, for a token that GitHub gives when it is asked.
///
/// A token is good for five minutes, so each exchange has its own.
/// - Source: GitHub's "OpenID Connect reference"; actions/toolkit, `oidc-utils.ts`.
struct GitHubActionsSource: CredentialSource {
    let search: CredentialSearch
    var name: String { "GitHub Actions" }

    /// Whom the token is for: what AWS's own action asks for, and the provider in IAM is made for.
    private static let audience = "sts.amazonaws.com"

    /// Whether this is a job of GitHub Actions; elsewhere nobody has to read about it.
    static func isJob(_ environment: [String: String]) -> Bool {
        environment["GITHUB_ACTIONS"] == "true" || environment.nonEmpty("ACTIONS_ID_TOKEN_REQUEST_URL") != nil
    }

    func find() async throws -> Finding {
        let environment = search.surroundings.environment
        guard let arn = environment.nonEmpty("AWS_ROLE_ARN") else { return .nothing("AWS_ROLE_ARN is not set") }
        guard let address = environment.nonEmpty("ACTIONS_ID_TOKEN_REQUEST_URL"),
            let secret = environment.nonEmpty("ACTIONS_ID_TOKEN_REQUEST_TOKEN").map({ Secret($0) })
        else { return .nothing("the job may not ask for a token: it has no 'permissions: id-token: write'") }
        let role = TokenService.Role(arn: arn, sessionName: search.sessionName(nil))
        let token = try await token(at: address, for: secret)
        return .credentials(try await search.tokenService(signedBy: nil).assume(role, withWebIdentity: token.exposed))
    }

    private struct Answer: Decodable { var value: String }

    private func token(at text: String, for secret: Secret<String>) async throws -> Secret<String> {
        var request = Request(.get, try Self.address(text))
        request.redirects = .handBack
        request.fields[.authorization] = "Bearer \(secret.exposed)"
        request.fields[.accept] = "application/json; api-version=2.0"
        do {
            return try await search.retry.run {
                let response = try await search.http.fetch(request, limit: 1 << 20)
                let answer = AWSAnswer(response)
                guard answer.isSuccess else { throw HTTPError(.status(answer.status), answer.address, message: Fault(answer).message) }
                guard let token = try? JSONDecoder().decode(Answer.self, from: Data(answer.bytes)).value, !token.isEmpty else {
                    throw AWSError(.credentialSource, "GitHub gave no identity token for this job", reason: "its answer has no 'value'")
                }
                return Secret(token)
            }
        } catch let error as HTTPError {
            throw AWSError(
                .credentialSource, "GitHub gave no identity token for this job", reason: error.inShort,
                hint: [.status(401), .status(403)].contains(error.code) ? "the job needs 'permissions: id-token: write'" : error.hint)
        }
    }

    /// - Throws: ``AWSError`` `.invalidConfiguration` also where the job's secret would travel unprotected.
    private static func address(_ text: String) throws(AWSError) -> WebAddress {
        let variable = "ACTIONS_ID_TOKEN_REQUEST_URL"
        let address: WebAddress
        do {
            address = try WebAddress(text + (text.contains("?") ? "&" : "?") + "audience=\(PercentEncoding.encode(audience))")
        } catch {
            throw AWSError(.invalidConfiguration, "\(variable) is not an address: '\(error.address)'", reason: error.message)
        }
        guard address.isSecure || address.isLoopback else {
            throw AWSError(.invalidConfiguration, "\(variable) names '\(address.host)', which is not safe to ask over http")
        }
        return address
    }
}

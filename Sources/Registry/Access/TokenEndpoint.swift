import Diagnostics
import FoundationEssentials
import HTTP
import HTTPTypes
import OCI

/// Where a registry sends those who want a token, as its `Bearer` challenge says.
/// - Source: "Token Authentication Specification" and "Oauth2 Token Authentication" of docker/distribution.
struct TokenEndpoint: Sendable {
    let realm: WebAddress
    let service: String?

    /// A token and how long it may be used.
    struct Token: Sendable {
        let value: Secret<String>
        let lifetime: Duration
    }

    /// In bytes; a token is far smaller.
    private static let answerLimit = 1 << 20

    /// - Throws: ``HTTPError`` for a realm that is no address, or that is not encrypted while the registry is.
    init(_ challenge: Challenge, of registry: WebAddress) throws(HTTPError) {
        realm = try WebAddress(challenge.parameters["realm"] ?? "")
        if registry.isSecure, !realm.isSecure {
            throw HTTPError(.refusedRedirect, realm, message: "the registry asks for a token over a connection that is not encrypted")
        }
        service = challenge.parameters["service"]
    }

    /// The request for a token; credentials go to the realm and nowhere else.
    func request(for scope: Scope, _ credentials: RegistryCredentials?) throws(HTTPError) -> Request {
        let common = service.map { [("service", $0)] } ?? []
        let scopes = scope.words.map { ("scope", $0) }
        switch credentials {
        case .identityToken(let token):
            let fields =
                common + [
                    ("grant_type", "refresh_token"), ("client_id", "imgship"), ("refresh_token", token.exposed),
                ] + (scope.words.isEmpty ? [] : [("scope", scope.description)])
            var request = Request(.post, realm, body: .bytes(Array(Self.form(fields).utf8)))
            request.fields[.contentType] = "application/x-www-form-urlencoded"
            // A redirect would take the body along, and the token in it.
            request.redirects = .handBack
            return request
        case .basic(let user, let password):
            var request = Request(.get, try address(common + scopes + [("account", user)]))
            request.fields[.authorization] = Self.basic(user, password).exposed
            return request
        case .registryToken, nil:
            return Request(.get, try address(common + scopes))
        }
    }

    /// Reads the answer of the endpoint.
    /// - Throws: ``HTTPError``, with the endpoint's words when it refused.
    func token(_ response: Response) async throws -> Token {
        guard response.head.status.code == 200 else {
            throw response.head.error(message: RegistryComplaint(try await response.body.collected(upTo: RegistryComplaint.limit)).text)
        }
        let bytes = try await response.body.collect(limit: Self.answerLimit)
        guard let answer = try? CanonicalJSON.decode(Answer.self, from: bytes), let text = answer.token, Self.isPrintable(text) else {
            throw HTTPError(.badResponse, response.head.address, message: "the answer holds no token")
        }
        // The specification: a token without a time lives for a minute.
        let seconds = min(max(answer.expiresIn ?? 60, 1), 86_400)
        return Token(value: Secret(text), lifetime: .seconds(seconds))
    }

    /// The value of `Authorization` for a user and a password.
    static func basic(_ user: String, _ password: Secret<String>) -> Secret<String> {
        Secret("Basic " + Data("\(user):\(password.exposed)".utf8).base64EncodedString())
    }

    private func address(_ fields: [(String, String)]) throws(HTTPError) -> WebAddress {
        guard !fields.isEmpty else { return realm }
        return try WebAddress(realm.text + (realm.query == nil ? "?" : "&") + Self.form(fields))
    }

    private static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\(URLText.encode($0))=\(URLText.encode($1))" }.joined(separator: "&")
    }

    /// Whether the token may stand in a header field: a line break would begin another one.
    private static func isPrintable(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7e).contains($0) } }

    private struct Answer: Decodable {
        let token: String?
        let expiresIn: Int64?

        enum CodingKeys: String, CodingKey {
            case token
            case accessToken = "access_token"
            case expiresIn = "expires_in"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            let tokens = try [CodingKeys.token, .accessToken].map { try fields.decodeIfPresent(String.self, forKey: $0) ?? "" }
            token = tokens.first { !$0.isEmpty }
            expiresIn = try? fields.decode(Int64.self, forKey: .expiresIn)
        }
    }
}

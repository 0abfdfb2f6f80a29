import Diagnostics
import FoundationEssentials
import HTTP

/// User and password for a private registry of ECR, good for half a day.
package struct ECRToken: Sendable, Equatable {
    /// `AWS`
    package let user: String
    package let password: Secret<String>
    /// Seconds since 1970.
    package let expiration: Int64

    /// Gets a token from the API that belongs to the registry: same region, FIPS and IPv6 as its host says.
    ///
    /// It opens every registry the caller's policies allow, in that region.
    /// - Throws: as ``AWSClient``; ``AWSError`` `.badAnswer`.
    package static func fetch(
        for registry: ECRRegistry, credentials: any CredentialProvider, http: HTTPClient, endpoints: Endpoints,
        retry: RetryPolicy = RetryPolicy()
    ) async throws -> ECRToken {
        let client = AWSClient(
            http, region: registry.region, credentials: credentials, endpoints: endpoints.matching(registry), retry: retry)
        let call = AWSCall(.ecr, "GetAuthorizationToken", .repeatable, json: [:])
        return try ECRToken(await client.json(call, as: Answer.self))
    }

    private struct Answer: Decodable {
        struct Item: Decodable {
            var authorizationToken: String
            var expiresAt: Double
        }
        var authorizationData: [Item]
    }

    private init(_ answer: Answer) throws(AWSError) {
        // "user:password" in Base64: what HTTP's Basic scheme sends.
        guard let item = answer.authorizationData.first, let bytes = Data(base64Encoded: item.authorizationToken),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let expiration = Int64(exactly: item.expiresAt.rounded(.down))
        else {
            throw AWSError(
                .badAnswer, "the answer to 'ecr:GetAuthorizationToken' has no token", hint: "check AWS_ENDPOINT_URL if it is set")
        }
        user = String(decoding: bytes[..<colon], as: UTF8.self)
        password = Secret(String(decoding: bytes[(colon + 1)...], as: UTF8.self))
        self.expiration = expiration
    }
}

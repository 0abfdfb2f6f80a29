import JSON

/// The calls of Certificate Manager that a listener needs.
package struct CertificatesClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .acm) }

    /// A certificate; nil when there is none of that ARN in the region.
    package func describeCertificate(_ arn: String) async throws -> Certificate? {
        try await orNil { try await caller.value("Certificate", of: "DescribeCertificate", ["CertificateArn": .string(arn)]) }
    }
}

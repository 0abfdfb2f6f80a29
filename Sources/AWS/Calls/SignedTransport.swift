import HTTP

/// Calls AWS over the network, signed.
package struct SignedTransport: AWSTransport {
    private let http: HTTPClient
    private let endpoints: Endpoints
    private let clock: RetryClock

    /// - Parameter clock: what time it is; a signature is good for minutes only.
    package init(_ http: HTTPClient, _ endpoints: Endpoints, clock: RetryClock) {
        self.http = http
        self.endpoints = endpoints
        self.clock = clock
    }

    package func send(_ call: AWSCall, in region: Region, with credentials: Credentials?) async throws -> AWSAnswer {
        var request = call.request(to: try endpoints.address(of: call.service, in: region))
        if let credentials {
            let signer = SigV4(region: endpoints.signingRegion(of: call.service, in: region), service: call.service.signingName)
            request = try signer.sign(request, with: credentials, at: clock.secondsSince1970())
        }
        return AWSAnswer(try await http.fetch(request))
    }
}

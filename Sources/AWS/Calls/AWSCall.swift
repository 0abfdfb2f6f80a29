import FoundationEssentials
import HTTP
import HTTPTypes

/// One operation of a service with its parameters, before it is signed.
package struct AWSCall: Sendable {
    package let service: AWSService
    /// As in the API's model: `GetAuthorizationToken`.
    package let action: String
    /// Whether doing it twice is as good as doing it once.
    package let safety: RetryPolicy.Safety
    private let body: [UInt8]
    private let contentType: String

    /// A call of a JSON service.
    /// - Throws: ``AWSError`` `.invalidRequest` when the parameters are not JSON, or the service does not speak it.
    package init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, json parameters: some Encodable) throws(AWSError) {
        guard case .json(_, let version) = service.wire, let body = try? JSONEncoder().encode(parameters) else {
            throw AWSError(.invalidRequest, "cannot write the parameters of '\(service.signingName):\(action)'")
        }
        self.init(service, action, safety, Array(body), "application/x-amz-json-\(version)")
    }

    /// A call of a service that takes a form.
    /// - Parameter parameters: without `Action` and `Version`.
    package init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, form parameters: [String: String]) {
        var all = parameters
        all["Action"] = action
        if case .query(let version) = service.wire { all["Version"] = version }
        let form = all.sorted { $0.key < $1.key }.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
        self.init(service, action, safety, Array(form.joined(separator: "&").utf8), "application/x-www-form-urlencoded; charset=utf-8")
    }

    private init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, _ body: [UInt8], _ contentType: String) {
        self.service = service
        self.action = action
        self.safety = safety
        self.body = body
        self.contentType = contentType
    }

    /// What a policy must allow: `ecr:GetAuthorizationToken`.
    package var permission: String { "\(service.signingName):\(action)" }

    func request(to address: WebAddress) -> Request {
        var request = Request(.post, address, body: .bytes(body))
        request.redirects = .handBack
        request.fields[.contentType] = contentType
        if case .json(let prefix, _) = service.wire { request.fields.set(AWSField.target, "\(prefix).\(action)") }
        return request
    }
}

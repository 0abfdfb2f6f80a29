import HTTP
import HTTPTypes
import JSON

/// One operation of a service with its parameters, before it is signed.
package struct AWSCall: Sendable, CustomStringConvertible {
    package let service: AWSService
    /// As in the API's model: `GetAuthorizationToken`.
    package let action: String
    /// Whether doing it twice is as good as doing it once.
    package let safety: RetryPolicy.Safety
    package let parameters: Parameters

    /// What a service is told, in the form it wants.
    package enum Parameters: Hashable, Sendable {
        case json(JSONObject)
        /// Without `Action` and `Version`.
        case form([String: String])
    }

    /// A call of a JSON service.
    package init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, json parameters: JSONObject) {
        self.init(service, action, safety, .json(parameters))
    }

    /// A call of a service that takes a form.
    /// - Parameter parameters: without `Action` and `Version`.
    package init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, form parameters: [String: String]) {
        self.init(service, action, safety, .form(parameters))
    }

    private init(_ service: AWSService, _ action: String, _ safety: RetryPolicy.Safety, _ parameters: Parameters) {
        self.service = service
        self.action = action
        self.safety = safety
        self.parameters = parameters
    }

    /// What a policy must allow: `ecr:GetAuthorizationToken`.
    package var permission: String { "\(service.policyName):\(action)" }
    /// Without the parameters, which may hold secrets.
    package var description: String { permission }

    func request(to address: WebAddress) -> Request {
        var request = Request(.post, address, body: .bytes(body))
        request.redirects = .handBack
        switch service.wire {
        case .json(let prefix, let version):
            request.fields[.contentType] = "application/x-amz-json-\(version)"
            request.fields.set(AWSField.target, "\(prefix).\(action)")
        case .query, .rest: request.fields[.contentType] = "application/x-www-form-urlencoded; charset=utf-8"
        }
        return request
    }

    private var body: [UInt8] {
        switch parameters {
        case .json(let object): return JSONValue.object(object).bytes()
        case .form(var fields):
            fields["Action"] = action
            if case .query(let version) = service.wire { fields["Version"] = version }
            let form = fields.sorted { $0.key < $1.key }.map { "\(PercentEncoding.encode($0.key))=\(PercentEncoding.encode($0.value))" }
            return Array(form.joined(separator: "&").utf8)
        }
    }
}

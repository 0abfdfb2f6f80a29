import HTTP
import JSON

/// The calls of ECS that releases are made of.
///
/// A cluster is its name or ARN, a service its name or ARN, as in AWS's own API.
package struct ECSClient: Sendable {
    let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .ecs) }

    /// Things by their names, in as many calls as ECS's limit asks for, one after the other; none for no names.
    /// - Parameters:
    ///   - list: the field of the answer they are in.
    ///   - key: the field of the request that has the names.
    ///   - limit: names a call.
    func describe<Found: JSONAnswer>(
        _ list: String, by action: String, _ key: String, _ names: [String], limit: Int, _ others: JSONObject = [:]
    ) async throws -> ECSFindings<Found> {
        var findings = ECSFindings<Found>()
        for start in stride(from: 0, to: names.count, by: limit) {
            var parameters = others
            parameters[key] = JSONValue(names[start..<min(start + limit, names.count)])
            findings.add(try await caller.call(action, parameters), list)
        }
        return findings
    }
}

import HTTP
import JSON

/// The calls of Systems Manager that concern parameters. Values are not decrypted, and not kept.
package struct SSMClient: Sendable {
    private let caller: JSONCaller

    package init(_ client: AWSClient) { caller = JSONCaller(client: client, service: .ssm) }

    /// Which of the parameters exist.
    /// - Parameter names: names or ARNs, with `:version` or `:label` behind them if wanted.
    package func getParameters(_ names: [String]) async throws -> (found: [SSMParameter], missing: [String]) {
        var found: [SSMParameter] = [], missing: [String] = []
        // SSM takes 10 a call.
        for start in stride(from: 0, to: names.count, by: 10) {
            let answer = try await caller.call("GetParameters", ["Names": JSONValue(names[start..<min(start + 10, names.count)])])
            found += (answer["Parameters"]?.array ?? []).map(SSMParameter.init)
            missing += answer["InvalidParameters"]?.strings ?? []
        }
        return (found, missing)
    }
}

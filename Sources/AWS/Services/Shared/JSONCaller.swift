import HTTP
import JSON

/// Calls of one JSON service: what its client shares with the others.
struct JSONCaller: Sendable {
    let client: AWSClient
    let service: AWSService

    /// - Returns: the answer, an object; an empty one where the action answers nothing.
    @discardableResult
    func call(_ action: String, _ parameters: JSONObject, _ safety: RetryPolicy.Safety = .repeatable) async throws -> JSONValue {
        try await client.json(AWSCall(service, action, safety, json: parameters))
    }

    /// The field of an answer that the action is all about.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` without that field.
    func value<Part: JSONAnswer>(
        _ field: String, of action: String, _ parameters: JSONObject, _ safety: RetryPolicy.Safety = .repeatable
    ) async throws -> Part {
        guard let value = try await call(action, parameters, safety)[field] else { throw missing(field, action) }
        return Part(value)
    }

    func missing(_ field: String, _ action: String) -> AWSError {
        AWSError(
            .badAnswer, "the answer to '\(service.policyName):\(action)' has no '\(field)'", hint: "check AWS_ENDPOINT_URL if it is set")
    }

    /// The items of a list that comes in pages.
    /// - Parameter limit: no more are asked for once there are that many.
    func items(
        _ list: String, of action: String, _ parameters: JSONObject, token: PageToken = .lowerCase, limit: Int = .max
    ) async throws -> [JSONValue] {
        var pages = Pages(action: "\(service.policyName):\(action)", limit: limit)
        var items: [JSONValue] = []
        repeat {
            var asked = parameters
            asked[token.asked] = pages.token.map { .string($0) }
            let answer = try await call(action, asked)
            items += answer[list]?.array ?? []
            try pages.turn(to: answer[token.answered]?.string, itemsSoFar: items.count)
        } while pages.token != nil
        return Array(items.prefix(limit))
    }
}

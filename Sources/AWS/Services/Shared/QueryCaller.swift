import HTTP
import JSON

/// Calls of one service that takes forms and answers XML: what its client shares with the others.
struct QueryCaller: Sendable {
    let client: AWSClient
    let service: AWSService
    var lists = QueryForm.Lists.members

    /// - Returns: what is inside `<ActionResult>`, or the root itself where a service has no such element, as EC2.
    @discardableResult
    func call(_ action: String, _ parameters: JSONObject, _ safety: RetryPolicy.Safety = .repeatable) async throws -> XMLElement {
        let call = AWSCall(service, action, safety, form: QueryForm.fields(parameters, lists))
        let root = try await client.xml(call)
        return root.child("\(action)Result") ?? root
    }

    /// A text of an answer that the action is all about.
    /// - Throws: as `call`; ``AWSError`` `.badAnswer` without it.
    func text(_ name: String, of action: String, _ parameters: JSONObject, _ safety: RetryPolicy.Safety = .repeatable) async throws
        -> String
    {
        guard let text = try await call(action, parameters, safety).text(at: name) else { throw missing(name, action) }
        return text
    }

    func missing(_ name: String, _ action: String) -> AWSError {
        AWSError(
            .badAnswer, "the answer to '\(service.policyName):\(action)' has no '\(name)'", hint: "check AWS_ENDPOINT_URL if it is set")
    }

    /// The items of a list that comes in pages.
    /// - Parameter isLast: ends the walk: an item that is already known.
    func items<Item: XMLAnswer>(
        _ list: String, of action: String, _ parameters: JSONObject, token: PageToken, limit: Int = .max,
        until isLast: (Item) -> Bool = { _ in false }
    ) async throws -> [Item] {
        var pages = Pages(action: "\(service.policyName):\(action)", limit: limit)
        var items: [Item] = []
        repeat {
            var asked = parameters
            asked[token.asked] = pages.token.map { .string($0) }
            let answer = try await call(action, asked)
            let page = answer.items(of: list).map(Item.init)
            let new = page.prefix { !isLast($0) }
            items += new
            if new.count < page.count { break }
            try pages.turn(to: answer.text(at: token.answered), itemsSoFar: items.count)
        } while pages.token != nil
        return Array(items.prefix(limit))
    }
}

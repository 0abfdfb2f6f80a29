import JSON

/// Which things of EC2 are meant; all of the region without ids and filters.
package struct EC2Filter: Hashable, Sendable {
    /// All must exist: EC2 answers an error (``AWSError/isNotFound``) else.
    package var ids: [String]
    /// Values by the name of a filter: `["vpc-id": ["vpc-1"]]`; all filters must fit, by one value each.
    package var filters: [String: [String]]

    package init(ids: [String] = [], _ filters: [String: [String]] = [:]) {
        self.ids = ids
        self.filters = filters
    }

    /// - Parameter key: how the action names ids on the wire.
    func parameters(ids key: String) -> JSONObject {
        var parameters: JSONObject = [:]
        if !ids.isEmpty { parameters[key] = JSONValue(ids) }
        let list = filters.sorted { $0.key < $1.key }.map { JSONValue.object(["Name": .string($0.key), "Value": JSONValue($0.value)]) }
        if !list.isEmpty { parameters["Filter"] = .array(list) }
        return parameters
    }
}

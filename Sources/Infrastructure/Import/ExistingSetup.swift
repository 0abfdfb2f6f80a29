import JSON

/// What services that exist use, as `imgship.yaml` would name it.
package struct ExistingSetup: Sendable {
    let services: JSONObject
    /// Names of the variables of each service.
    let variables: [String: [String]]
    let vpc: String?
    let subnets: [String]

    /// `services:` and `infra:`, to be put below `version:` and `project:`.
    package var text: String {
        let notes = variables.sorted { $0.key < $1.key }.map {
            "# \($0.key): 'env' is not written down here: \($0.value.joined(separator: ", "))\n"
        }
        return YAMLDocument(json).text + notes.joined()
    }

    package var json: JSONValue {
        var fields: JSONObject = ["services": .object(services)]
        if let infra { fields["infra"] = infra }
        return .object(fields)
    }

    /// The keys are a contract.
    package var document: JSONObject {
        ["setup": json, "variables": .object(variables.mapValues { JSONValue($0) })]
    }

    private var infra: JSONValue? {
        guard let vpc else { return nil }
        // The file names two at least, or none.
        let named: JSONValue? = (2...16).contains(subnets.count) ? JSONValue(subnets) : nil
        return ["vpc": .object(JSONValue.fields(["id": .string(vpc), "subnets": named])), "repositories": ["create": false]]
    }
}

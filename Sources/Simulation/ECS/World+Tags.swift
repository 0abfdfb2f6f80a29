import JSON

extension World {
    func tagResource(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let arn = try taggable(input)
        let new = input["tags"]?.array ?? []
        let keys = new.compactMap { $0["key"]?.string }
        if let reserved = keys.first(where: { $0.lowercased().hasPrefix("aws:") }) {
            throw .parameter("Tag key '\(reserved)' is reserved.")
        }
        let all = (tags[arn] ?? []).filter { !keys.contains($0["key"]?.string ?? "") } + new
        guard all.count <= 50 else { throw .parameter("A resource can have at most 50 tags.") }
        tags[arn] = all
        return [:]
    }

    func untagResource(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        let arn = try taggable(input)
        let keys = input["tagKeys"]?.strings ?? []
        tags[arn]?.removeAll { keys.contains($0["key"]?.string ?? "") }
        return [:]
    }

    func listTags(_ input: JSONValue) throws(SimulatedFault) -> JSONObject {
        ["tags": .array(tags[try taggable(input)] ?? [])]
    }

    private func taggable(_ input: JSONValue) throws(SimulatedFault) -> String {
        let arn = input["resourceArn"]?.string ?? ""
        let isKnown =
            services.contains { $0.arn == arn && $0.status != "INACTIVE" } || clusters.values.contains { $0.arn == arn }
            || definitions.all.contains { $0.arn == arn } || (services.flatMap(\.tasks) + oneOffTasks).contains { $0.arn == arn }
        guard isKnown else { throw .parameter("The specified resource does not exist: \(arn)") }
        return arn
    }
}

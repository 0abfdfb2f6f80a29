import JSON

/// Where the tasks of a service have their addresses.
extension ServiceDraft {
    /// Nil where the file says nothing, and what runs stays where it is.
    var network: JSONValue? {
        let spec = self.spec.network
        let stack = facts.network(of: name)
        let current = running?.service.network
        let isLed = standsOnStack && stack != nil
        guard spec != nil || isLed else { return nil }
        func choose(_ own: [String]?, _ key: String, _ ours: [String]?) -> [String] {
            if let own, !own.isEmpty { return own }
            return isLed ? ours ?? [] : current?[key]?.strings ?? ours ?? []
        }
        let subnets = choose(spec?.subnets, "subnets", stack?.subnets)
        let groups = choose(spec?.securityGroups, "securityGroups", stack?.securityGroups)
        let currentIP = current?["assignPublicIp"]?.string.map { $0 == "ENABLED" }
        // Of subnets that are the file's own, what was decided for the stack's says nothing. Tasks on instances cannot have one.
        let ours = isLed && spec?.subnets.isEmpty ?? true ? stack?.publicIP : nil
        let publicIP = spec?.publicIP ?? (isOnFargate ? ours ?? currentIP ?? stack?.publicIP ?? false : currentIP ?? false)
        var fields: JSONObject = ["subnets": JSONValue(subnets)]
        if !groups.isEmpty { fields["securityGroups"] = JSONValue(groups) }
        if isOnFargate || publicIP { fields["assignPublicIp"] = publicIP ? "ENABLED" : "DISABLED" }
        return spec == nil && isThere(fields) ? nil : .object(fields)
    }

    /// Whether what runs is there already.
    private func isThere(_ network: JSONObject) -> Bool {
        func plain(_ network: JSONObject) -> JSONValue? {
            NormalForm.serviceValue("networkConfiguration", .object(["awsvpcConfiguration": .object(network)]))
        }
        return running?.service.network.map { plain($0) == plain(network) } ?? false
    }

    /// Whether the network is the stack's to say: of what is new, and of what the project has made in its own cluster, so that a change of
    /// 'infra: {vpc, nat}' reaches it. Elsewhere somebody has put it where it is.
    private var standsOnStack: Bool {
        guard let running else { return true }
        guard isOurs(running), spec.serviceDefinition == nil else { return false }
        let groups = running.service.network?["securityGroups"]?.strings ?? []
        return spec.cluster == nil || !Set(groups).isDisjoint(with: facts.network(of: name)?.securityGroups ?? [])
    }

    /// By the tags of a release.
    private func isOurs(_ running: RunningService) -> Bool {
        let tags = (running.service.fields["tags"]?.array ?? []).reduce(into: [String: String]()) { tags, tag in
            tags[tag["key"]?.string ?? ""] = tag["value"]?.string
        }
        return tags["imgship:project"] == destination.project && tags["imgship:environment"] == destination.environment
    }

    /// What is told of a service that is left in another network than that of the stack.
    var isLeftBehind: Bool {
        guard let running, spec.network?.subnets.isEmpty ?? true, !standsOnStack, isOurs(running), let stack = facts.network(of: name),
            let subnets = running.service.network?["subnets"]?.strings
        else { return false }
        return Set(subnets).isDisjoint(with: stack.subnets)
    }
}

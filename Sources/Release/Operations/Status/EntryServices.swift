import Configuration

/// The services that users reach: those with a load balancer; where there is none, those with a port that no other service asks.
package enum EntryServices {
    /// - Returns: names of the file, sorted.
    package static func names(of services: [String: ServiceSpec]) -> [String] {
        let balanced = services.filter { $0.value.loadBalancer != nil }.keys.sorted()
        if !balanced.isEmpty { return balanced }
        let graph = ConnectGraph(services)
        return graph.names.filter { graph.endpoint(of: $0) == nil }
    }
}

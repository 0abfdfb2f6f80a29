/// Where a service is, without anything that is wanted of it.
package struct ServiceAddress: Sendable, Hashable {
    /// As in the file; without a file, the service's own name.
    package let name: String
    package let cluster: String
    package let serviceName: String
    /// Services before it, as in the file.
    package let after: [String]

    package init(name: String, cluster: String, serviceName: String, after: [String] = []) {
        self.name = name
        self.cluster = cluster
        self.serviceName = serviceName
        self.after = after
    }

    /// Those of one wave may go at once.
    static func waves(_ services: [ServiceAddress]) -> [[ServiceAddress]] {
        let level = ReleasePlan.levels(services.map { ($0.name, $0.after) })
        return (0...(level.values.max() ?? 0)).map { number in services.filter { level[$0.name] == number } }.filter { !$0.isEmpty }
    }
}

extension Releaser {
    /// Where the services of a file are.
    /// - Throws: as ``prepare(_:)-(ReleaseRequest)``.
    package func addresses(of request: ReleaseRequest) async throws -> [ServiceAddress] {
        try await FactsGatherer(self, request).addresses()
    }
}

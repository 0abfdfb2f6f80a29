import Configuration

/// For how many days the file wants lines to be kept.
struct LogRetentions {
    private let services: [String: ServiceSpec]

    init(_ services: [String: ServiceSpec]) { self.services = services }

    func days(_ service: String, _ container: String) -> Int {
        guard case .containers(let containers) = services[service]?.task else { return MissingLogGroup.standardRetention }
        return containers[container]?.logs?.retention ?? MissingLogGroup.standardRetention
    }
}

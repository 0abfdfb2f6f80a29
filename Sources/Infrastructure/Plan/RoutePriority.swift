import Configuration

/// Which rule of a listener is asked first: the lower number.
///
/// Hosts come before paths, names before patterns, and longer paths before shorter ones. The number is a function of the rule and the
/// service's name alone: CloudFormation changes rules one after another, and what moved others' numbers would need one that is taken
/// for a moment, which ELB refuses (PriorityInUse).
enum RoutePriority {
    /// Of everything that no other rule has.
    /// - Source: Elastic Load Balancing, `RulePriority`: 1 to 50,000.
    static let last = 50_000

    /// Paths that say more than this are equal.
    private static let mostWeight = 31

    /// A run of numbers for rules of one kind, in equal parts for the weights of their paths.
    private struct Band {
        let first: Int
        let width: Int

        func number(_ name: String, weight: Int = mostWeight) -> Int {
            first + (mostWeight - min(weight, mostWeight)) * width + Int(RoutePriority.hash(name) % UInt64(width))
        }
    }

    // 32 weights each; rules of hosts alone never stand in each other's way, and share one part.
    private static let hostAndPath = Band(first: 1, width: 300)
    private static let host = Band(first: 9_601, width: 10_000)
    private static let openHostAndPath = Band(first: 19_601, width: 300)
    private static let openHost = Band(first: 29_201, width: 150)
    private static let path = Band(first: 34_001, width: 490)

    /// - Returns: what the file says, or a number that other services do not change.
    static func of(_ service: PublishedService) -> Int {
        if let given = service.spec.priority { return given }
        // The most open of several decides: whatever says more stands before it.
        let weight = service.spec.paths.map(RoutePattern.weight).min()
        let hosts = service.spec.hosts
        guard !hosts.isEmpty else { return weight.map { path.number(service.name, weight: $0) } ?? last }
        let isOpen = hosts.contains(where: RoutePattern.isOpen)
        if let weight { return (isOpen ? openHostAndPath : hostAndPath).number(service.name, weight: weight) }
        guard isOpen else { return host.number(service.name) }
        return openHost.number(service.name, weight: hosts.map(RoutePattern.weight).min() ?? 0)
    }

    /// FNV-1a: the same on every machine, which Swift's own hash is not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }
}

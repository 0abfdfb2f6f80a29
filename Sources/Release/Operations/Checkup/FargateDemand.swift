import Configuration

/// How many virtual CPUs of Fargate the services of a file ask for, of each kind that has a quota of its own.
package struct FargateDemand: Sendable, Hashable {
    /// In CPU units, 1024 a vCPU.
    package struct Amount: Sendable, Hashable {
        /// What the fewest tasks need that the file asks for.
        package var least = 0
        /// What the most tasks need, while each service is being replaced too.
        package var most = 0
    }

    package private(set) var onDemand = Amount()
    package private(set) var spot = Amount()

    /// Services without `cpu`, or on machines of one's own, are not counted: what they need is not in the file.
    package init(_ services: [String: ServiceSpec]) {
        for service in services.values {
            guard let cpu = service.cpu, service.launchType != .ec2 else { continue }
            let least = service.desired ?? service.scaling?.minimum ?? 1
            let steady = max(least, service.scaling?.maximum ?? least)
            // Where traffic moves all of them run twice; of a rolling update ECS rounds the most tasks down.
            let movesTraffic = service.deployment?.strategy?.movesTraffic == true
            let most = max(steady, steady * (movesTraffic ? 200 : service.deployment?.maximum ?? 200) / 100)
            switch Self.kind(of: service) {
            case .onDemand: Self.add(least * cpu, most * cpu, to: &onDemand)
            case .spot: Self.add(least * cpu, most * cpu, to: &spot)
            case .either:
                // How ECS divides them changes with the number of tasks: both may need all.
                Self.add(least * cpu, most * cpu, to: &onDemand)
                Self.add(0, most * cpu, to: &spot)
            case .own: break
            }
        }
    }

    private enum Kind { case onDemand, spot, either, own }

    private static func kind(of service: ServiceSpec) -> Kind {
        let providers = Set(service.capacity.map(\.provider))
        let fargate = providers.intersection(["FARGATE", "FARGATE_SPOT"])
        if providers.isEmpty || fargate == ["FARGATE"] { return .onDemand }
        if fargate.isEmpty { return .own }
        return fargate.count == 1 ? .spot : .either
    }

    private static func add(_ least: Int, _ most: Int, to amount: inout Amount) {
        amount.least += least
        amount.most += most
    }
}

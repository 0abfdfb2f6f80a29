extension ServiceSpec {
    /// Whether its deployments move traffic from old tasks to new ones.
    package var movesTraffic: Bool { deployment?.strategy?.movesTraffic ?? false }

    /// Reports what a load balancer has for deployments of another kind, and lacks for its own.
    func checkShifting(_ fields: Fields, _ reading: Reading) {
        guard let balancer = fields["load-balancer"], let loadBalancer else { return }
        guard !movesTraffic else {
            let isAlone = loadBalancer.targetGroup != nil && !ShiftingGround.keyNames.contains { balancer[$0] != nil }
            if isAlone, let strategy = deployment?.strategy {
                reading.report(
                    balancer.place,
                    "'strategy: \(strategy.rawValue)' needs 'alternate-target-group', 'listener-rule' and 'role' beside the 'target-group'")
            }
            return
        }
        for key in LoadBalancerSpec.shiftingKeys {
            guard let place = balancer[key]?.keyPlace else { continue }
            reading.report(
                place, "'\(key)' is for a 'deployment' whose strategy is blue-green, linear or canary")
        }
    }
}

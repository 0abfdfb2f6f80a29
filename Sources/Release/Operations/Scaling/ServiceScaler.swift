import AWS
import JSON

/// Changes how many tasks a service has, or between which numbers it is scaled.
package struct ServiceScaler: Sendable {
    private let clients: ReleaseClients

    package init(_ clients: ReleaseClients) { self.clients = clients }

    /// What is to change; what is nil stays.
    package struct Wish: Sendable, Hashable {
        package var desired: Int?
        package var bounds: ClosedRange<Int>?
        /// Whether scaling is to pause, or to go on.
        package var isSuspended: Bool?

        package init(desired: Int? = nil, bounds: ClosedRange<Int>? = nil, isSuspended: Bool? = nil) {
            self.desired = desired
            self.bounds = bounds
            self.isSuspended = isSuspended
        }
    }

    /// - Throws: ``ScalingError``, before anything is changed; ``ServiceMissing``; `AWSError`.
    package func scale(_ address: ServiceAddress, _ wish: Wish) async throws -> ScalingOutcome {
        let service = try await ServiceFinder(ecs: clients.ecs).service(address)
        let scalable = ScalableService(cluster: DeploymentWatch.shortName(address.cluster), service: address.serviceName)
        let target = try await clients.scaling.describeScalableTargets([scalable]).first
        try check(wish, target, address)
        if wish.bounds != nil || wish.isSuspended != nil {
            try await clients.scaling.registerScalableTarget(
                scalable, minimum: wish.bounds?.lowerBound, maximum: wish.bounds?.upperBound,
                suspended: wish.isSuspended.map { $0 ? .all : .none })
        }
        var bounds = Self.bounds(target, wish)
        if wish.bounds != nil { bounds?.isScheduled = try await isScheduled(scalable) }
        let before = service.desiredCount ?? 0
        if let desired = wish.desired, desired != before {
            _ = try await clients.ecs.updateService([
                "cluster": .string(address.cluster), "service": .string(address.serviceName), "desiredCount": JSONValue(desired),
            ])
        }
        return ScalingOutcome(service: address, desiredBefore: before, desired: wish.desired ?? before, bounds: bounds)
    }

    /// False for someone who may not look.
    private func isScheduled(_ scalable: ScalableService) async throws -> Bool {
        do {
            return try await !clients.scaling.describeScheduledActions(of: scalable).isEmpty
        } catch let error as AWSError where error.isDenial {
            return false
        }
    }

    private func check(_ wish: Wish, _ target: ScalableTarget?, _ address: ServiceAddress) throws(ScalingError) {
        guard let target else {
            if wish.bounds == nil, wish.isSuspended == nil { return }
            throw ScalingError(code: .isNotScaled, service: address.name)
        }
        let isQuiet = wish.isSuspended ?? (target.suspension == .all)
        guard wish.desired == nil || isQuiet else {
            throw ScalingError(
                code: .isScaled(minimum: target.minimum ?? 0, maximum: target.maximum ?? 0), service: address.name)
        }
    }

    private static func bounds(_ target: ScalableTarget?, _ wish: Wish) -> ScalingOutcome.Bounds? {
        target.map {
            ScalingOutcome.Bounds(
                minimum: wish.bounds?.lowerBound ?? $0.minimum ?? 0, maximum: wish.bounds?.upperBound ?? $0.maximum ?? 0,
                isSuspended: wish.isSuspended ?? ($0.suspension == .all))
        }
    }
}

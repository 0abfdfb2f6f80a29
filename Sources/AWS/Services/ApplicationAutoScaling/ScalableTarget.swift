import JSON

/// The bounds between which a service is scaled.
package struct ScalableTarget: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    /// `service/main/backend`
    package var resourceID: String? { string("ResourceId") }
    package var minimum: Int? { integer("MinCapacity") }
    package var maximum: Int? { integer("MaxCapacity") }
    package var suspension: Suspension {
        let state = json["SuspendedState"]
        return Suspension(
            scalingIn: state?["DynamicScalingInSuspended"]?.bool ?? false, scalingOut: state?["DynamicScalingOutSuspended"]?.bool ?? false,
            scheduled: state?["ScheduledScalingSuspended"]?.bool ?? false)
    }

    /// What is not done at the moment.
    package struct Suspension: Hashable, Sendable {
        package var scalingIn: Bool
        package var scalingOut: Bool
        package var scheduled: Bool

        package init(scalingIn: Bool, scalingOut: Bool, scheduled: Bool) {
            self.scalingIn = scalingIn
            self.scalingOut = scalingOut
            self.scheduled = scheduled
        }

        package static let none = Suspension(scalingIn: false, scalingOut: false, scheduled: false)
        package static let all = Suspension(scalingIn: true, scalingOut: true, scheduled: true)

        var json: JSONValue {
            [
                "DynamicScalingInSuspended": .bool(scalingIn), "DynamicScalingOutSuspended": .bool(scalingOut),
                "ScheduledScalingSuspended": .bool(scheduled),
            ]
        }
    }
}

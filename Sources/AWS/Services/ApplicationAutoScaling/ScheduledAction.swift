import JSON

/// A scheduled action of a service.
package struct ScheduledAction: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("ScheduledActionName") }
    package var schedule: ScalingSchedule? {
        string("Schedule").map {
            let bounds = json["ScalableTargetAction"]
            var schedule = ScalingSchedule(
                $0, timeZone: string("Timezone"), minimum: bounds?["MinCapacity"]?.integer, maximum: bounds?["MaxCapacity"]?.integer)
            schedule.start = time("StartTime").flatMap { Int(exactly: $0.rounded()) }
            schedule.end = time("EndTime").flatMap { Int(exactly: $0.rounded()) }
            return schedule
        }
    }
}

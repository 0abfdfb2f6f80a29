import JSON

/// When the bounds of a service change, and to what.
package struct ScalingSchedule: Hashable, Sendable {
    /// `cron(0 8 ? * MON-FRI *)`, `rate(1 hour)`, `at(2030-01-01T00:00:00)`
    package var schedule: String
    /// `Europe/Berlin`; UTC when nil.
    package var timeZone: String?
    package var minimum: Int?
    package var maximum: Int?
    /// Between which a recurring one comes. Seconds since 1970.
    package var start: Int?
    package var end: Int?

    package init(_ schedule: String, timeZone: String? = nil, minimum: Int? = nil, maximum: Int? = nil) {
        self.schedule = schedule
        self.timeZone = timeZone
        self.minimum = minimum
        self.maximum = maximum
    }

    var parameters: JSONObject {
        let bounds = JSONValue.fields(["MinCapacity": minimum.map { JSONValue($0) }, "MaxCapacity": maximum.map { JSONValue($0) }])
        return JSONValue.fields([
            "Schedule": .string(schedule), "Timezone": timeZone.map { .string($0) }, "ScalableTargetAction": .object(bounds),
            "StartTime": start.map { JSONValue($0) }, "EndTime": end.map { JSONValue($0) },
        ])
    }
}

import JSON

/// A command that tells whether a container is well.
/// - Source: Docker's image config; not in image-spec. ECS ignores it, and has its own in the task definition.
package struct Healthcheck: Hashable, Sendable {
    /// `["CMD", program, argument...]`, `["CMD-SHELL", line]`, `["NONE"]`, or empty to inherit.
    package var test: [String]
    package var interval: Duration?
    package var timeout: Duration?
    package var startPeriod: Duration?
    package var retries: Int64?
    package var unknown: JSONObject = [:]

    package init(test: [String]) { self.test = test }
}

extension Healthcheck: Codable {
    enum CodingKeys: String, CodingKey, CaseIterable {
        case test = "Test"
        case interval = "Interval"
        case timeout = "Timeout"
        case startPeriod = "StartPeriod"
        case retries = "Retries"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try FieldReader<CodingKeys>(decoder)
        let duration = { (key: CodingKeys) throws -> Duration? in
            let nanoseconds: Int64? = try fields.optional(key)
            return nanoseconds.map { .nanoseconds($0) }
        }
        test = try fields.list(.test)
        interval = try duration(.interval)
        timeout = try duration(.timeout)
        startPeriod = try duration(.startPeriod)
        retries = try fields.optional(.retries)
        unknown = try fields.unknown()
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = try FieldWriter<CodingKeys>(encoder, unknown: unknown)
        try fields.write(.test, unlessEmpty: test)
        try fields.write(.interval, ifPresent: interval.map(Self.nanoseconds))
        try fields.write(.timeout, ifPresent: timeout.map(Self.nanoseconds))
        try fields.write(.startPeriod, ifPresent: startPeriod.map(Self.nanoseconds))
        try fields.write(.retries, ifPresent: retries)
    }

    /// Whole nanoseconds; beyond 292 years the longest there is.
    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isOver) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
        return isTooLong || isOver ? (seconds < 0 ? .min : .max) : sum
    }
}

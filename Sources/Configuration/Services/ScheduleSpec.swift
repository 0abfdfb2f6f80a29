/// Other bounds for the number of tasks from a time on.
package struct ScheduleSpec: Sendable, Equatable {
    /// As Application Auto Scaling takes it: `cron(0 8 ? * MON-FRI *)`, `rate(1 hour)`, `at(2030-01-01T00:00:00)`.
    package var expression: String
    /// Its IANA name; UTC unless given.
    package var timeZone: String?
    /// At least one of the two is given.
    package var minimum: Int?
    package var maximum: Int?
    /// Before which a recurring one does nothing, and after which it is over. Seconds since 1970.
    package var start: Int?
    package var end: Int?
    /// The time of one that comes once, read as UTC. Seconds since 1970.
    package var once: Int?

    static let keys = Keys(
        "a scheduled change", definition: "schedule", ["cron", "rate", "at", "timezone", "min", "max", "start", "end"])

    init?(_ node: Node, _ reading: Reading) {
        guard let fields = Fields(node, Self.keys, reading) else { return nil }
        fields.exclusive("cron", "rate", "at")
        let cron = fields.read("cron", reading.cron).map { "cron(\($0))" }
        let rate = fields.read("rate", reading.rate).map { "rate(\($0))" }
        let at = fields.read("at", reading.moment)
        timeZone = fields.read("timezone", reading.timeZone)
        let count = { (node: Node) in reading.integer(node, 0...5000, "a number of tasks") }
        (minimum, maximum) = (fields.read("min", count), fields.read("max", count))
        let (start, end) = (fields.read("start", reading.moment), fields.read("end", reading.moment))
        (self.start, self.end, once) = (start?.secondsSince1970, end?.secondsSince1970, at?.secondsSince1970)
        Self.check(fields, reading)
        if let minimum, let maximum, minimum > maximum {
            reading.report(fields.place("max"), "'max: \(maximum)' is less than 'min: \(minimum)'")
        }
        if let start, let end, start >= end {
            reading.report(fields.place("end"), "'end' is not after 'start'")
        }
        guard let expression = cron ?? rate ?? at.map({ "at(\($0.text))" }) else { return nil }
        self.expression = expression
    }

    private static func check(_ fields: Fields, _ reading: Reading) {
        if !["cron", "rate", "at"].contains(where: fields.has) {
            reading.report(fields.node, "it has no time: give a 'cron' expression, a 'rate' such as 1 hour, or 'at'")
        }
        if !fields.has("min"), !fields.has("max") { reading.report(fields.node, "it changes nothing: give a 'min' or a 'max'") }
        for key in ["start", "end"] where fields.has(key) && fields.has("at") {
            reading.report(fields.place(key), "'\(key)' belongs to what recurs, 'at' comes once")
        }
        if fields.has("timezone"), fields.has("rate") {
            reading.report(fields.place("timezone"), "a 'rate' has no time zone")
        }
        if case .scalar(let text, _)? = fields["at"]?.content, text.hasSuffix("Z"), fields.has("timezone") {
            reading.report(fields.place("timezone"), "the 'Z' of 'at' says UTC already: remove one of the two")
        }
    }
}

import JSON

/// One line of a log.
package struct LogEvent: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var message: String { string("message") ?? "" }
    /// Since 1970: what requests want to begin from.
    package var milliseconds: Int64? { integer("timestamp").map(Int64.init) }
    /// Seconds since 1970.
    package var time: Double? { milliseconds.map { Double($0) / 1000 } }
    /// Of an event that was searched for.
    package var stream: String? { string("logStreamName") }
    /// Of an event that was searched for: the same event has the same id in every search.
    package var id: String? { string("eventId") }
}

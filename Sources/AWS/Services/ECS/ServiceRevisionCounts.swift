import JSON

/// How many tasks of one service revision there are, and what share of the traffic it has.
package struct ServiceRevisionCounts: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var arn: String? { string("arn") }
    package var requestedTaskCount: Int? { integer("requestedTaskCount") }
    package var runningTaskCount: Int? { integer("runningTaskCount") }
    package var pendingTaskCount: Int? { integer("pendingTaskCount") }
    /// Percent; nil for a rolling update.
    package var productionTraffic: Double? { json["requestedProductionTrafficWeight"]?.number }
    package var testTraffic: Double? { json["requestedTestTrafficWeight"]?.number }
}

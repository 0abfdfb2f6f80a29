import JSON

/// A line of a service's own diary: `(service backend) has reached a steady state.`
package struct ECSEvent: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var id: String? { string("id") }
    /// Seconds since 1970.
    package var createdAt: Double? { time("createdAt") }
    package var message: String? { string("message") }
}

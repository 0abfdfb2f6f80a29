/// How one target of a target group is.
package struct TargetHealth: XMLAnswer {
    package let xml: XMLElement
    package init(_ xml: XMLElement) { self.xml = xml }

    /// The private address of a task.
    package var target: String? { string("Target", "Id") }
    package var port: Int? { string("Target", "Port").flatMap { Int($0) } }
    /// `initial`, `healthy`, `unhealthy`, `unused`, `draining`, `unavailable`.
    package var state: String? { string("TargetHealth", "State") }
    package var isHealthy: Bool { state == "healthy" }
    /// `Target.ResponseCodeMismatch`, `Target.Timeout`, ...
    package var reason: String? { string("TargetHealth", "Reason") }
    package var description: String? { string("TargetHealth", "Description") }
}

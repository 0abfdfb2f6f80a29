import JSON

/// A container of a task, as it runs or as it ended.
package struct ECSContainer: JSONAnswer {
    package let json: JSONValue
    package init(_ json: JSONValue) { self.json = json }

    package var name: String? { string("name") }
    package var image: String? { string("image") }
    /// What was really pulled: `sha256:...`
    package var imageDigest: String? { string("imageDigest") }
    package var lastStatus: String? { string("lastStatus") }
    /// Nil while it runs, and for one that never started.
    package var exitCode: Int? { integer("exitCode") }
    /// `OutOfMemoryError: ...`, `CannotPullContainerError: ...`
    package var reason: String? { string("reason") }
    package var healthStatus: String? { string("healthStatus") }
    package var privateIPv4Address: String? { json["networkInterfaces"]?.array?.first?["privateIpv4Address"]?.string }
}

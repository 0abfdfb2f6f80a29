import JSON

/// One call that was made, and how it was answered.
package struct TranscriptEntry: Hashable, Sendable, CustomStringConvertible {
    /// Milliseconds of virtual time since the simulation began.
    package let milliseconds: Int64
    /// As in policies: `ecs`.
    package let service: String
    /// `UpdateService`
    package let action: String
    /// What was asked; a form's fields as texts.
    package let parameters: JSONObject
    /// The error's code; nil when the call was done.
    package let error: String?

    /// `12.250s ecs:UpdateService {"cluster":"demo"} -> ServiceNotFoundException`, without the arrow when it was done.
    package var description: String {
        let fraction = String(1000 + milliseconds % 1000).dropFirst()
        let outcome = error.map { " -> " + $0 } ?? ""
        return "\(milliseconds / 1000).\(fraction)s \(service):\(action) \(JSONValue.object(parameters).text())\(outcome)"
    }
}

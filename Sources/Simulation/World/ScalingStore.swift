import JSON

/// Application Auto Scaling: targets, policies and scheduled actions.
struct ScalingStore {
    var targets: [String: JSONObject] = [:]
    /// In the order they were made.
    var policies: [JSONObject] = []
    var actions: [JSONObject] = []
}

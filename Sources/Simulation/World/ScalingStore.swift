import JSON

/// Application Auto Scaling: targets and policies by resource.
struct ScalingStore {
    var targets: [String: JSONObject] = [:]
    /// In the order they were made.
    var policies: [JSONObject] = []
}

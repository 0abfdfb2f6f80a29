import JSON

/// A service as it was asked for at one time: what a deployment brings about, and a rollback brings back.
final class RevisionState {
    let arn: String
    let definition: DefinitionState
    /// The settings that count for tasks.
    let settings: JSONObject
    let createdAt: Moment
    /// Images by container, with the digests found when it was made.
    let images: [JSONValue]
    /// Whether a deployment of it has succeeded.
    var isProven = false

    init(arn: String, definition: DefinitionState, settings: JSONObject, images: [JSONValue], createdAt: Moment) {
        self.arn = arn
        self.definition = definition
        self.settings = settings
        self.images = images
        self.createdAt = createdAt
    }
}

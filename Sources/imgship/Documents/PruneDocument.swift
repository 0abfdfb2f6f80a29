import Content
import JSON
import Release

/// What `imgship prune --json` prints.
struct PruneDocument: AnswerDocument {
    var plan: PrunePlan?
    /// Of the local store.
    var blobs: RemovedBlobs?

    var fields: JSONObject {
        [
            "revisions": .array((plan?.revisions ?? []).map(Self.json)),
            "local": blobs.map { ["blobs": JSONValue($0.count), "bytes": .integer($0.size)] } ?? .null,
        ]
    }

    private static func json(_ revision: PrunePlan.Revision) -> JSONValue {
        let reason: String? = if case .kept(let reason) = revision.fate { reason.rawValue } else { nil }
        return ["revision": .string(revision.arn), "kept": JSONValue(optional: reason), "active": .bool(revision.isActive)]
    }
}

import AWS
import JSON

/// What a revision says of the release that brought it, in tags: the record of a release that any machine can read back from AWS.
///
/// The way back of a later `imgship rollback` is read from it, in another job as well as beside the file.
struct ReleaseMark: Sendable, Hashable {
    /// Of the release: the same on all revisions that it registered; nil for a revision of another tool.
    let release: String?
    /// `FAMILY:NUMBER` of what the service ran before; nil when the release made the service.
    let previous: String?

    private static let releaseTag = "imgship:release"
    private static let previousTag = "imgship:previous"

    /// - Parameter tags: of a task definition.
    init(tags: [String: String]) {
        release = tags[Self.releaseTag]
        previous = tags[Self.previousTag]
    }

    init(release: String, before running: RunningService?) {
        self.release = release
        let revision = running.flatMap { $0.isActive ? $0.revision : nil }.map(DeploymentWatch.shortName)
        // A family may be as long as the value of a tag alone.
        previous = revision.flatMap { $0.count <= TagRules.valueLimit ? $0 : nil }
    }

    /// The name of a new release: its moment, and something that no other has.
    static func name(at seconds: Int64) -> String { "\(UTCDate(seconds).basic)-\(RequestToken().text.prefix(8))" }

    /// The service with this mark, and no other, on the revision to be registered.
    func marking(_ service: ComposedService) -> ComposedService {
        var copy = service
        let others = (service.task.fields["tags"]?.array ?? []).filter { tag in
            ![Self.releaseTag, Self.previousTag].contains(tag["key"]?.string ?? "")
        }
        let tags = [Self.releaseTag: release, Self.previousTag: previous].compactMapValues { $0 }
        copy.task.fields["tags"] = .array(others + ServiceDraft.tags(tags))
        return copy
    }
}

/// Which revisions of task definitions go, and which stay and why.
package struct PrunePlan: Sendable, Hashable {
    /// Families by name, revisions newest first.
    package let revisions: [Revision]

    package struct Revision: Sendable, Hashable {
        package let arn: String
        package let fate: Fate
        /// Whether it can still be deployed; one that cannot may only be deleted.
        package let isActive: Bool

        /// `chat-backend:7`
        package var name: String { DeploymentWatch.shortName(arn) }
    }

    package enum Fate: Sendable, Hashable {
        case kept(Reason)
        case removed
    }

    package enum Reason: String, Sendable {
        /// A service wants it, or a task of it runs.
        case inUse = "in-use"
        /// A deployment of the last 90 days brought it, and went well.
        case deployed
        /// One of the newest.
        case recent
    }

    package var removed: [Revision] { revisions.filter { $0.fate == .removed } }

    /// Decides on one family.
    /// - Parameters:
    ///   - active: ARNs, the newest first; so for `inactive`, which are looked at only to be deleted.
    ///   - keep: how many of the newest that did not fail are kept in any case.
    static func decide(active: [String], inactive: [String], _ use: RevisionUse, keep: Int) -> [Revision] {
        var left = keep
        let decided = active.map { arn -> Revision in
            var fate = Fate.removed
            if use.running.contains(arn) {
                fate = .kept(.inUse)
            } else if use.deployed.contains(arn) {
                fate = .kept(.deployed)
            } else if left > 0, !use.failed.contains(arn) {
                fate = .kept(.recent)
            }
            // One that failed does not take the place of a good one, whatever else keeps it.
            if fate != .removed, !use.failed.contains(arn) { left -= 1 }
            return Revision(arn: arn, fate: fate, isActive: true)
        }
        let others = inactive.map { arn in
            Revision(arn: arn, fate: use.running.contains(arn) ? .kept(.inUse) : .removed, isActive: false)
        }
        return decided + others
    }
}

/// What is known of the revisions of a family.
struct RevisionUse: Sendable, Hashable {
    /// Services want them, or tasks of them run.
    var running: Set<String> = []
    /// Deployments of the last 90 days brought them, and went well or are under way.
    var deployed: Set<String> = []
    /// All deployments of the last 90 days that brought them failed.
    var failed: Set<String> = []
}

import AWS
import JSON

/// What a release, or a way back, did: the same whether it went well or not.
package struct ReleaseRecord: Sendable, Hashable {
    package enum Outcome: String, Sendable {
        case succeeded
        /// Everything ran as it was wanted.
        case unchanged
        /// Told to ECS, and not waited for.
        case started
        case rolledBack = "rolled-back"
        /// It is not as it was wanted; how each service is, its state says.
        case failed
        case timedOut = "timed-out"
        /// A deployment waits for someone to continue it.
        case paused
        case interrupted
    }

    package var outcome = Outcome.failed
    /// The release's name, as the revisions bear it; nil for a way back and for what was only followed.
    package var release: String?
    /// Seconds since 1970, as are all times here.
    package let startedAt: Int64
    package var finishedAt: Int64?
    /// In the order in which they were, or would have been, changed.
    package var services: [Entry]
    /// Revisions that were registered and that no service uses.
    package var unusedRevisions: [String] = []

    package struct Entry: Sendable, Hashable {
        package let name: String
        package let cluster: String
        package let service: String
        package let action: ServicePlan.Action
        package var state = State.untouched
        /// ARN of the task definition that was deployed.
        package var revision: String?
        /// ARN of the one that ran before.
        package var previousRevision: String?
        /// ARN of the service deployment.
        package var deployment: String?
        /// With their digests, by container.
        package var images: [String: String] = [:]
    }

    /// How far one service came.
    package enum State: String, Sendable {
        case untouched
        /// Told to change; whether ECS has understood is not known.
        case changing
        /// The deployment is going on, as far as we know.
        case deploying
        /// The deployment waits for someone to continue it.
        case paused
        case succeeded
        case rolledBack = "rolled-back"
        /// A new service, stopped: it has no tasks any more.
        case stopped
        case failed
        case unchanged
    }

    /// Services that were told something, or perhaps were.
    package var touched: [Entry] { services.filter { ![.untouched, .unchanged].contains($0.state) } }

    package subscript(name: String) -> Entry? {
        get { services.first { $0.name == name } }
        set { if let newValue, let index = services.firstIndex(where: { $0.name == name }) { services[index] = newValue } }
    }
}

extension ReleaseRecord {
    /// Schema 1; the keys are a contract.
    package var json: JSONValue {
        [
            "schema": 1, "outcome": .string(outcome.rawValue), "release": release.map { .string($0) } ?? .null,
            "startedAt": .string(UTCDate(startedAt).readable),
            "finishedAt": finishedAt.map { .string(UTCDate($0).readable) } ?? .null, "services": .array(services.map(\.json)),
            "unusedRevisions": JSONValue(unusedRevisions),
        ]
    }
}

extension ReleaseRecord.Entry {
    var json: JSONValue {
        let optional = { (text: String?) -> JSONValue in text.map { .string($0) } ?? .null }
        return [
            "name": .string(name), "cluster": .string(cluster), "service": .string(service), "action": .string(action.rawValue),
            "state": .string(state.rawValue), "revision": optional(revision), "previousRevision": optional(previousRevision),
            "deployment": optional(deployment), "images": JSONValue(images),
        ]
    }
}

extension UTCDate {
    /// `2026-01-05T09:00:12Z`
    package var readable: String {
        let text = Array(basic)
        guard text.count == 16 else { return basic }
        let part = { (range: Range<Int>) in String(text[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
    }
}

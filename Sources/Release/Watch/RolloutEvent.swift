import JSON

/// Something that happened during a release; Terminal decides how, or whether, it looks.
package struct RolloutEvent: Sendable, Hashable {
    /// As in the file.
    package let service: String
    /// Seconds since 1970: AWS's time where AWS says so, else ours.
    package let at: Double
    package let kind: Kind

    package enum Kind: Sendable, Hashable {
        /// A revision was registered: its ARN.
        case registered(String)
        /// A one-off task changed its state, in ECS's own word.
        case task(String)
        /// A line of a one-off task.
        case line(String)
        /// How far a deployment is; only told when something in it has changed.
        case progress(RolloutProgress)
        /// A line of the service's own diary.
        case message(String)
        /// A task of the deployment failed: the reason, as ECS says it.
        case taskFailed(String)
        /// The deployment is over.
        case ended(RolloutOutcome)
        /// What went wrong; told as soon as it is known, before the way back is over.
        case postMortem(PostMortem)
    }
}

/// Takes what happens during a release; called one after the other, and not for long.
package typealias RolloutObserver = @Sendable (RolloutEvent) -> Void

extension RolloutEvent {
    /// A line of `--json`: the keys are a contract.
    package var json: JSONValue {
        let (name, fields): (String, JSONObject) =
            switch kind {
            case .registered(let revision): ("registered", ["revision": .string(revision)])
            case .task(let status): ("task", ["status": .string(status)])
            case .line(let text): ("log", ["text": .string(text)])
            case .progress(let progress): ("progress", progress.json)
            case .message(let text): ("event", ["text": .string(text)])
            case .taskFailed(let reason): ("task-failed", ["reason": .string(reason)])
            case .ended(let outcome): ("ended", ["outcome": .string(outcome.name), "reason": outcome.reason.map { .string($0) } ?? .null])
            case .postMortem(let found): ("post-mortem", ["cause": .string(found.cause.rawValue), "words": .string(found.words)])
            }
        let common: JSONObject = ["schema": 1, "service": .string(service), "event": .string(name), "at": .integer(Int64(at))]
        return .object(fields.merging(common) { $1 })
    }
}

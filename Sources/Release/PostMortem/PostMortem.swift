import AWS
import JSON

/// What is known of a deployment that failed, put together while ECS still knows it: an hour later it does not.
package struct PostMortem: Sendable, Hashable {
    /// As in the file.
    package let service: String
    package let cluster: String
    package let serviceName: String
    /// `backend:42`, and the one that ran before.
    package let revision: String
    package let previousRevision: String?
    package let cause: FailureCause
    /// The words of ECS or of the program that tell the cause.
    package let words: String
    /// Reasons of stopped tasks, the most frequent first.
    package let reasons: [Tally]
    /// `backend: exit code 1`, with how often.
    package let exits: [Tally]
    /// What the load balancer said of targets.
    package let targets: [Tally]
    package let alarms: [String]
    package let logs: [LogTail]
    /// Messages of the service that are not everyday, the oldest first.
    package let events: [Event]
    package let remedy: String
    /// Tasks that failed, and how many of the wanted ones ran at the end.
    package let failed: Int
    package let running: Int
    package let desired: Int
    /// Seconds since 1970.
    package let startedAt: Double
    package let failedAt: Double

    /// Something, and how often it was seen.
    package struct Tally: Sendable, Hashable {
        package let text: String
        package let count: Int
    }

    package struct Event: Sendable, Hashable {
        package let at: Double
        package let text: String
    }
}

extension [PostMortem.Tally] {
    /// Equal texts once, the most frequent first, then in the order of the texts.
    init(_ texts: [String]) {
        self = Dictionary(grouping: texts) { $0 }.map { PostMortem.Tally(text: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
    }
}

extension PostMortem {
    /// Schema 1; the keys are a contract.
    package var json: JSONValue {
        let tallies = { (list: [Tally]) -> JSONValue in .array(list.map { ["text": .string($0.text), "count": JSONValue($0.count)] }) }
        return [
            "schema": 1, "service": .string(service), "cluster": .string(cluster), "serviceName": .string(serviceName),
            "revision": .string(revision), "previousRevision": previousRevision.map { .string($0) } ?? .null,
            "cause": .string(cause.rawValue), "words": .string(words), "remedy": .string(remedy), "reasons": tallies(reasons),
            "exits": tallies(exits), "targets": tallies(targets), "alarms": JSONValue(alarms), "logs": .array(logs.map(\.json)),
            "events": .array(events.map { ["at": .string(UTCDate(Int64($0.at)).readable), "text": .string($0.text)] }),
            "tasks": ["failed": JSONValue(failed), "running": JSONValue(running), "desired": JSONValue(desired)],
            "startedAt": .string(UTCDate(Int64(startedAt)).readable), "failedAt": .string(UTCDate(Int64(failedAt)).readable),
        ]
    }
}

import AWS

/// A post-mortem as a person reads it, in the middle of the night.
package struct PostMortemText {
    private let found: PostMortem

    package init(_ postMortem: PostMortem) { found = postMortem }

    /// Lines without colour and without a newline at the end: what happened, the proof of it, and what to do.
    package var text: String {
        var lines = ["\(found.service): \(found.cause.headline)"]
        if !found.words.isEmpty { lines += ["", "  " + short(found.words)] }
        lines += ["", "  what to do"] + found.remedy.split(separator: "\n").map { "    " + short(String($0)) }
        lines += section("why tasks stopped", tallies(found.reasons.filter { $0.text != found.words }))
        lines += section("containers", tallies(found.exits.filter { $0.text != found.words }))
        lines += section("load balancer", tallies(found.targets.filter { $0.text != found.words }))
        for tail in found.logs { lines += log(tail) }
        lines += section("events", events)
        lines += section("about", about)
        return lines.joined(separator: "\n")
    }

    /// Without those that say what is said already.
    private var events: [String] {
        let told = [found.words] + found.reasons.map(\.text) + found.targets.map(\.text)
        return found.events.filter { event in !told.contains { !$0.isEmpty && event.text.contains($0) } }
            .map { "\(Self.clock($0.at))  \(short($0.text))" }
    }

    private func short(_ text: String) -> String { ShortWords.text(text, service: found.serviceName) }

    private var about: [String] {
        let rows = [
            ("service", "\(found.serviceName) in cluster \(DeploymentWatch.shortName(found.cluster))"),
            ("revision", found.revision + (found.previousRevision.map { ", after \($0)" } ?? ", the first")),
            ("tasks", "\(found.failed) failed, \(found.running) of \(found.desired) were running"),
            ("began", "\(UTCDate(Int64(found.startedAt)).readable), given up after \(Self.span(found.failedAt - found.startedAt))"),
        ]
        return rows.map { $0 + String(repeating: " ", count: 10 - $0.count) + $1 }
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : ["", "  " + title] + lines.map { "    " + $0 }
    }

    private func tallies(_ list: [PostMortem.Tally]) -> [String] {
        let width = list.map { "\($0.count)".count }.max() ?? 1
        return list.map { String(repeating: " ", count: width - "\($0.count)".count) + "\($0.count)x  \(short($0.text))" }
    }

    private func log(_ tail: LogTail) -> [String] {
        let title = "last lines of \(tail.container), task \(tail.task.prefix(8))"
        if let trouble = tail.trouble { return section(title, ["they cannot be read: \(trouble)"]) }
        if tail.lines.isEmpty { return section(title, ["it said nothing, in \(tail.group)"]) }
        return section(title, tail.lines.map { $0.isEmpty ? "|" : "| " + $0 })
    }

    /// `09:00:12`
    private static func clock(_ time: Double) -> String { String(UTCDate(Int64(time)).readable.dropFirst(11).prefix(8)) }

    /// `25 seconds`, `4 minutes 10 seconds`
    static func span(_ seconds: Double) -> String {
        let total = max(0, Int(seconds.rounded()))
        let part = { (count: Int, unit: String) in "\(count) \(unit)\(count == 1 ? "" : "s")" }
        if total < 60 { return part(total, "second") }
        return part(total / 60, "minute") + (total % 60 == 0 ? "" : " " + part(total % 60, "second"))
    }
}

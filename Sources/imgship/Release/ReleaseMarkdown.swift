import Diagnostics
import Release

/// Plan and outcome of a release for a pull request or the summary of a job.
struct ReleaseMarkdown {
    let plan: ReleasePlan?
    let outcome: Outcome?
    /// Nil for what is real.
    let simulation: ScenarioChoice?

    /// How a release ended.
    struct Outcome {
        let headline: String
        let record: ReleaseRecord?
        let report: String?
        let postMortems: [PostMortem]

        init(_ record: ReleaseRecord) {
            self.init("Release: \(record.outcome.rawValue)", record, nil, [])
        }

        init(_ failure: ReleaseFailure) {
            self.init("Release: \(failure.record.outcome.rawValue)", failure.record, failure.report, failure.postMortems)
        }

        init(_ refusal: ReleaseRefusal) { self.init("Release: refused", nil, refusal.report, []) }

        private init(_ headline: String, _ record: ReleaseRecord?, _ report: String?, _ found: [PostMortem]) {
            self.headline = headline
            self.record = record
            self.report = report
            postMortems = found
        }
    }

    /// GitHub's Markdown, with a newline at the end.
    var text: String {
        var parts = simulation.map { ["> Simulation of `\($0.name)`: AWS was not asked, and nothing was changed.\n"] } ?? []
        parts += plan.map { [PlanMarkdown($0).text] } ?? []
        if let outcome { parts += ["### \(outcome.headline)\n"] + Self.lines(of: outcome) }
        return parts.joined(separator: "\n")
    }

    private static func lines(of outcome: Outcome) -> [String] {
        var parts = outcome.record.map { [table($0)] } ?? []
        if let report = outcome.report { parts.append(fenced(report)) }
        parts += outcome.postMortems.map {
            "<details><summary>\($0.service): \($0.cause.headline)</summary>\n\n\(fenced(PostMortemText($0).text))\n</details>\n"
        }
        return parts
    }

    private static func table(_ record: ReleaseRecord) -> String {
        let rows = record.services.map { service in
            let revision = service.state == .rolledBack ? service.previousRevision : service.revision
            let images = service.images.sorted { $0.key < $1.key }.map { "`\(ReleaseDocument.withoutTag($0.value))`" }
            return "| \(service.name) | \(service.state.rawValue) | \(revision.map { "`\(RolloutWords.short($0))`" } ?? "") "
                + "| \(images.joined(separator: "<br>")) |"
        }
        return (["| service | state | revision | image |", "|---|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }

    /// Text as it is, whatever it holds: the fence is longer than any in it.
    private static func fenced(_ text: String) -> String {
        var longest = 2, run = 0
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        return "\(fence)text\n\(text)\n\(fence)\n"
    }
}

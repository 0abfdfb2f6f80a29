import Diagnostics

/// Times at which something is to happen.
extension Reading {
    /// The fields of a cron expression, without `cron(...)` around them.
    func cron(_ node: Node) -> String? {
        guard let text = word(node, "a cron expression such as '0 8 ? * MON-FRI *'") else { return nil }
        if let fault = CronExpression.fault(text) {
            report(node, "'\(text.shortened)' is not a cron expression: \(fault)")
            return nil
        }
        return text.split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }

    /// `1 hour`, `30 minutes`, `2 days`.
    func rate(_ node: Node) -> String? {
        word(node, "a rate such as 1 hour, 30 minutes or 2 days") { text in
            let parts = text.split(separator: " ", omittingEmptySubsequences: false)
            guard parts.count == 2, let count = Int(parts[0]), count > 0, String(count) == parts[0] else { return false }
            return (count == 1 ? ["minute", "hour", "day"] : ["minutes", "hours", "days"]).contains(String(parts[1]))
        }
    }

    func moment(_ node: Node) -> CalendarTime? {
        guard case .scalar(let text, _) = node.content, let time = CalendarTime(text) else {
            expected("a date with its time, as in 2030-01-31T08:00:00", node)
            return nil
        }
        return time
    }

    /// An IANA name.
    func timeZone(_ node: Node) -> String? {
        guard let text = word(node, "a time zone such as Europe/Berlin") else { return nil }
        guard TimeZoneNames.all.contains(text) else {
            let near = NearestName.suggestion(for: text, among: TimeZoneNames.all.sorted())
            report(
                node,
                "unknown time zone '\(text.shortened)'" + (near.map { ", did you mean '\($0)'?" } ?? ": give one such as Europe/Berlin"))
            return nil
        }
        return text
    }
}

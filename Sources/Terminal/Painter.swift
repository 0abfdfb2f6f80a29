import Diagnostics

/// Turns events and errors into the lines people read; what would steer the terminal in them is shown instead.
struct Painter: Sendable {
    let hasColor: Bool

    func step(_ line: String) -> String { PlainText.shown(line) }
    func detail(_ line: String) -> String { painted(PlainText.shown(line), "2") }

    func warning(_ warning: Warning) -> String {
        let place = warning.location.map { "\($0): " } ?? ""
        let lines =
            [painted("warning:", "33") + " " + PlainText.shown(place + warning.summary)]
            + (warning.hint.map { ["  hint: " + PlainText.shown($0)] } ?? [])
        return lines.joined(separator: "\n")
    }

    /// The three answers of every error: what failed, the reason, what to do.
    func error(_ report: String) -> String {
        let report = PlainText.shown(report)
        guard hasColor, report.hasPrefix("error:") else { return report }
        return painted("error:", "1;31") + report.dropFirst("error:".count)
    }

    private func painted(_ text: String, _ code: String) -> String {
        hasColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

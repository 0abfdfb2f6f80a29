import Release
import Terminal

/// How far each service of a release is: the table that moves at a terminal.
struct RolloutTable {
    private struct Row {
        let name: String
        var progress = RolloutProgress()
        var words = "waits"
        var tone = Tone.faint
        var started: Duration?
        var ended: Duration?
    }

    private var rows: [Row]
    private static let barWidth = 20

    init(_ services: [String]) { rows = services.map { Row(name: $0) } }

    mutating func take(_ event: RolloutEvent, at elapsed: Duration) {
        guard let index = rows.firstIndex(where: { $0.name == event.service }) else { return }
        var row = rows[index]
        row.started = row.started ?? elapsed
        switch event.kind {
        case .registered: (row.words, row.tone) = ("registered", .plain)
        case .task(let status): (row.words, row.tone) = ("task \(status.lowercased())", .plain)
        case .progress(let progress):
            row.progress = progress
            let isDoubtful = [.stopping, .rollingBack, .paused].contains(progress.phase)
            (row.words, row.tone) = (RolloutWords.state(of: progress), isDoubtful ? .doubtful : .plain)
        case .ended(let outcome):
            row.ended = elapsed
            if outcome == .succeeded { row.progress.phase = .done }
            (row.words, row.tone) = (outcome.name, Self.tone(of: outcome))
        case .line, .message, .taskFailed, .postMortem: break
        }
        rows[index] = row
    }

    /// - Parameter width: of the terminal.
    func lines(at elapsed: Duration, width: Int?, hasColor: Bool) -> [String] {
        var table = Table([
            .init("SERVICE", minimum: 8), .init("STATE"), .init("TASKS", .right), .init("HEALTHY", .right), .init("FAILED", .right),
            .init("PROGRESS"), .init("TIME", .right),
        ])
        for row in rows {
            let progress = row.progress
            let isKnown = row.started != nil && progress.desired > 0
            table.add([
                Table.Cell(row.name, .strong), Table.Cell(row.words, row.tone), isKnown ? "\(progress.running)/\(progress.desired)" : "",
                Table.Cell(progress.healthy.map { "\($0)" } ?? ""),
                Table.Cell(progress.failed > 0 ? "\(progress.failed)" : "", .bad), Table.Cell(Self.bar(progress.percent)),
                Table.Cell(row.started.map { RolloutWords.clock((row.ended ?? elapsed) - $0) } ?? "", .faint),
            ])
        }
        return table.lines(width: width, hasColor: hasColor)
    }

    private static func tone(of outcome: RolloutOutcome) -> Tone {
        switch outcome {
        case .succeeded: .good
        case .paused: .doubtful
        default: .bad
        }
    }

    private static func bar(_ percent: Int) -> String {
        let filled = percent * barWidth / 100
        let digits = "\(percent)%"
        return String(repeating: "━", count: filled) + String(repeating: "─", count: barWidth - filled)
            + String(repeating: " ", count: 5 - digits.count) + digits
    }
}

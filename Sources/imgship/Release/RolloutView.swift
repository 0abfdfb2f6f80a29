import Diagnostics
import JSON
import Release
import Synchronization
import Terminal

/// Shows how a release goes on: at a terminal a table that moves, with what happens above it; elsewhere a line for each change.
final class RolloutView: Reporter {
    private struct State: Sendable {
        var table: RolloutTable
        /// The last line of each service: what says nothing new is not said.
        var said: [String: String] = [:]
        var isWaiting = false
        var kept: [RolloutEvent] = []
        /// Services that were well and are taken back because others failed.
        var succeeded: Set<String> = []
        var returning: Set<String> = []

        mutating func note(_ event: RolloutEvent) {
            switch event.kind {
            case .ended(.succeeded): succeeded.insert(event.service)
            case .progress where succeeded.contains(event.service): returning.insert(event.service)
            default: break
            }
        }
    }

    private let style: OutputStyle
    private let block: LiveBlock
    private let width: Int
    private let isSimulated: Bool
    private let printsEvents: Bool
    private let elapsed: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void
    private let output: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// - Parameters:
    ///   - services: in the order of the table.
    ///   - isSimulated: every line says so.
    ///   - printsEvents: whether each event is a line of JSON on `output`.
    ///   - elapsed: since the release began.
    init(
        _ services: [String], style: OutputStyle, isSimulated: Bool, printsEvents: Bool = false,
        elapsed: @escaping @Sendable () -> Duration,
        write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) },
        output: @escaping @Sendable (String) -> Void = { StandardStream.output.write($0) }
    ) {
        self.style = style
        self.isSimulated = isSimulated
        self.printsEvents = printsEvents
        self.elapsed = elapsed
        self.write = write
        self.output = output
        width = services.map(\.count).max() ?? 0
        block = LiveBlock(style, write: write)
        state = Mutex(State(table: RolloutTable(services)))
    }

    /// Takes what happens to services.
    func observe(_ event: RolloutEvent) {
        if printsEvents { output(line(of: event)) }
        let isHeld = state.withLock { state in
            if state.isWaiting { state.kept.append(event) }
            return state.isWaiting
        }
        if !isHeld { show(event) }
    }

    /// Takes what concerns no service.
    func report(_ event: ProgressEvent) {
        switch event {
        case .step(let line): if style.amount != .quiet { say(line) }
        case .detail(let line): if style.amount == .verbose { say(line) }
        case .warning(let warning): say("warning: \(warning.summary)" + (warning.hint.map { "\n  hint: \($0)" } ?? ""))
        case .started, .advanced, .ended: break
        }
    }

    /// Holds everything back while `question` has the terminal.
    func holding<Answer>(_ question: () -> Answer) -> Answer {
        state.withLock { $0.isWaiting = true }
        block.keep()
        let answer = question()
        let kept = state.withLock { state in
            defer { state.kept = [] }
            state.isWaiting = false
            return state.kept
        }
        for event in kept { show(event) }
        return answer
    }

    /// Shows how much time has passed.
    func tick() {
        let now = elapsed()
        let drawn = state.withLock { state in
            state.isWaiting ? nil : state.table.lines(at: now, width: TerminalSize.columns(of: .error), hasColor: style.hasColor)
        }
        if let drawn { block.show(drawn) }
    }

    /// Leaves the last state of the table where it is.
    func finish() { block.keep() }

    // MARK: One event

    private func show(_ event: RolloutEvent) {
        let now = elapsed()
        let (line, drawn) = state.withLock { state -> (String?, [String]) in
            state.note(event)
            state.table.take(event, at: now)
            let words = words(of: event).map { state.returning.contains(event.service) ? "on its way back: \($0)" : $0 }
            let isNew = words != nil && state.said[event.service] != words
            if isNew { state.said[event.service] = words }
            return (isNew ? words : nil, state.table.lines(at: now, width: TerminalSize.columns(of: .error), hasColor: style.hasColor))
        }
        if case .postMortem(let found) = event.kind { say(PostMortemText(found).text.framed) }
        if let line, style.amount != .quiet { say(prefixed(event.service, line, now)) }
        block.show(drawn)
    }

    /// What is said of an event beside the table.
    private func words(of event: RolloutEvent) -> String? {
        switch event.kind {
        // The table shows it.
        case .progress where style.hasMovingLine: nil
        // How it ended is said next.
        case .progress(let progress) where progress.phase == .done: nil
        case .message where !style.hasMovingLine && style.amount != .verbose: nil
        default: RolloutWords.text(event.kind, of: event.service)
        }
    }

    private func prefixed(_ service: String, _ line: String, _ now: Duration) -> String {
        let time = RolloutWords.clock(now)
        return String(repeating: " ", count: max(0, 5 - time.count)) + time + "  " + service
            + String(repeating: " ", count: max(0, width - service.count)) + "  " + line
    }

    private func say(_ text: String) { block.say(isSimulated ? text.marked(with: Self.mark) : text) }

    /// What stands before every line of a simulation.
    static let mark = "simulation  "

    private func line(of event: RolloutEvent) -> String {
        var fields = event.json.object ?? [:]
        fields["simulated"] = .bool(isSimulated)
        return JSONValue.object(fields).text() + "\n"
    }
}

extension String {
    /// With an empty line before and behind it.
    fileprivate var framed: String { "\n\(self)\n" }

    /// Each line that is not empty with a word before it.
    func marked(with mark: String) -> String {
        split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : mark + $0 }.joined(separator: "\n")
    }
}

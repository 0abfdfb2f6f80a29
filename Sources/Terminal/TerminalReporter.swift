import Diagnostics
import Synchronization

/// Shows events on standard error: one line a step, and on a terminal one moving line for what is under way.
package final class TerminalReporter: Reporter {
    private struct State: Sendable {
        var line = ProgressLine()
        var isDrawn = false
        var lastDrawn: ContinuousClock.Instant?
    }

    private let style: OutputStyle
    private let painter: Painter
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameter write: takes text for standard error; given in tests.
    package init(_ style: OutputStyle, write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }) {
        self.style = style
        painter = Painter(hasColor: style.hasColor)
        self.write = write
    }

    package func report(_ event: ProgressEvent) {
        switch event {
        case .step(let line): if style.amount != .quiet { say(painter.step(line)) }
        case .detail(let line): if style.amount == .verbose { say(painter.detail(line)) }
        case .warning(let warning): say(painter.warning(warning))
        case .started(let id, let title, let total): draw { $0.start(id, title: title, total: total) }
        case .advanced(let id, let count): draw { $0.advance(id, by: count) }
        case .ended(let id): draw { $0.end(id) }
        }
    }

    /// Prints an error report, below whatever was drawn.
    package func fail(_ report: String) { say(painter.error(report)) }

    private func say(_ text: String) {
        state.withLock { state in
            erase(&state)
            write(text + "\n")
        }
    }

    private func draw(_ change: (inout ProgressLine) -> Void) {
        state.withLock { state in
            change(&state.line)
            guard style.hasMovingLine, style.amount != .quiet else { return }
            guard let text = state.line.text(width: 79) else { return erase(&state) }
            // Ten times a second is all an eye sees.
            let now = ContinuousClock.now
            if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
            state.lastDrawn = now
            state.isDrawn = true
            write("\r\u{1b}[K" + text)
        }
    }

    private func erase(_ state: inout State) {
        if state.isDrawn { write("\r\u{1b}[K") }
        state.isDrawn = false
    }
}

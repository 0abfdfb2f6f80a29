import Synchronization

/// Lines at the bottom of a terminal that are drawn again in place as things change.
///
/// Where lines cannot be drawn again (a file, a pipe, CI) the block prints nothing; what is said above it is printed all the same.
package final class LiveBlock: Sendable {
    private struct State: Sendable {
        var lines: [String] = []
        var isDrawn = false
    }

    private let isMoving: Bool
    private let width: @Sendable () -> Int
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - width: columns of the terminal, asked each time: windows change.
    ///   - write: takes text for the terminal.
    package init(
        _ style: OutputStyle, width: @escaping @Sendable () -> Int = { TerminalSize.columns(of: .error) ?? 80 },
        write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
    ) {
        isMoving = style.hasMovingLine && style.amount != .quiet
        self.width = width
        self.write = write
    }

    /// Shows these lines in place of those before; unchanged lines are not drawn again.
    package func show(_ lines: [String]) {
        guard isMoving else { return }
        // A line that wraps would be two, and the next drawing would begin at the wrong one.
        let lines = lines.map { VisibleText.cut($0, to: width() - 1) }
        state.withLock { state in
            guard !state.isDrawn || lines != state.lines else { return }
            write(Self.start(of: state) + lines.map { $0 + "\u{1b}[K\n" }.joined() + "\u{1b}[J")
            state.lines = lines
            state.isDrawn = true
        }
    }

    /// Prints lines that stay, above the block.
    package func say(_ text: String) {
        state.withLock { state in
            guard state.isDrawn else { return write(text + "\n") }
            write(Self.start(of: state) + "\u{1b}[J" + text + "\n" + state.lines.map { $0 + "\n" }.joined())
        }
    }

    /// Ends the drawing: the lines stay as they are, and what comes next is below them.
    package func keep() {
        state.withLock { $0 = State() }
    }

    /// Takes the lines away.
    package func erase() {
        state.withLock { state in
            if state.isDrawn { write(Self.start(of: state) + "\u{1b}[J") }
            state = State()
        }
    }

    /// Moves to the first line of what is drawn.
    /// - Source: ECMA-48: CUU (cursor up), EL (erase in line), ED (erase in page).
    private static func start(of state: State) -> String {
        state.isDrawn && !state.lines.isEmpty ? "\u{1b}[\(state.lines.count)A\r" : ""
    }
}

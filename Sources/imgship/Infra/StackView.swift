import Diagnostics
import Infrastructure
import Synchronization
import Terminal

/// Shows what CloudFormation does with a stack: at a terminal a tree that moves, with what is done above it; elsewhere a line a change.
final class StackView: Reporter {
    private struct State: Sendable {
        var tree: StackTree
        /// The last words of each resource: what says nothing new is not said.
        var said: [String: String] = [:]
        var began: Double?
    }

    private let style: OutputStyle
    private let block: LiveBlock
    private let printsEvents: Bool
    private let now: @Sendable () -> Double
    private let output: @Sendable (String) -> Void
    private let state: Mutex<State>

    /// In characters; most names of a template are shorter, and of a stack that is followed the longest is not known at first.
    private static let nameWidth = 26

    /// - Parameters:
    ///   - printsEvents: whether each event is a line of JSON on `output`.
    ///   - now: seconds since 1970.
    init(
        _ stack: String, style: OutputStyle, printsEvents: Bool = false, now: @escaping @Sendable () -> Double,
        write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) },
        output: @escaping @Sendable (String) -> Void = { StandardStream.output.write($0) }
    ) {
        self.style = style
        self.printsEvents = printsEvents
        self.now = now
        self.output = output
        block = LiveBlock(style, write: write)
        state = Mutex(State(tree: StackTree(stack)))
    }

    /// Takes what happens to the stack.
    func observe(_ step: StackStep) {
        if printsEvents { output(step.json.text() + "\n") }
        let now = now()
        let (said, drawn) = state.withLock { state -> (String?, [String]) in
            let said = line(for: step, &state)
            return (said, lines(state, now))
        }
        if let said, style.amount != .quiet { block.say(said) }
        block.show(drawn)
    }

    /// Takes what concerns no resource.
    func report(_ event: ProgressEvent) {
        switch event {
        case .step(let line): if style.amount != .quiet { block.say(PlainText.shown(line)) }
        case .detail(let line): if style.amount == .verbose { block.say(PlainText.shown(line)) }
        case .warning(let warning):
            block.say(PlainText.shown("warning: \(warning.summary)" + (warning.hint.map { "\n  hint: \($0)" } ?? "")))
        case .started, .advanced, .ended: break
        }
    }

    /// Shows how much time has passed.
    func tick() {
        let now = now()
        block.show(state.withLock { lines($0, now) })
    }

    /// Takes the tree away: what comes next is below the lines that stay.
    func finish() { block.erase() }

    private func lines(_ state: State, _ now: Double) -> [String] {
        state.tree.lines(at: now, width: TerminalSize.columns(of: .error), hasColor: style.hasColor)
    }

    /// Nil where the tree shows it, or nothing is new.
    private func line(for step: StackStep, _ state: inout State) -> String? {
        let seconds = state.tree.take(step)
        if step.isOfStack, step.isInProgress, state.began == nil { state.began = step.at }
        let words = Self.words(step)
        let isNew = state.said.updateValue(words, forKey: step.logicalID) != words
        guard isNew, !(style.hasMovingLine && step.isInProgress && !step.isOfStack) else { return nil }
        let time = RolloutWords.clock(.seconds(Int(max(0, step.at - (state.began ?? step.at)))))
        let took = seconds.map { $0 > 0 ? "  \(RolloutWords.clock(.seconds($0)))" : "" } ?? ""
        let padding = String(repeating: " ", count: max(0, 6 - time.count))
        let type = step.isOfStack ? "" : Tone.faint.paint("  \(step.type)", hasColor: style.hasColor)
        let id = PlainText.line(step.logicalID)
        let name = step.isOfStack ? id : id + String(repeating: " ", count: max(0, Self.nameWidth - id.count))
        let indent = step.isOfStack ? "" : "  "
        return padding + time + "  " + indent + name + "  "
            + StackWords.tone(step).paint(words, hasColor: style.hasColor) + Tone.faint.paint(took, hasColor: style.hasColor) + type
    }

    private static func words(_ step: StackStep) -> String {
        guard step.hasFailed, let reason = step.reason else { return StackWords.state(step) }
        return "\(StackWords.state(step)): \(PlainText.line(reason))"
    }
}

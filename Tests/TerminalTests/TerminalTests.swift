import Diagnostics
import Synchronization
import Testing

@testable import Terminal

@Suite struct `The style of output` {
    @Test(
        arguments: [
            (true, [:], true, true), (false, [:], false, false), (true, ["NO_COLOR": "1"], false, true),
            (true, ["NO_COLOR": ""], true, true),
            (true, ["TERM": "dumb"], false, false), (true, ["TERM": "xterm"], true, true), (true, ["CI": "true"], true, false),
            (false, ["CI": "true", "TERM": "xterm"], false, false),
        ] as [(Bool, [String: String], Bool, Bool)])
    func `follows the terminal and the environment`(isTerminal: Bool, environment: [String: String], color: Bool, moving: Bool) {
        let style = OutputStyle(amount: .normal, isTerminal: isTerminal, environment: environment)
        #expect(style == OutputStyle(amount: .normal, hasColor: color, hasMovingLine: moving))
    }
}

@Suite struct `A painter` {
    let place = Diagnostics.SourceLocation(file: "imgship.yaml", line: 3, column: 5)

    @Test func `writes plain lines without colour`() {
        let painter = Painter(hasColor: false)
        #expect(painter.step("layer  files") == "layer  files")
        #expect(painter.detail("kept") == "kept")
        #expect(painter.warning(Warning("old", hint: "renew it", location: place)) == "warning: imgship.yaml:3:5: old\n  hint: renew it")
        #expect(painter.warning(Warning("old")) == "warning: old")
        #expect(painter.error("error: no\n  reason") == "error: no\n  reason")
    }

    /// ECMA-48, "Select Graphic Rendition": 1 bold, 2 faint, 31 red, 33 yellow, 0 none.
    @Test func `marks kinds of lines with colour`() {
        let painter = Painter(hasColor: true)
        #expect(painter.step("layer  files") == "layer  files")
        #expect(painter.detail("kept") == "\u{1b}[2mkept\u{1b}[0m")
        #expect(painter.warning(Warning("old")) == "\u{1b}[33mwarning:\u{1b}[0m old")
        #expect(painter.error("error: no\n  reason") == "\u{1b}[1;31merror:\u{1b}[0m no\n  reason")
        #expect(painter.error("imgship.yaml:3:5: unknown key") == "imgship.yaml:3:5: unknown key")
    }
}

@Suite struct `The progress line` {
    @Test func `is empty when nothing is under way`() {
        var line = ProgressLine()
        #expect(line.text(width: 79) == nil)
        line.start("a", title: "layer", total: 10)
        line.end("a")
        #expect(line.text(width: 79) == nil)
    }

    @Test(
        arguments: [
            (0, "────────────────────────  0 B of 2.0 MB  torch"), (500_000, "━━━━━━──────────────────  500.0 kB of 2.0 MB  torch"),
            (2_000_000, "━━━━━━━━━━━━━━━━━━━━━━━━  2.0 MB of 2.0 MB  torch"),
            (9_000_000, "━━━━━━━━━━━━━━━━━━━━━━━━  9.0 MB of 2.0 MB  torch"),
        ] as [(Int64, String)]) func `fills as bytes come`(done: Int64, expected: String)
    {
        var line = ProgressLine()
        line.start("a", title: "torch", total: 2_000_000)
        line.advance("a", by: done)
        #expect(line.text(width: 79) == expected)
    }

    @Test func `counts everything under way, and names the first`() {
        var line = ProgressLine()
        line.start("a", title: "torch", total: 1000)
        line.start("b", title: "numpy", total: 3000)
        line.advance("b", by: 2000)
        line.advance("nobody", by: 2000)
        #expect(line.text(width: 79) == "━━━━━━━━━━━━────────────  2.0 kB of 4.0 kB  torch and 1 more")
        line.end("a")
        #expect(line.text(width: 79) == "━━━━━━━━━━━━━━━━────────  2.0 kB of 3.0 kB  numpy")
        line.start("c", title: "unknown", total: nil)
        #expect(line.text(width: 79) == "numpy and 1 more  2.0 kB")
        #expect(line.text(width: 8) == "numpy an")
    }
}

@Suite struct `The terminal` {
    /// Everything written for these events.
    private func written(
        _ amount: OutputStyle.Amount, moving: Bool = false, color: Bool = false, _ events: [ProgressEvent], failing: String? = nil
    ) -> String {
        let box = Collected()
        let reporter = TerminalReporter(OutputStyle(amount: amount, hasColor: color, hasMovingLine: moving)) { box.append($0) }
        for event in events { reporter.report(event) }
        if let failing { reporter.fail(failing) }
        return box.text
    }

    private final class Collected: Sendable {
        private let state = Mutex("")
        func append(_ more: String) { state.withLock { $0 += more } }
        var text: String { state.withLock { $0 } }
    }

    static let events: [ProgressEvent] = [.step("step"), .detail("detail"), .warning(Warning("warned"))]

    @Test(
        arguments: [
            (.quiet, "warning: warned\n"), (.normal, "step\nwarning: warned\n"), (.verbose, "step\ndetail\nwarning: warned\n"),
        ] as [(OutputStyle.Amount, String)]) func `says as much as is asked for`(amount: OutputStyle.Amount, expected: String)
    {
        #expect(written(amount, Self.events) == expected)
    }

    static let work: [ProgressEvent] = [
        .started(id: "a", title: "torch", total: 1000), .advanced(id: "a", by: 1000), .step("layer"), .ended(id: "a"),
    ]

    @Test func `draws no moving line where it cannot be drawn again`() {
        #expect(written(.normal, Self.work) == "layer\n")
        #expect(written(.quiet, moving: true, Self.work) == "")
    }

    /// ECMA-48: carriage return, then "erase in line".
    @Test func `erases the moving line before it says anything else`() {
        let line = "\r\u{1b}[K────────────────────────  0 B of 1.0 kB  torch"
        #expect(written(.normal, moving: true, Self.work) == line + "\r\u{1b}[Klayer\n")
        #expect(written(.normal, moving: true, [Self.work[0]], failing: "error: no") == line + "\r\u{1b}[Kerror: no\n")
        #expect(written(.normal, moving: true, [Self.work[0], Self.work[3]]) == line + "\r\u{1b}[K")
    }

    @Test func `prints errors even when quiet`() {
        #expect(written(.quiet, color: true, [], failing: "error: no") == "\u{1b}[1;31merror:\u{1b}[0m no\n")
    }
}

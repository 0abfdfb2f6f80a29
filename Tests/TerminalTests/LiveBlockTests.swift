import Synchronization
import Testing

@testable import Terminal

@Suite struct `A block that is drawn again` {
    private final class Screen: Sendable {
        private let state = Mutex(TinyTerminal())
        let written = Mutex("")
        func write(_ text: String) {
            written.withLock { $0 += text }
            state.withLock { $0.write(text) }
        }
        var lines: [String] { state.withLock { $0.lines } }
    }

    private let screen = Screen()

    private func block(moving: Bool = true, amount: OutputStyle.Amount = .normal, width: Int = 20) -> LiveBlock {
        LiveBlock(OutputStyle(amount: amount, hasColor: true, hasMovingLine: moving), width: { width }, write: screen.write)
    }

    @Test func `takes the place of what was drawn before`() {
        let block = block()
        screen.write("$ imgship status\n")
        block.show(["one", "two", "three"])
        block.show(["ONE", "2"])
        #expect(screen.lines == ["$ imgship status", "ONE", "2"])
        block.show(["one", "two", "three", "four"])
        #expect(screen.lines == ["$ imgship status", "one", "two", "three", "four"])
    }

    @Test func `keeps lines that are said above it`() {
        let block = block()
        block.say("first")
        block.show(["one", "two"])
        block.say("second")
        #expect(screen.lines == ["first", "second", "one", "two"])
        block.show(["1"])
        #expect(screen.lines == ["first", "second", "1"])
    }

    @Test func `goes away, or stays where it is`() {
        let block = block()
        block.show(["one"])
        block.keep()
        block.show(["two", "three"])
        #expect(screen.lines == ["one", "two", "three"])
        block.erase()
        block.say("end")
        #expect(screen.lines == ["one", "end"])
    }

    @Test func `cuts lines that would wrap, with their colours whole`() {
        let block = block(width: 8)
        block.show(["0123456789", "\u{1b}[32m0123456789\u{1b}[0m", "012345", "\u{1b}[31m0123456\u{1b}[0m"])
        #expect(screen.lines == ["012345…", "012345…", "012345", "0123456"])
        #expect(screen.written.withLock { $0.contains("\u{1b}[32m012345…\u{1b}[0m") })
    }

    @Test func `is not drawn again when nothing has changed`() {
        let block = block()
        block.show(["one"])
        let before = screen.written.withLock(\.count)
        block.show(["one"])
        #expect(screen.written.withLock(\.count) == before)
    }

    @Test func `prints nothing where lines cannot be drawn again`() {
        for block in [block(moving: false), block(amount: .quiet)] {
            block.show(["one", "two"])
            block.erase()
        }
        #expect(screen.lines.isEmpty)
        block(moving: false).say("said")
        #expect(screen.lines == ["said"])
    }
}

/// As much of a terminal as a block needs.
/// - Source: ECMA-48: CUU "ESC [ n A", ED "ESC [ J", EL "ESC [ K", SGR "ESC [ n m".
private struct TinyTerminal {
    private var rows: [[Character]] = [[]]
    private var row = 0
    private var column = 0

    /// Those that are not empty at the end.
    var lines: [String] {
        let all = rows.map { String($0) }
        return Array(all[..<((all.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }

    mutating func write(_ text: String) {
        // "\r\n" would be one character.
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": column = 0
            case "\n": (row, column) = (row + 1, 0)
            case "\u{1b}":
                rest.removeFirst()
                let number = String(String.UnicodeScalarView(rest.prefix { ("0"..."9").contains($0) }))
                rest = rest.dropFirst(number.count)
                perform(rest.removeFirst(), Int(number) ?? 1)
            default: put(Character(scalar))
            }
            while rows.count <= row { rows.append([]) }
        }
    }

    private mutating func perform(_ letter: Unicode.Scalar, _ count: Int) {
        switch letter {
        case "A": row = max(0, row - count)
        case "K": rows[row] = Array(rows[row].prefix(column))
        case "J":
            rows[row] = Array(rows[row].prefix(column))
            rows = Array(rows.prefix(row + 1))
        default: break
        }
    }

    private mutating func put(_ character: Character) {
        while rows[row].count <= column { rows[row].append(" ") }
        rows[row][column] = character
        column += 1
    }
}

import AWS
import JSON
import Release
import Synchronization
import Terminal

/// Prints lines of a service as they come, each behind the task and container it is from.
final class LogPrinter: Sendable {
    enum Form: Sendable { case text(OutputStyle), json }

    private let form: Form
    private let write: @Sendable (String) -> Void
    /// Tones by task: the lines of one are told from those of another at a glance.
    private let tones = Mutex<[String: Int]>([:])
    /// - Source: ECMA-48: cyan, magenta, blue, green, yellow.
    private static let colors = [36, 35, 34, 32, 33]

    init(_ form: Form, write: @escaping @Sendable (String) -> Void = { StandardStream.output.write($0) }) {
        self.form = form
        self.write = write
    }

    /// - Throws: ``ProgramEnd``, a good one, once nobody reads any more.
    func print(_ lines: [LogLine]) throws {
        write(lines.map { text($0) + "\n" }.joined())
        if !StandardStream.output.hasReader { throw ProgramEnd(code: 0) }
    }

    private func text(_ line: LogLine) -> String {
        switch form {
        case .json: json(line).text()
        case .text(let style): prefix(line, hasColor: style.hasColor) + line.shown
        }
    }

    /// `3f2a9c1b/backend  `
    private func prefix(_ line: LogLine, hasColor: Bool) -> String {
        let prefix = "\(line.shortTask)/\(line.container)"
        guard hasColor else { return prefix + "  " }
        let number = tones.withLock { tones in
            let next = tones.count
            // Tasks come and go; the tones of those long gone are not kept for ever.
            if next > 1000 { tones.removeAll() }
            return tones[line.task]
                ?? {
                    tones[line.task] = next; return next
                }()
        }
        return "\u{1b}[\(Self.colors[number % Self.colors.count])m\(prefix)\u{1b}[0m  "
    }

    /// A document of its own for each line: a log that is followed has no end.
    private func json(_ line: LogLine) -> JSONValue {
        [
            "schema": 1, "milliseconds": .integer(line.milliseconds), "time": .string(UTCDate(line.milliseconds / 1000).readable),
            "task": .string(line.task), "container": .string(line.container), "message": .string(line.text),
        ]
    }
}

import Diagnostics
import Glibc
import SystemPackage

/// Asks for a line at the terminal without showing what is typed.
package struct SecretPrompt {
    private let input: FileDescriptor
    private let write: (String) -> Void

    /// Nil when nobody sits at standard input.
    package init?(write: @escaping (String) -> Void = { StandardStream.error.write($0) }) {
        guard isatty(STDIN_FILENO) == 1 else { return nil }
        input = .standardInput
        self.write = write
    }

    /// In bytes.
    private static let limit = 64 << 10

    /// Asks for a line that is shown while it is typed.
    package func line(_ question: String) -> String? {
        write(question)
        return readLine()
    }

    /// Asks for a line that is not shown; nil when the input ends.
    /// - Throws: `CancellationError` for Ctrl-C: it is read as a byte, so that the terminal shows what is typed again in any case.
    package func secret(_ question: String) throws -> Secret<String>? {
        var saved = termios()
        guard tcgetattr(input.rawValue, &saved) == 0 else { return nil }
        var silent = saved
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(input.rawValue, TCSAFLUSH, &silent) == 0 else { return nil }
        defer {
            tcsetattr(input.rawValue, TCSAFLUSH, &saved)
            write("\n")
        }
        // Not before the terminal is silent: what is typed at once would be shown, or lost.
        write(question)
        return try typed()
    }

    private func typed() throws -> Secret<String>? {
        var line: [UInt8] = []
        var byte: [UInt8] = [0]
        while line.count < Self.limit {
            guard let count = try? byte.withUnsafeMutableBytes({ try input.read(into: $0) }), count == 1 else { return nil }
            switch byte[0] {
            case 0x03: throw CancellationError()
            case 0x04 where line.isEmpty: return nil
            case 0x0a, 0x0d, 0x04: return Secret(String(decoding: line, as: UTF8.self))
            case 0x15: line = []
            case 0x7f, 0x08:
                // A character of UTF-8 goes as a whole.
                while let last = line.popLast(), last & 0xc0 == 0x80 {}
            default: line.append(byte[0])
            }
        }
        return nil
    }
}

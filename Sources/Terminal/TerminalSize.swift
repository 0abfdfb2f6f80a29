import Glibc
import SystemPackage

/// How large the terminal is at the end of a standard stream.
package enum TerminalSize {
    package enum Stream: Int32, Sendable { case output = 1, error = 2 }

    /// Columns; nil when the stream is no terminal, or one that does not know.
    package static func columns(of stream: Stream) -> Int? {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

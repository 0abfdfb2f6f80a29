import Glibc
import SystemPackage

/// Writes to a standard stream. A reader that went away (a closed pipe) is no error: what it did not want is dropped.
package struct StandardStream: Sendable {
    private let descriptor: FileDescriptor

    package static let output = StandardStream(descriptor: .standardOutput)
    package static let error = StandardStream(descriptor: .standardError)

    /// False once the other end of a pipe is closed: what has no end of its own then ends.
    package var hasReader: Bool {
        var state = pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)
        return poll(&state, 1, 0) < 1 || state.revents & Int16(POLLERR) == 0
    }

    /// Writes bytes as they are.
    package func write(bytes: [UInt8]) {
        _ = try? descriptor.writeAll(bytes)
    }

    package func write(_ text: String) {
        // Nothing can be told to anyone when the stream to tell it on is gone.
        _ = try? descriptor.writeAll(text.utf8)
    }
}

import SystemPackage

/// Writes to a standard stream. A reader that went away (a closed pipe) is no error: what it did not want is dropped.
package struct StandardStream: Sendable {
    private let descriptor: FileDescriptor

    package static let output = StandardStream(descriptor: .standardOutput)
    package static let error = StandardStream(descriptor: .standardError)

    /// Writes bytes as they are.
    package func write(bytes: [UInt8]) {
        _ = try? descriptor.writeAll(bytes)
    }

    package func write(_ text: String) {
        // Nothing can be told to anyone when the stream to tell it on is gone.
        _ = try? descriptor.writeAll(text.utf8)
    }
}

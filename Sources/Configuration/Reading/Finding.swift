import Diagnostics

/// One mistake in the file, at its place.
package struct Finding: Sendable, Equatable, CustomStringConvertible {
    package let location: SourceLocation
    /// What is wrong and what to do, lower-case and in one line.
    package let message: String

    package init(_ location: SourceLocation, _ message: String) {
        self.location = location
        self.message = message
    }

    package var description: String { "\(location): \(message)" }
}

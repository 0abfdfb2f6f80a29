import Diagnostics

/// Where a value was written. Two origins are always equal, so that values compare by what they mean.
package struct Origin: Sendable, Hashable {
    package let location: SourceLocation

    package init(_ location: SourceLocation) {
        self.location = location
    }

    package static func == (a: Origin, b: Origin) -> Bool { true }
    package func hash(into hasher: inout Hasher) {}
}

/// Something a person may want to see while work goes on; Terminal decides how, or whether, it looks.
package enum ProgressEvent: Sendable, Equatable {
    /// A finished step worth one line.
    case step(String)
    /// A line for `--verbose` alone.
    case detail(String)
    /// Something to know that does not stop the work.
    case warning(Warning)
    /// An activity began; `total` is its length in bytes where known.
    case started(id: String, title: String, total: Int64?)
    /// Bytes of the activity done since the last event.
    case advanced(id: String, by: Int64)
    /// The activity ended, well or not; its line may go away.
    case ended(id: String)
}

/// A warning: what was noticed, where, and what to do about it.
package struct Warning: Sendable, Equatable {
    package let summary: String
    package let hint: String?
    package let location: SourceLocation?

    package init(_ summary: String, hint: String? = nil, location: SourceLocation? = nil) {
        self.summary = summary
        self.hint = hint
        self.location = location
    }
}

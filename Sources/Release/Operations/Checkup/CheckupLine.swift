/// One thing that was looked at, and how it is.
package struct CheckupLine: Sendable, Hashable {
    package let subject: String
    package let state: State
    /// What was found.
    package let words: String
    /// What to do about it, when something is to be done and known.
    package let remedy: String?

    package enum State: String, Sendable {
        case ok
        /// Works, and may not do so for ever, or not in every way.
        case doubtful = "warn"
        case failed = "fail"
    }

    package init(_ subject: String, _ state: State, _ words: String, remedy: String? = nil) {
        self.subject = subject
        self.state = state
        self.words = words
        self.remedy = remedy
    }
}

/// Takes progress events from any thread; never blocks for long and never fails.
package protocol Reporter: Sendable {
    func report(_ event: ProgressEvent)
}

extension Reporter {
    package func step(_ line: String) { report(.step(line)) }
    package func detail(_ line: @autoclosure () -> String) { report(.detail(line())) }
    package func warn(_ summary: String, hint: String? = nil, at location: SourceLocation? = nil) {
        report(.warning(Warning(summary, hint: hint, location: location)))
    }
}

/// Drops every event: for callers that want only the result.
package struct SilentReporter: Reporter {
    package init() {}
    package func report(_ event: ProgressEvent) {}
}

import Diagnostics

/// Something that is wrong, or may be, with what is to be released.
package struct ReleaseFinding: Sendable, Hashable {
    package enum Severity: String, Sendable, CaseIterable {
        /// The release is refused.
        case error
        /// It goes on.
        case warning
    }

    package var severity: Severity
    /// The rule, as `--json` names it: `fargate-size`.
    package var rule: String
    /// As in the file; nil for what concerns all of them.
    package var service: String?
    package var container: String?
    /// What is wrong: lower-case, user values quoted.
    package var what: String
    /// What would come of it, or whose rule it is.
    package var why: String?
    package var remedy: String?
    package var location: SourceLocation?

    package init(
        _ severity: Severity, _ rule: String, service: String? = nil, container: String? = nil, _ what: String, why: String? = nil,
        remedy: String? = nil, at location: SourceLocation? = nil
    ) {
        self.severity = severity
        self.rule = rule
        self.service = service
        self.container = container
        self.what = what
        self.why = why
        self.remedy = remedy
        self.location = location
    }

    /// The service, and the container when it is called otherwise.
    package var subject: String? {
        guard let service else { return container }
        guard let container, container != service else { return service }
        return "\(service)/\(container)"
    }

    /// A line for people, and further ones that begin with two blanks.
    package var text: String {
        let head = [location.map { "\($0):" }, subject.map { "\($0):" }, what].compactMap(\.self).joined(separator: " ")
        return ([(severity == .warning ? "warning: " : "") + head, why.map { "  " + $0 }, remedy.map { "  hint: " + $0 }] as [String?])
            .compactMap(\.self).joined(separator: "\n")
    }
}

import Diagnostics

/// One pass over one file: what it is called, what `${...}` stands for, and the mistakes found so far.
///
/// Readers report a mistake here and return nil; nothing is thrown before the whole file has been read.
final class Reading {
    let file: String
    private(set) var findings: [(place: Place, message: String)] = []
    /// Variables of services that have no value; only a release needs them.
    var unsetVariables: [UnsetVariable] = []

    init(file: String) {
        self.file = file
    }

    func report(_ place: Place, _ message: String) {
        findings.append((place, message))
    }

    func report(_ node: Node, _ message: String) {
        report(node.place, message)
    }

    func expected(_ what: String, _ node: Node) {
        report(node, "expected \(what), found \(node.found)")
    }

    func origin(_ node: Node) -> Origin { origin(node.place) }
    func origin(_ place: Place) -> Origin { Origin(SourceLocation(file: file, line: place.line, column: place.column)) }

    /// All findings as one error, in the order of the file, each once.
    var failure: ConfigurationError {
        var seen: Set<String> = []
        let sorted = findings.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }.map(\.element)
        return ConfigurationError(
            sorted.map { Finding(origin($0.place).location, $0.message) }.filter { seen.insert($0.description).inserted })
    }
}

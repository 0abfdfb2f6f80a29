import Diagnostics
import OCI

/// An artifact of the lock could not be had from any of its addresses.
package struct DownloadError: UserFacingError, Equatable {
    package enum Code: Equatable, Sendable {
        /// No address is known for the source the lock names.
        case unknownSource
        /// Every address says that it does not have the artifact.
        case notFound
        /// At least one address could not be asked, and none had the artifact.
        case unreachable
        /// An address has other bytes under this name.
        case wrongContent
    }

    /// What one address answered.
    package struct Attempt: Equatable, Sendable {
        package enum Outcome: Equatable, Sendable { case absent, unreachable, wrongContent }

        /// Without secrets.
        package let address: String
        package let outcome: Outcome
        /// In the source's own words: "404", "timed out".
        package let answer: String

        package init(_ address: String, _ outcome: Outcome, _ answer: String) {
            self.address = address
            self.outcome = outcome
            self.answer = answer
        }
    }

    package let code: Code
    package let artifact: LockedArtifact
    /// In the order they were tried.
    package let attempts: [Attempt]
    /// Names of further artifacts that could not be had either.
    package var others: [String] = []

    package init(_ code: Code, _ artifact: LockedArtifact, _ attempts: [Attempt] = []) {
        self.code = code
        self.artifact = artifact
        self.attempts = attempts
    }

    /// The error that these attempts together are.
    init(_ artifact: LockedArtifact, after attempts: [Attempt]) {
        let outcomes = Set(attempts.map(\.outcome))
        let code: Code = outcomes.contains(.wrongContent) ? .wrongContent : outcomes.contains(.unreachable) ? .unreachable : .notFound
        self.init(code, artifact, attempts)
    }

    package var summary: String {
        "cannot download \(artifact.name) \(artifact.version) ('\(artifact.path)') from source '\(artifact.source)'"
    }

    package var reason: String? {
        var lines = attempts.map { "\($0.address): \($0.answer)" }
        if code == .unknownSource { lines.append("no address is known for the source '\(artifact.source)'") }
        if code != .unknownSource, attempts.isEmpty { lines.append("no address of the source names this file") }
        if !others.isEmpty { lines.append("nor: \(others.joined(separator: ", "))") }
        return lines.joined(separator: "\n")
    }

    package var hint: String? {
        let names = ([artifact.name] + others).joined(separator: " ")
        switch code {
        case .unknownSource: return "name its address under `sources:` in imgship.yaml, or run `imgship lock`"
        case .notFound where artifact.path.hasSuffix(".deb"):
            return "the package left its mirror: run `imgship lock --update \(names)`, or name a snapshot archive under `sources:`"
        case .notFound: return "run `imgship lock --update \(names)`, or name an index that has it under `sources:`"
        case .unreachable: return "check the network and the addresses under `sources:`; what was downloaded is kept"
        case .wrongContent:
            return
                "a mirror may be half updated or changed: try again later, or find out why before you run `imgship lock --update \(names)`"
        }
    }
}

import Diagnostics
import Registry
import SystemPackage

/// Decides the tags of a push: those that were asked for, or the one that git has for the sources.
struct TagChoice {
    /// What `--tag` says.
    let asked: [String]
    /// Whether `latest` is set too.
    let setsLatest: Bool
    /// Where the project's sources are.
    let directory: FilePath
    let programs: ProgramRunner

    /// The tags of one image, each once, in the order they are set.
    /// - Parameter own: what the target's name has.
    /// - Throws: ``UsageError`` when nothing names a tag, or for one that is none.
    func tags(for own: String?) async throws -> [String] {
        var tags: [String] = []
        let named = [own].compactMap(\.self) + asked
        for tag in (named.isEmpty ? [try await described()] : named) + (setsLatest ? ["latest"] : []) where !tags.contains(tag) {
            try TagName.check(tag)
            tags.append(tag)
        }
        return tags
    }

    /// What git calls the commit: its tag, or the commit's own short name; with `-dirty` when files differ from it.
    private func described() async throws -> String {
        // Without optional locks: a push must not get in the way of who works in the same directory.
        let arguments = ["--no-optional-locks", "describe", "--tags", "--always", "--dirty"]
        guard let result = try await programs.run("git", arguments, in: directory) else { throw undecided("git is not installed") }
        guard result.status == 0 else {
            let words = String(decoding: result.error, as: UTF8.self).split(separator: "\n").first.map(String.init)
            throw undecided(words ?? "git ended with \(result.status)")
        }
        let version = String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
        guard let tag = TagName.from(version: version) else { throw undecided("'\(version)' cannot be a tag") }
        return tag
    }

    private func undecided(_ reason: String) -> UsageError {
        UsageError("no tag is given, and git names none", reason: reason, hint: "name one with --tag")
    }
}

extension TagName {
    /// - Throws: ``UsageError`` for what cannot be a tag.
    static func check(_ tag: String) throws {
        guard !isTag(tag) else { return }
        throw UsageError(
            "'\(tag)' is not a tag", hint: "use letters, digits, '_', '.' and '-', at most 128, and neither '.' nor '-' first")
    }
}

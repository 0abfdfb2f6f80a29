import Diagnostics
import Release
import SystemPackage

/// Finds out who releases what: from what CI systems say, else from git.
struct ReleaseProvenance {
    let environment: [String: String]
    let programs: ProgramRunner
    /// Of the sources.
    let directory: FilePath

    /// - Source: GitHub "Default environment variables", GitLab "Predefined CI/CD variables", CodeBuild "Environment variables".
    private static let commits = ["GITHUB_SHA", "CI_COMMIT_SHA", "CODEBUILD_RESOLVED_SOURCE_VERSION"]
    private static let branches = ["GITHUB_HEAD_REF", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME", "CODEBUILD_WEBHOOK_HEAD_REF"]
    private static let actors = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "CODEBUILD_WEBHOOK_ACTOR_ACCOUNT_ID", "CODEBUILD_INITIATOR", "USER"]

    /// - Throws: `CancellationError`; what cannot be found out is left out.
    func find() async throws -> Provenance {
        let commit = if let said = first(Self.commits) { said } else { try await git("rev-parse", "HEAD") }
        let branch = if let said = first(Self.branches) { said } else { try await git("rev-parse", "--abbrev-ref", "HEAD") }
        return Provenance(commit: commit, branch: branch == "HEAD" ? nil : branch.map(Self.short), actor: first(Self.actors))
    }

    private func first(_ names: [String]) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }

    /// `refs/heads/main` is `main`.
    private static func short(_ branch: String) -> String {
        branch.hasPrefix("refs/heads/") ? String(branch.dropFirst("refs/heads/".count)) : branch
    }

    private func git(_ arguments: String...) async throws -> String? {
        do {
            // Without optional locks: a release must not get in the way of who works in the same directory.
            let result = try await programs.run("git", ["--no-optional-locks"] + arguments, in: directory)
            guard let result, result.status == 0 else { return nil }
            return String(decoding: result.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
        } catch is ProgramError {
            return nil
        }
    }
}

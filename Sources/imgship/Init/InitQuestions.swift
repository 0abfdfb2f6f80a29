import AWS
import Diagnostics
import Discovery
import Terminal

/// Settles name and registry of a new project: what was typed counts, then the answers of whoever sits at the terminal, then what is found.
struct InitQuestions {
    let context: Context
    let project: String?
    let registry: String?
    /// False takes what is proposed.
    let asks: Bool

    /// - Parameter folder: its name.
    /// - Throws: ``UsageError`` for an answer that cannot be; `CancellationError` when the input ends.
    func ask(folder: String) async throws -> InitAnswers {
        let prompt = asks ? SecretPrompt() : nil
        let name = try project ?? answer(prompt, "Project", ProjectDraft.name(from: folder)) ?? "app"
        guard ProjectDraft.name(from: name) == name else {
            throw UsageError("'\(name)' is no name of a project", hint: "use lower-case letters, digits, '.', '_' and '-'")
        }
        if let registry { return InitAnswers(project: name, registry: registry) }
        let found = try await FoundAccount.look(context)
        if let trouble = found.trouble, prompt == nil {
            context.reporter.warn(
                "the registry is left open: \(trouble)", hint: "write 'registry: HOST/PATH', or name it with --registry")
        }
        let region = try answer(prompt, "Region of AWS", found.region?.name)
        let account = try answer(prompt, "Account of AWS", found.account)
        let proposed = try Self.registry(account, region, name)
        let chosen = try answer(prompt, "Registry", proposed)
        if prompt == nil, let chosen { context.reporter.step("took   registry \(chosen)") }
        return InitAnswers(project: name, registry: chosen)
    }

    /// Amazon ECR of the account; nil where that is not known whole.
    /// - Throws: ``UsageError`` for what is no account; ``AWSError`` for what is no region.
    static func registry(_ account: String?, _ region: String?, _ project: String) throws -> String? {
        guard let account, let region else { return nil }
        guard account.count == 12, account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw UsageError("'\(account)' is no account of AWS", hint: "an account has twelve digits")
        }
        let place = try Region(region)
        return "\(account).dkr.ecr.\(place.name).\(place.partition.domain)/\(project)"
    }

    /// What is typed; nothing typed is what is proposed.
    private func answer(_ prompt: SecretPrompt?, _ question: String, _ proposed: String?) throws -> String? {
        guard let prompt else { return proposed }
        guard let line = prompt.line(question + (proposed.map { " [\($0)]" } ?? " (none)") + ": ") else { throw CancellationError() }
        let words = line.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? proposed : words.joined()
    }
}

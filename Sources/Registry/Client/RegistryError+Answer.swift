import HTTP

extension RegistryError {
    /// The error that a refusal is.
    init(_ answer: RegistryAnswer, _ task: RegistryTask, in registry: String) {
        let code = Self.code(of: answer)
        self.init(
            code, task.action, of: "\(registry)/\(task.repository)",
            answer: Answered(method: answer.method.rawValue, status: answer.status, code: answer.complaint?.code),
            reason: Self.reason(answer), hint: Self.hint(code, answer, registry: registry, repository: task.repository))
    }

    /// The error that no answer is, or one of a token endpoint.
    init(_ error: HTTPError, _ task: RegistryTask, method: String, in registry: String) {
        let name = "\(registry)/\(task.repository)"
        let reason = [error.summary, error.reason].compactMap(\.self).joined(separator: ": ")
        var status: Int?
        if case .status(let number) = error.code { status = number }
        let answered = Answered(method: method, status: status, code: nil)
        switch error.code {
        case .status(let number):
            let code = Self.code(status: number)
            let hint = code == .unauthorized || code == .denied ? Self.loginHint(registry) : error.hint
            self.init(code, task.action, of: name, answer: answered, reason: reason, hint: hint)
        case .tooLarge: self.init(.tooLarge, task.action, of: name, answer: answered, reason: reason)
        case .reset where method == "POST":
            // Some registries close the connection instead of answering for a repository that is not there.
            self.init(
                .unreachable, task.action, of: name, answer: answered, reason: reason,
                hint: "check that the repository '\(task.repository)' exists and that you may push to it")
        default: self.init(.unreachable, task.action, of: name, answer: answered, reason: reason, hint: error.hint)
        }
    }

    private static func code(of answer: RegistryAnswer) -> Code {
        let isManifestPush = answer.method == .put && answer.head.address.path.contains("/manifests/")
        switch (answer.status, answer.complaint?.code) {
        case (400..<500, _) where isManifestPush && answer.isImmutableTag: return .immutableTag
        case (_, "NAME_UNKNOWN"?): return .missingRepository
        case (_, "DIGEST_INVALID"?): return .wrongContent
        case (405, _) where isManifestPush, (400, "MANIFEST_INVALID"?): return .refusedManifest
        default: return code(status: answer.status)
        }
    }

    private static func code(status: Int) -> Code {
        switch status {
        case 401: .unauthorized
        case 403: .denied
        case 404: .notFound
        case 413: .tooLarge
        case 429: .rateLimited
        default: .unexpectedAnswer
        }
    }

    private static func reason(_ answer: RegistryAnswer) -> String {
        let words = answer.complaint?.text ?? (answer.head.status.reasonPhrase.isEmpty ? nil : answer.head.status.reasonPhrase)
        return "the registry answered \(answer.method.rawValue) with \(answer.status)" + (words.map { " " + $0 } ?? "")
    }

    private static func hint(_ code: Code, _ answer: RegistryAnswer, registry: String, repository: String) -> String? {
        switch code {
        case .unauthorized, .denied: loginHint(registry)
        case .missingRepository: "create the repository '\(repository)' first, or check its name"
        case .refusedManifest: "the registry does not take this kind of manifest; the reason above is its own"
        case .immutableTag: "push under another tag, or let the repository's tags be changed"
        case .rateLimited where answer.isQuotaUsedUp: "the allowance is used up: run `imgship login \(registry)`, or try again later"
        case .rateLimited: "the registry limits how often it may be asked; try again later"
        default: nil
        }
    }

    private static func loginHint(_ registry: String) -> String {
        "run `imgship login \(registry)`, or check the name of the repository and what you may do there"
    }
}

extension RegistryAnswer {
    /// Whether a tag was refused because it stands for another image, in the wordings that registries have had.
    var isImmutableTag: Bool {
        guard let complaint else { return false }
        return complaint.mentions("immutable") || (complaint.code == "TAG_INVALID" && complaint.mentions("already exists"))
    }
}

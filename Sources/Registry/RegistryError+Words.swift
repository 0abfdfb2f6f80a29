extension RegistryError {
    /// This error with where the credentials came from that the registry did not take; itself when it is not about credentials.
    /// - Parameter source: nil when none were shown.
    package func naming(credentialsFrom source: String?) -> RegistryError {
        guard code == .unauthorized || code == .denied else { return self }
        let origin = source.map { "the credentials came from \($0)" } ?? "no credentials were found"
        return hinting([origin, hint].compactMap(\.self).joined(separator: "; "))
    }

    /// This error with another hint.
    package func hinting(_ hint: String) -> RegistryError { copy(reason: reason, hint: hint) }

    /// This error with one more line of reason.
    func adding(_ line: String) -> RegistryError { copy(reason: [reason, line].compactMap(\.self).joined(separator: "\n"), hint: hint) }

    private func copy(reason: String?, hint: String?) -> RegistryError {
        RegistryError(
            code, action, of: repository, answer: method.map { Answered(method: $0, status: status, code: registryCode) }, reason: reason,
            hint: hint)
    }
}

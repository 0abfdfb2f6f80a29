/// What apt's messages mean.
enum AptFailure {
    /// A failed `apt-get update`.
    static func update(_ output: HelperCommand.Output, addresses: [String], keyring: String) -> DebianError {
        let said = output.standardError + output.standardOutput
        let subject = addresses.map(withoutCredentials).joined(separator: ", ")
        let isSignature = ["GPG error", "NO_PUBKEY", "is not signed", "no longer signed", "EXPKEYSIG", "couldn't be verified"].contains {
            said.contains($0)
        }
        return DebianError(isSignature ? .signatureFailed(keyring: keyring) : .mirrorFailed, subject: subject, reason: reason(said))
    }

    /// A failed `apt-get install`.
    static func install(_ output: HelperCommand.Output, _ request: AptRequest) -> DebianError {
        let lines = output.standardOutput.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(" ") }.map { String($0.trimmed) }
        let reason = (lines + [reason(output.standardError) ?? ""]).filter { !$0.isEmpty }.joined(separator: "\n")
        return DebianError(.unresolvable(release: request.release), subject: request.packages.joined(separator: " "), reason: reason)
    }

    /// apt's own words: the errors, or without one the warnings; at most six lines.
    static func reason(_ said: String) -> String? {
        let lines = said.split(whereSeparator: \.isNewline).map { withoutCredentials(String($0.trimmed)) }
        let errors = lines.filter { $0.hasPrefix("E: ") || $0.hasPrefix("Err:") }
        let chosen = errors.isEmpty ? lines.filter { $0.hasPrefix("W: ") } : errors
        return chosen.isEmpty ? lines.last : chosen.prefix(6).joined(separator: "\n")
    }

    /// The text with the user and the password of every address in it taken out.
    static func withoutCredentials(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let scheme = rest.firstRange(of: "://") {
            result += rest[..<scheme.upperBound]
            rest = rest[scheme.upperBound...]
            let host = rest.prefix { $0 != "/" && !$0.isWhitespace && $0 != "'" }
            guard let at = host.lastIndex(of: "@") else { continue }
            rest = rest[rest.index(after: at)...]
        }
        return result + rest
    }
}

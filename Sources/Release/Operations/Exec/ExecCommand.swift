import AWS

/// The command that opens a session in a running container: AWS's own program does it, with its session manager plugin.
package struct ExecCommand: Sendable, Hashable {
    package let region: Region
    package let cluster: String
    package let task: String
    package let container: String
    /// For the container, as one line of a shell.
    package let command: String

    /// As typed into a shell.
    package var words: [String] {
        [
            "aws", "ecs", "execute-command", "--region", region.name, "--cluster", cluster, "--task", task, "--container", container,
            "--interactive", "--command", command,
        ]
    }

    package var line: String { words.map(Self.quoted).joined(separator: " ") }

    /// What a POSIX shell reads as this one word.
    /// - Source: POSIX.1-2024, Shell Command Language, 2.2.2 "Single-Quotes".
    package static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy { scalar in
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
                || "-_./:=@%+,".unicodeScalars.contains(scalar)
        }
        if plain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

/// One simple command of a shell script: its words with the quotes taken off, and the files it writes.
struct ShellCommand: Sendable, Equatable {
    struct Word: Sendable, Equatable {
        /// Without quotes; expansions are left as written.
        var text: String
        /// Whether the text is exactly what the command gets: no variable, substitution or pattern.
        var isLiteral: Bool
    }

    /// Without the assignments before the command.
    var words: [Word]
    /// The targets of `>` and `>>` that are files: not descriptors and not `/dev/null`.
    var outputs: [String]

    /// The first word's last component: `/usr/sbin/ldconfig` and `ldconfig` are one command.
    var name: String {
        words.first.map { String($0.text.split(separator: "/").last ?? "") } ?? ""
    }

    /// As a message shows it.
    var line: String {
        (words.map(\.text) + outputs.map { "> " + $0 }).joined(separator: " ")
    }
}

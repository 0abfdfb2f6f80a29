import Configuration
import Release

/// What the project file says of secrets.
enum SecretNames {
    /// Tags of a secret that is made for the project.
    static func tags(of file: ProjectFile) -> [String: String] {
        var tags = ["imgship:project": file.project]
        tags["imgship:environment"] = file.environment
        return tags
    }

    /// Names for a shell to complete: those of the file that is named, without a word about one that cannot be read.
    static func completions(_ words: [String]) -> [String] {
        guard var options = try? CommonOptions.parse([]) else { return [] }
        for (option, value) in zip(words, words.dropFirst()) {
            if option == "--file" || option == "-f" { options.file = value }
            if option == "--env" { options.env = value }
        }
        guard let file = try? Context(options).projectFile() else { return [] }
        return NamedSecret.all(in: file).map(\.name)
    }
}

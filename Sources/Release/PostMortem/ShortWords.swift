/// What ECS says, without what a person who reads about one service does not need: its name, and most of the digits of identifiers.
package enum ShortWords {
    package static func text(_ words: String, service: String) -> String {
        let start = "(service \(service)) "
        let own = words.hasPrefix(start) ? String(words.dropFirst(start.count)) : words
        return shortened(own).split(separator: "..", omittingEmptySubsequences: false).joined(separator: ".")
    }

    /// Hexadecimal digits, 32 of a task or 64 of a digest: the first twelve tell them apart.
    private static func shortened(_ text: String) -> String {
        var result = "", run = ""
        let end = { run.count >= 32 ? String(run.prefix(12)) : run }
        for character in text {
            if character.isHexDigit, !character.isUppercase {
                run.append(character)
            } else {
                result += end()
                run = ""
                result.append(character)
            }
        }
        return result + end()
    }
}

/// Words as a shell takes them apart, as far as that needs no shell.
enum ShellWords {
    /// Nil for what only a shell can tell: variables, pipes, substitutions, open quotes.
    static func plain(_ text: some StringProtocol) -> [String]? {
        guard !text.contains(where: { "$`|&;<>(){}*?".contains($0) }) else { return nil }
        var words: [String] = [], word = ""
        var isWord = false
        var quote: Character?
        for character in text {
            if let mark = quote {
                if character == mark { quote = nil } else { word.append(character) }
            } else if character == "\"" || character == "'" {
                (quote, isWord) = (character, true)
            } else if character.isWhitespace {
                if isWord { words.append(word) }
                (word, isWord) = ("", false)
            } else {
                word.append(character)
                isWord = true
            }
        }
        if isWord { words.append(word) }
        return quote == nil ? words : nil
    }

    /// The texts of `["a", "b"]`; nil for what is no list of texts.
    static func list(_ text: String) -> [String]? {
        guard text.hasPrefix("["), text.hasSuffix("]") else { return nil }
        var items: [String] = [], item = ""
        var isInside = false, isEscaped = false
        for character in text.dropFirst().dropLast() {
            if isEscaped {
                item.append(character == "n" ? "\n" : character == "t" ? "\t" : character)
                isEscaped = false
            } else if isInside, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                if isInside { items.append(item) }
                (item, isInside) = ("", !isInside)
            } else if isInside {
                item.append(character)
            } else if character != ",", !character.isWhitespace {
                return nil
            }
        }
        return isInside ? nil : items
    }
}

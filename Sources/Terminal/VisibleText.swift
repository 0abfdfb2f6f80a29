/// Text as it fills columns of a terminal: colours take no room.
enum VisibleText {
    /// How many columns it takes, as far as one character is one column.
    static func width(_ text: String) -> Int {
        var width = 0
        walk(text) { _, isVisible in if isVisible { width += 1 } }
        return width
    }

    /// At most `limit` columns of it, its colours whole; `…` in the last where something is left out.
    static func cut(_ text: String, to limit: Int) -> String {
        guard width(text) > limit else { return text }
        var shown = "", count = 0
        walk(text) { character, isVisible in
            if !isVisible { return shown.append(character) }
            count += 1
            if count < limit { shown.append(character) } else if count == limit { shown.append("…") }
        }
        return shown
    }

    /// Calls `visit` with each character, and whether it is seen: those from ESC to the next letter are not.
    private static func walk(_ text: String, _ visit: (Character, Bool) -> Void) {
        var isEscaping = false
        for character in text {
            if character == "\u{1b}" { isEscaping = true }
            visit(character, !isEscaping)
            if character.isLetter { isEscaping = false }
        }
    }
}

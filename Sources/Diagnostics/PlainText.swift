/// Text from somewhere else, made fit for a terminal.
package enum PlainText {
    /// `text` with what would steer the terminal or turn the writing direction written as `\u{1b}`; line feeds and tabs stay.
    ///
    /// Names, labels and messages of images are anyone's: they must not move the cursor or hide what stands before them.
    package static func shown(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isSteering) else { return text }
        var shown = ""
        for scalar in text.unicodeScalars {
            if isSteering(scalar) { shown += "\\u{\(String(scalar.value, radix: 16))}" } else { shown.unicodeScalars.append(scalar) }
        }
        return shown
    }

    /// As ``shown(_:)``, in one line.
    package static func line(_ text: String) -> String {
        shown(text).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }

    private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0a: false
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

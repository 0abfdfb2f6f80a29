/// How a piece of text stands out; without colour, not at all.
package enum Tone: Sendable, Hashable, CaseIterable {
    case plain, good, doubtful, bad, faint, strong

    /// - Source: ECMA-48, "Select Graphic Rendition".
    private var code: String? {
        switch self {
        case .plain: nil
        case .good: "32"
        case .doubtful: "33"
        case .bad: "31"
        case .faint: "2"
        case .strong: "1"
        }
    }

    /// The text with this tone, and none behind it.
    package func paint(_ text: String, hasColor: Bool) -> String {
        guard hasColor, !text.isEmpty, let code else { return text }
        return "\u{1b}[\(code)m\(text)\u{1b}[0m"
    }
}

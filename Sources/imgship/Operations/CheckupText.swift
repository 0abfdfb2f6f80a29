import Release
import Terminal

/// What a checkup found, one line a subject, with what to do below it.
struct CheckupText {
    let lines: [CheckupLine]

    private static let indent = String(repeating: " ", count: 6)

    func text(hasColor: Bool) -> [String] {
        let width = lines.map(\.subject.count).max() ?? 0
        return lines.flatMap { text(of: $0, width: width, hasColor: hasColor) }
    }

    private func text(of line: CheckupLine, width: Int, hasColor: Bool) -> [String] {
        let state = line.state.rawValue
        let painted = Self.tone(of: line.state).paint(state, hasColor: hasColor) + Self.blanks(4 - state.count)
        let words = line.words.split(separator: "\n").map(String.init)
        var text = ["\(painted)  \(line.subject)\(Self.blanks(width - line.subject.count))  \(words.first ?? "")"]
        text += words.dropFirst().map { Self.indent + $0 }
        if let remedy = line.remedy { text.append(Self.indent + "hint: " + remedy) }
        return text
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private static func tone(of state: CheckupLine.State) -> Tone {
        switch state {
        case .ok: .good
        case .doubtful: .doubtful
        case .failed: .bad
        }
    }
}

import Terminal

extension Table {
    /// The table's lines as standard output takes them: cut and coloured at a terminal alone.
    func lines(for style: OutputStyle) -> [String] {
        lines(width: TerminalSize.columns(of: .output), hasColor: style.hasColor)
    }
}

extension StandardStream {
    func write(lines: [String]) {
        write(lines.map { $0 + "\n" }.joined())
    }
}
